import type { IncomingMessage } from 'node:http';
import type { OperationName } from '../../shared/contract/operations.ts';
import type { Schedule } from './idle-watch.ts';

/** How many bytes the body of a request may have. Files come as Base64 inside JSON, text with every quote escaped. */
export type BodyLimits = (name: OperationName) => number;

const mebibyte = 1024 * 1024;

/** The limits in force: what the contract allows for one report, one file of text, or one set of answers. */
export const bodyLimits: BodyLimits = (name) => {
  switch (name) {
    case 'verify.reports':
    case 'verify.open':
    case 'merge.add':
      return 280 * mebibyte;
    case 'profile.import':
    case 'verify.save-list':
    case 'session.save':
      return 8 * mebibyte;
    default:
      return 2 * mebibyte;
  }
};

/**
 * A body as text, or why there is none. `broken` when the connection ended before the body did, `too-slow` when it did
 * not come in time.
 */
export type Body = { readonly text: string } | 'too-large' | 'not-text' | 'broken' | 'too-slow';

/** What a body may be. */
export type BodyBounds = {
  readonly maxBytes: number;
  readonly timeoutMs: number;
  readonly schedule: Schedule;
};

const declaredLength = ({ headers }: IncomingMessage): number => Number(headers['content-length'] ?? 0);

/** How long the body of a request can be, from its head: what it says itself, or all that is allowed where it does not. */
export const longestBody = (request: IncomingMessage, maxBytes: number): number =>
  request.headers['transfer-encoding'] === undefined ? declaredLength(request) : maxBytes;

/**
 * Reads the body of a request as UTF-8. A body that says or proves to be too long is not kept; the request stays
 * open, so that it can be answered. The time counts from here, because a request may have waited for room.
 */
export function readBody(request: IncomingMessage, bounds: BodyBounds): Promise<Body> {
  const { maxBytes, timeoutMs, schedule } = bounds;
  if (declaredLength(request) > maxBytes) return Promise.resolve('too-large');
  return new Promise((resolve) => {
    const decoder = new TextDecoder('utf-8', { fatal: true });
    let parts: string[] | null = [];
    let size = 0;
    const end = (body: Body): void => {
      parts = null;
      callOff();
      resolve(body);
    };
    const add = (decode: () => string): void => {
      try {
        parts?.push(decode());
      } catch {
        end('not-text');
      }
    };
    const callOff = schedule(timeoutMs, () => end('too-slow'));
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > maxBytes) end('too-large');
      else add(() => decoder.decode(chunk, { stream: true }));
    });
    request.once('end', () => {
      add(() => decoder.decode());
      if (parts !== null) end({ text: parts.join('') });
    });
    request.once('error', () => end('broken'));
    request.once('close', () => end('broken'));
  });
}
