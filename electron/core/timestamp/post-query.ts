import { request as httpRequest, type IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { Wait } from '../base/world.ts';
import { boundedWait } from '../probes/bounded-wait.ts';
import { TimestampError } from './timestamp-error.ts';

/** The largest answer that is read, in bytes: eight times the largest token, for the certificates that are not kept. */
export const maxAnswerBytes = 65_536;

/** The largest head of an answer that is read, in bytes. */
const maxHeadBytes = 16 * 1024;

/** What a request is sent as and an answer must be (RFC 3161, section 3.4). */
const mediaTypes = { query: 'application/timestamp-query', reply: 'application/timestamp-reply' } as const;

/** The answer's own status and type, before a byte of it is read. */
function demandReply({ statusCode = 0, headers }: IncomingMessage): void {
  if (statusCode >= 300 && statusCode < 400) throw new TimestampError('redirect', `HTTP ${statusCode}`);
  if (statusCode !== 200) throw new TimestampError('status', `HTTP ${statusCode}`);
  const [type = ''] = (headers['content-type'] ?? '').split(';');
  if (type.trim().toLowerCase() !== mediaTypes.reply) throw new TimestampError('content-type');
}

/**
 * Sends a request for a timestamp over an open connection, so that neither another proxy nor a pool can come between.
 * No redirect is followed.
 * @param target path or, for a proxy, whole address (RFC 9112, section 3.2)
 * @returns the body of an answer that is one of RFC 3161 by its status and type; nothing in it has been looked at
 * @throws TimestampError `redirect`, `status`, `content-type`, `too-large`; otherwise the error of the connection
 */
export function postQuery(
  socket: Socket,
  {
    target,
    hostHeader,
    query,
  }: { readonly target: string; readonly hostHeader: string; readonly query: Uint8Array },
  wait: Wait,
): Promise<Uint8Array> {
  return boundedWait(wait, (resolve, reject) => {
    const request = httpRequest({
      method: 'POST',
      path: target,
      createConnection: () => socket,
      setHost: false,
      headers: {
        Host: hostHeader,
        'Content-Type': mediaTypes.query,
        'Content-Length': query.length,
        Accept: mediaTypes.reply,
        Connection: 'close',
        'User-Agent': 'Netready',
      },
      maxHeaderSize: maxHeadBytes,
      insecureHTTPParser: false,
    });
    const read = (response: IncomingMessage): void => {
      demandReply(response);
      const chunks: Buffer[] = [];
      let length = 0;
      response.on('error', reject);
      response.on('data', (chunk: Buffer) => {
        chunks.push(chunk);
        length += chunk.length;
        if (length > maxAnswerBytes) reject(new TimestampError('too-large'));
      });
      response.once('end', () => resolve(Buffer.concat(chunks)));
    };
    request.on('error', reject);
    request.once('response', (response) => {
      try {
        read(response);
      } catch (error) {
        reject(error);
      }
    });
    request.end(query);
    return () => request.destroy();
  });
}
