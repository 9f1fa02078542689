import { randomBytes } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { keptForGood, noncePlaceholder, pageHeaders } from '../../shared/contract/page.ts';
import { type Reply, toFailure } from '../../shared/contract/reply.ts';
import { AppError } from '../../shared/errors/app-error.ts';
import type { ErrorCode } from '../../shared/errors/codes.ts';
import type { PageAsset } from './page-assets.ts';

type Headers = Readonly<Record<string, string>>;

/** One answer to a request, whole. */
export type Answer = { readonly status: number; readonly headers: Headers; readonly body: string | Buffer };

/** The form of every answer of an operation: one JSON value a line, events first, the reply last. */
const ndjson = 'application/x-ndjson; charset=utf-8';

/** The headers of every answer, with a policy that carries a nonce of its own. */
const secureHeaders = (type: string, nonce = randomBytes(18).toString('base64')): Headers =>
  pageHeaders(type, nonce, 'self');

/** The headers of an answer that is streamed line by line. */
export const streamHeaders = (): Headers => secureHeaders(ndjson);

/**
 * Tells the browser to forget what it has kept for this origin: pages in its caches, service workers, storage. Whoever
 * held the port before may have left them. Storage is where the page keeps its session key, so it goes only with answers
 * to a browser while nobody is in.
 */
export const forgetting: Headers = { 'Clear-Site-Data': '"cache", "storage"' };

/** A sentence for a person. */
export const textAnswer = (status: number, text: string, more: Headers = {}): Answer => ({
  status,
  headers: { ...secureHeaders('text/plain; charset=utf-8'), ...more },
  body: text === '' ? '' : `${text}\n`,
});

/** A small page of a few sentences, without script. The sentences are ours: nothing of a request stands in them. */
export const sentencesPage = (status: number, sentences: readonly string[], more: Headers = {}): Answer => ({
  status,
  headers: { ...secureHeaders('text/html; charset=utf-8'), ...more },
  body: [
    '<!doctype html>',
    '<html lang="en">',
    '<meta charset="utf-8">',
    '<title>Netready</title>',
    ...sentences.map((sentence) => `<p>${sentence}</p>`),
    '</html>',
    '',
  ].join('\n'),
});

/** Sends the browser elsewhere with a GET (RFC 9110, section 15.4.4). */
export const elsewhere = (location: string): Answer => textAnswer(303, '', { Location: location });

/**
 * Leads a browser through the door. Unlike every other answer it has no opener policy: the page behind it has one, and
 * two that differ make the browser cut the page off from whatever window had opened its tab, also one of this origin
 * (HTML, "cross-origin opener policies").
 */
export function throughTheDoor(location: string, more: Headers): Answer {
  const { 'Cross-Origin-Opener-Policy': _, ...headers } = secureHeaders('text/plain; charset=utf-8');
  return { status: 303, headers: { ...headers, ...more, Location: location }, body: '' };
}

/** Whether a browser takes an answer in a coding (RFC 9110, section 12.5.3); one that it weighs with 0 it does not take. */
function takesCoding(accepted: string | undefined, coding: string): boolean {
  const entries = (accepted ?? '').split(',').map((entry) => entry.trim().toLowerCase());
  return entries.some((entry) => {
    const [name, weight] = entry.split(/\s*;\s*/);
    return name === coding && !/^q=0(\.0*)?$/.test(weight ?? '');
  });
}

/**
 * A file of the page. HTML gets the nonce of this very answer and is not kept; what is named after its content is, packed
 * in the way that the browser takes.
 * @param accepted what it says about codings (Accept-Encoding)
 */
export function assetAnswer(
  { type, bytes, brotli, isKept }: PageAsset,
  accepted: string | undefined,
): Answer {
  const nonce = randomBytes(18).toString('base64');
  const headers = secureHeaders(type, nonce);
  if (type.startsWith('text/html'))
    return { status: 200, headers, body: bytes.toString('utf8').replaceAll(noncePlaceholder, nonce) };
  const kept = isKept ? { ...headers, 'Cache-Control': keptForGood } : headers;
  if (brotli === null) return { status: 200, headers: kept, body: bytes };
  const varying = { ...kept, Vary: 'Accept-Encoding' };
  if (takesCoding(accepted, 'br'))
    return { status: 200, headers: { ...varying, 'Content-Encoding': 'br' }, body: brotli };
  if (takesCoding(accepted, 'gzip'))
    return { status: 200, headers: { ...varying, 'Content-Encoding': 'gzip' }, body: gzipSync(bytes) };
  return { status: 200, headers: varying, body: bytes };
}

/** A file to keep. */
export const fileAnswer = (bytes: Uint8Array): Answer => ({
  status: 200,
  headers: secureHeaders('application/octet-stream'),
  body: Buffer.from(bytes),
});

/** The answer to a page that asks to be let in. */
export const replyAnswer = (status: number, reply: Reply<unknown>, more: Headers = {}): Answer => ({
  status,
  headers: { ...secureHeaders('application/json'), ...more },
  body: JSON.stringify(reply),
});

/** A refusal as a value, for a page. */
export const refused = (code: ErrorCode, sentence: string): Reply<never> => ({
  ok: false,
  error: toFailure(new AppError(code, sentence)),
});

/** One line of an operation's answer: an event, or the reply. */
export type AnswerLine = { readonly event: unknown } | { readonly reply: Reply<unknown> };

export const answerLine = (line: AnswerLine): string => `${JSON.stringify(line)}\n`;

/** Refuses an operation in the form in which it would have been answered. The rest of the request is not awaited. */
export const refusal = (status: number, code: ErrorCode, sentence: string): Answer => ({
  status,
  headers: { ...streamHeaders(), Connection: 'close' },
  body: answerLine({ reply: refused(code, sentence) }),
});

/** Sends an answer. */
export function send(response: ServerResponse, { status, headers, body }: Answer): void {
  response.writeHead(status, { ...headers, 'Content-Length': Buffer.byteLength(body) }).end(body);
}
