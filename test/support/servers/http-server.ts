import { createServer, type IncomingHttpHeaders } from 'node:http';
import { listen, type Place, type TcpServer } from './local-server.ts';

/** A request as it arrived. */
export type SeenRequest = {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
};

export type HttpAnswer = {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** The page; a short word unless given. */
  readonly body?: string;
  /** How long the server takes for its answer. */
  readonly delayMs?: number;
};

export type HttpServer = TcpServer & { readonly seen: () => readonly SeenRequest[] };

/** Answers every request with the same head and a short body, also one without a Host header. */
export async function startHttpServer(
  { status, headers = {}, body = 'hello', delayMs = 0 }: HttpAnswer,
  place?: Place,
): Promise<HttpServer> {
  const seen: SeenRequest[] = [];
  const server = createServer({ requireHostHeader: false }, (request, response) => {
    seen.push({ method: request.method ?? '', path: request.url ?? '', headers: request.headers });
    const answer = () => response.writeHead(status, headers).end(body);
    if (delayMs === 0) answer();
    else setTimeout(answer, delayMs);
  });
  return { ...(await listen(server, place)), seen: () => seen };
}
