import { createServer, type IncomingHttpHeaders, type IncomingMessage, type Server } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { connect } from 'node:net';
import type { Duplex } from 'node:stream';
import type { TlsOptions } from 'node:tls';
import { listen, type TcpServer } from './local-server.ts';

/** A request for a tunnel as it arrived. */
export type SeenTunnel = { readonly authority: string; readonly headers: IncomingHttpHeaders };

/**
 * What the proxy does with a request for a tunnel: lead it to a port of 127.0.0.1 whatever the name is, want a login,
 * refuse with a status, cut the connection off, or say nothing.
 */
export type ProxyMode =
  | { readonly kind: 'open'; readonly port: number }
  | { readonly kind: 'auth' }
  | { readonly kind: 'deny'; readonly status: number }
  | { readonly kind: 'close' }
  | { readonly kind: 'silent' };

export type ProxyServer = TcpServer & {
  readonly tunnels: () => readonly SeenTunnel[];
  /** Requests that were no CONNECT. */
  readonly requests: () => number;
};

const answer = (status: number, reason: string, headers = ''): string =>
  `HTTP/1.1 ${status} ${reason}\r\nServer: test-proxy/1.0\r\n${headers}Content-Length: 5\r\n\r\nsorry`;

function join(client: Duplex, early: Buffer, port: number): void {
  const server = connect({ host: '127.0.0.1', port });
  server.once('connect', () => {
    client.write('HTTP/1.1 200 Connection established\r\nServer: test-proxy/1.0\r\n\r\n');
    if (early.length > 0) server.write(early);
    server.pipe(client).pipe(server);
  });
  server.on('error', () => client.destroy());
  client.on('error', () => server.destroy());
  client.on('close', () => server.destroy());
}

function handle(mode: ProxyMode, client: Duplex, early: Buffer): void {
  switch (mode.kind) {
    case 'open':
      join(client, early, mode.port);
      return;
    case 'auth':
      client.end(answer(407, 'Proxy Authentication Required', 'Proxy-Authenticate: Basic realm="test"\r\n'));
      return;
    case 'deny':
      client.end(answer(mode.status, 'No'));
      return;
    case 'close':
      client.destroy();
      return;
    case 'silent':
      client.once('end', () => client.end()).resume();
  }
}

/**
 * An HTTP proxy on 127.0.0.1 that speaks CONNECT (RFC 9110, section 9.3.6).
 * @param secure makes it a proxy that is spoken to over TLS
 */
export async function startProxyServer(mode: ProxyMode, secure?: TlsOptions): Promise<ProxyServer> {
  const tunnels: SeenTunnel[] = [];
  let requests = 0;
  const server: Server = secure === undefined ? createServer() : createSecureServer(secure);
  server.on('request', (_request: IncomingMessage, response) => {
    requests += 1;
    response.writeHead(400).end();
  });
  server.on('connect', ({ url, headers }: IncomingMessage, client: Duplex, early: Buffer) => {
    tunnels.push({ authority: url ?? '', headers });
    client.on('error', () => undefined);
    handle(mode, client, early);
  });
  server.on('tlsClientError', () => undefined);
  return { ...(await listen(server)), tunnels: () => tunnels, requests: () => requests };
}
