import { createServer } from 'node:https';
import type { TlsOptions } from 'node:tls';
import type { HttpAnswer, HttpServer, SeenRequest } from './http-server.ts';
import { listen, type Place } from './local-server.ts';

/** Answers every request over TLS with the same head and a short body. */
export async function startHttpsServer(
  identity: TlsOptions,
  { status, headers = {} }: HttpAnswer,
  place?: Place,
): Promise<HttpServer> {
  const seen: SeenRequest[] = [];
  const server = createServer({ ...identity, requireHostHeader: false }, (request, response) => {
    seen.push({ method: request.method ?? '', path: request.url ?? '', headers: request.headers });
    response.writeHead(status, headers).end('hello');
  });
  server.on('tlsClientError', () => undefined);
  return { ...(await listen(server, place)), seen: () => seen };
}
