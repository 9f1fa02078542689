import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { TlsOptions } from 'node:tls';
import { listen, type TcpServer } from './local-server.ts';

/** A request as it arrived. */
export type SeenQuery = {
  readonly method: string;
  readonly target: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Uint8Array;
};

/** What the server does with a request. */
export type Respond = (query: SeenQuery, response: ServerResponse) => void | Promise<void>;

export type TimeAuthorityServer = TcpServer & { readonly seen: () => readonly SeenQuery[] };

/** The type of an answer that is one (RFC 3161, section 3.4). */
export const replyType = 'application/timestamp-reply';

/** Answers with a body as an authority does. */
export const replyWith =
  (make: (query: SeenQuery) => Uint8Array | Promise<Uint8Array>): Respond =>
  async (query, response) => {
    const body = await make(query);
    response.writeHead(200, { 'Content-Type': replyType, 'Content-Length': body.length }).end(body);
  };

/**
 * A time-stamping authority over HTTP on 127.0.0.1.
 * @param secure makes it one that is spoken to over TLS
 */
export async function startTimeAuthority(
  respond: Respond,
  secure?: TlsOptions,
): Promise<TimeAuthorityServer> {
  const seen: SeenQuery[] = [];
  const server = secure === undefined ? createServer() : createSecureServer(secure);
  server.on('request', (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.once('end', () => {
      const { method = '', url = '', headers } = request;
      const query = { method, target: url, headers, body: new Uint8Array(Buffer.concat(chunks)) };
      seen.push(query);
      void respond(query, response);
    });
  });
  server.on('tlsClientError', () => undefined);
  return { ...(await listen(server)), seen: () => seen };
}
