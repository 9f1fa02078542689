import { createServer, type TlsOptions } from 'node:tls';
import { listen, type Place, type TcpServer } from './local-server.ts';

/** A TLS server, with what clients sent to it after the handshake. */
export type TlsServer = TcpServer & {
  /** Bytes of application data that any client sent. */
  readonly received: () => number;
  /** The names that clients asked for (SNI); null for a client that asked for none. */
  readonly askedNames: () => readonly (string | null)[];
};

/** Finishes every handshake and then waits for the client to speak. */
export async function startTlsServer(options: TlsOptions, place?: Place): Promise<TlsServer> {
  const names: (string | null)[] = [];
  let received = 0;
  const server = createServer(options, (socket) => {
    names.push(typeof socket.servername === 'string' ? socket.servername : null);
    socket.on('error', () => undefined);
    socket.on('data', (chunk) => {
      received += chunk.length;
    });
  });
  server.on('tlsClientError', () => undefined);
  const local = await listen(server, place);
  return { ...local, received: () => received, askedNames: () => names };
}
