import { once } from 'node:events';
import type { AddressInfo, Server, Socket } from 'node:net';

/** Something that a test can reach on a loopback address, on a port that the system chose. */
export type LocalServer = {
  readonly address: string;
  readonly port: number;
  /** Gives the port back and cuts off every connection that is still open. */
  readonly close: () => Promise<void>;
};

/** What a server has seen of its clients. */
export type Connections = {
  readonly now: number;
  /** The most that were open at one moment. */
  readonly most: number;
  readonly total: number;
  /** Bytes that came over connections which have ended. */
  readonly bytes: number;
};

/** A server over TCP that keeps count, so that tests wait for what happens instead of for time. */
export type TcpServer = LocalServer & {
  readonly connections: () => Connections;
  /** Settles when so many connections are open at the same time. */
  readonly reached: (count: number) => Promise<void>;
  /** Settles when no connection is open. */
  readonly idle: () => Promise<void>;
  /** Resets every connection that is open (RST). */
  readonly reset: () => void;
};

/** Where a server listens: on a loopback address, and on a port of it, 0 for one that the system chooses. */
export type Place = { readonly address: string; readonly port: number };

/** Listens on a loopback address and remembers every connection, so that nothing outlives its test. */
export async function listen(server: Server, place: string | Place = '127.0.0.1'): Promise<TcpServer> {
  const { address, port: wanted } = typeof place === 'string' ? { address: place, port: 0 } : place;
  const sockets = new Set<Socket>();
  const counts = { most: 0, total: 0, bytes: 0 };
  const waiting = new Set<{ readonly isTrue: () => boolean; readonly tell: () => void }>();
  const tellAll = () => {
    for (const wish of waiting) if (wish.isTrue()) wish.tell();
  };
  const until = (isTrue: () => boolean): Promise<void> =>
    isTrue() ? Promise.resolve() : new Promise((tell) => waiting.add({ isTrue, tell }));
  server.on('connection', (socket) => {
    sockets.add(socket);
    counts.total += 1;
    counts.most = Math.max(counts.most, sockets.size);
    socket.on('error', () => undefined);
    socket.once('close', () => {
      sockets.delete(socket);
      counts.bytes += socket.bytesRead;
      tellAll();
    });
    tellAll();
  });
  server.listen({ host: address, port: wanted });
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    address,
    port,
    connections: () => ({ now: sockets.size, ...counts }),
    reached: (count) => until(() => sockets.size >= count),
    idle: () => until(() => sockets.size === 0),
    reset: () => {
      for (const socket of sockets) socket.resetAndDestroy();
    },
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}
