import { randomBytes } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { noncePlaceholder, pageHeaders } from '../../shared/contract/page.ts';
import { type Reply, toFailure } from '../../shared/contract/reply.ts';
import { AppError } from '../../shared/errors/app-error.ts';
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

/** A sentence for a person. */
export const textAnswer = (status: number, text: string, more: Headers = {}): Answer => ({
  status,
  headers: { ...secureHeaders('text/plain; charset=utf-8'), ...more },
  body: text === '' ? '' : `${text}\n`,
});

/**
 * A small page for a browser that is not let in: what to do, and a link. A browser that came by a link of another
 * site keeps the cookie back until it starts from here.
 */
export const wayIn = (): Answer => ({
  status: 403,
  headers: secureHeaders('text/html; charset=utf-8'),
  body: [
    '<!doctype html>',
    '<html lang="en">',
    '<meta charset="utf-8">',
    '<title>Netready</title>',
    '<p>Open the address that Netready has printed in its terminal. It works once, in one browser.</p>',
    '<p>If you have just opened it by a link, <a href="/">continue here</a>.</p>',
    '</html>',
    '',
  ].join('\n'),
});

/** Sends the browser elsewhere with a GET (RFC 9110, section 15.4.4). */
export const elsewhere = (location: string, more: Headers = {}): Answer =>
  textAnswer(303, '', { Location: location, ...more });

/** A file of the page. HTML gets the nonce of this very answer. */
export function assetAnswer({ type, bytes }: PageAsset): Answer {
  const nonce = randomBytes(18).toString('base64');
  const body = type.startsWith('text/html')
    ? bytes.toString('utf8').replaceAll(noncePlaceholder, nonce)
    : bytes;
  return { status: 200, headers: secureHeaders(type, nonce), body };
}

/** A file to keep. */
export const downloadAnswer = (bytes: Uint8Array, disposition: string): Answer => ({
  status: 200,
  headers: { ...secureHeaders('application/octet-stream'), 'Content-Disposition': disposition },
  body: Buffer.from(bytes),
});

/** One line of an operation's answer: an event, or the reply. */
export type AnswerLine = { readonly event: unknown } | { readonly reply: Reply<unknown> };

export const answerLine = (line: AnswerLine): string => `${JSON.stringify(line)}\n`;

/** Refuses an operation in the form in which it would have been answered. The rest of the request is not awaited. */
export function refusal(
  status: number,
  code: 'operation-unknown' | 'input-invalid',
  sentence: string,
): Answer {
  const reply: Reply<never> = { ok: false, error: toFailure(new AppError(code, sentence)) };
  return { status, headers: { ...streamHeaders(), Connection: 'close' }, body: answerLine({ reply }) };
}

/** Sends an answer. */
export function send(response: ServerResponse, { status, headers, body }: Answer): void {
  response.writeHead(status, { ...headers, 'Content-Length': Buffer.byteLength(body) }).end(body);
}
