import type { IncomingMessage } from 'node:http';
import type { OperationName } from '../../shared/contract/operations.ts';

/** How many bytes the body of a request may have. Files come as Base64 inside JSON, text with every quote escaped. */
export type BodyLimits = (name: OperationName) => number;

const mebibyte = 1024 * 1024;

/** The limits in force: what the contract allows for one report, one file of text, or one set of answers. */
export const bodyLimits: BodyLimits = (name) => {
  switch (name) {
    case 'verify.reports':
      return 40 * mebibyte;
    case 'profile.import':
    case 'session.save':
      return 8 * mebibyte;
    default:
      return 2 * mebibyte;
  }
};

/** A body as text, or why there is none. `broken` when the connection ended before the body did. */
export type Body = { readonly text: string } | 'too-large' | 'not-text' | 'broken';

function decode(chunks: readonly Buffer[]): Body {
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks)) };
  } catch {
    return 'not-text';
  }
}

/**
 * Reads the body of a request as UTF-8. A body that says or proves to be too long is not kept; the request stays
 * open, so that it can be answered.
 */
export function readBody(request: IncomingMessage, maxBytes: number): Promise<Body> {
  if (Number(request.headers['content-length'] ?? 0) > maxBytes) return Promise.resolve('too-large');
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= maxBytes) chunks.push(chunk);
      else {
        chunks.length = 0;
        resolve('too-large');
      }
    });
    request.once('end', () => resolve(decode(chunks)));
    request.once('error', () => resolve('broken'));
    request.once('close', () => resolve('broken'));
  });
}
