import { once } from 'node:events';
import { createConnection, createServer } from 'node:net';
import { Worker } from 'node:worker_threads';
import { type LocalServer, listen, type Place, type TcpServer } from './local-server.ts';

/** Accepts connections and never says a word. */
export function startSilentServer(place?: string | Place): Promise<TcpServer> {
  return listen(
    createServer((socket) => socket.resume()),
    place,
  );
}

/** Accepts connections and resets each at once (RST), as a device does whose server is gone. */
export function startResettingServer(): Promise<TcpServer> {
  return listen(createServer((socket) => socket.resetAndDestroy()));
}

/** Takes the first bytes that it gets, and resets the connection then (RST), as a filter does that reads the name in them. */
export function startCuttingServer(): Promise<TcpServer> {
  return listen(
    createServer((socket) =>
      socket.on('error', () => undefined).once('data', () => socket.resetAndDestroy()),
    ),
  );
}

/** Accepts connections and closes each in good order (FIN) a moment later, as a balancer without a live server does. */
export function startClosingServer(afterMs = 0): Promise<TcpServer> {
  return listen(
    createServer((socket) => {
      const timer = setTimeout(() => socket.end(), afterMs);
      socket.on('error', () => undefined).once('close', () => clearTimeout(timer));
    }),
  );
}

/** Says the bytes given to whoever connects, and nothing more. */
export function startGreetingServer(greeting: Buffer): Promise<TcpServer> {
  return listen(createServer((socket) => socket.on('error', () => undefined).write(greeting)));
}

/** Answers the first bytes that it gets with the bytes given, and ends the connection. */
export function startAnsweringServer(answer: string, place?: Place): Promise<TcpServer> {
  return listen(
    createServer((socket) => {
      socket.once('data', () => socket.end(Buffer.from(answer, 'latin1')));
    }),
    place,
  );
}

/** Answers the first bytes that it gets with the bytes given, and then says nothing more. */
export function startStallingServer(answer: string): Promise<TcpServer> {
  return listen(
    createServer((socket) => {
      socket.once('data', () => socket.write(Buffer.from(answer, 'latin1')));
    }),
  );
}

/** Once it has got something, sends the bytes given one at a time, and the last of them for ever. */
export function startDrippingServer(bytes: Buffer, everyMs: number): Promise<TcpServer> {
  return listen(
    createServer((socket) => {
      socket.on('error', () => undefined);
      socket.once('data', () => {
        let at = 0;
        const timer = setInterval(() => {
          socket.write(bytes.subarray(at, at + 1));
          at = Math.min(at + 1, bytes.length - 1);
        }, everyMs);
        socket.once('close', () => clearInterval(timer));
      });
    }),
  );
}

/** Once it has got something, sends the bytes given and then as many zeros as the other end takes. */
export function startFloodingServer(bytes: Buffer): Promise<TcpServer> {
  const flood = Buffer.alloc(64 * 1024);
  return listen(
    createServer((socket) => {
      socket.on('error', () => undefined);
      socket.once('data', () => {
        const send = () => {
          while (!socket.destroyed && socket.write(flood));
        };
        socket.on('drain', send);
        socket.write(bytes);
        send();
      });
    }),
  );
}

/**
 * A port that nobody listens on and that nobody else can be given meanwhile: it is the local port of a connection
 * between two sockets of this process.
 */
export async function holdClosedPort(): Promise<LocalServer> {
  const server = await startSilentServer();
  const socket = createConnection({ host: server.address, port: server.port });
  await once(socket, 'connect');
  return {
    address: server.address,
    port: socket.localPort ?? 0,
    close: async () => {
      socket.destroy();
      await server.close();
    },
  };
}

const neverAccepting = `
  const { createServer } = require('node:net');
  const { parentPort } = require('node:worker_threads');
  const server = createServer();
  server.listen({ host: '127.0.0.1', port: 0, backlog: 1 }, () => {
    parentPort.postMessage(server.address().port);
    setImmediate(() => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0));
  });`;

/**
 * A port that drops new connections without an answer, as a filtering firewall does: its listener stands still in
 * another thread and its queue is full. Only Linux drops; other systems refuse.
 */
export async function startDroppingServer(): Promise<LocalServer> {
  const worker = new Worker(neverAccepting, { eval: true });
  const [port] = (await once(worker, 'message')) as [number];
  const fillers = Array.from({ length: 8 }, () => {
    const socket = createConnection({ host: '127.0.0.1', port });
    return socket.on('error', () => undefined);
  });
  await Promise.all(fillers.slice(0, 2).map((socket) => once(socket, 'connect')));
  return {
    address: '127.0.0.1',
    port,
    close: async () => {
      for (const socket of fillers) socket.destroy();
      await worker.terminate();
    },
  };
}
