import { createServer, type IncomingHttpHeaders } from 'node:http';
import { listen, type TcpServer } from './local-server.ts';

/** A request as it arrived. */
export type SeenRequest = {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
};

export type HttpAnswer = {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
};

export type HttpServer = TcpServer & { readonly seen: () => readonly SeenRequest[] };

/** Answers every request with the same head and a short body, also one without a Host header. */
export async function startHttpServer({ status, headers = {} }: HttpAnswer): Promise<HttpServer> {
  const seen: SeenRequest[] = [];
  const server = createServer({ requireHostHeader: false }, (request, response) => {
    seen.push({ method: request.method ?? '', path: request.url ?? '', headers: request.headers });
    response.writeHead(status, headers).end('hello');
  });
  return { ...(await listen(server)), seen: () => seen };
}
