import type { Server } from 'node:http';
import type { Socket } from 'node:net';

/** The connections of a host that have shown nothing yet. */
export type Strangers = {
  /** A connection has shown what only somebody knows who was let in: from now on it does not count. */
  readonly admit: (socket: Socket) => void;
};

/**
 * Does something when everything that has come in by now was read. What a connection has sent is read one turn of the
 * event loop after it was accepted.
 */
const afterReading = (act: () => void): void => void setImmediate(() => setImmediate(act));

/**
 * Bounds how many connections may be open that have shown nothing: with one more the oldest is cut off. Whoever opens
 * many and says nothing, or says it slowly, pushes out himself before others; a browser that was let in is never
 * counted. On a busy machine hundreds are accepted at once, so each is given the turn in which it can show something.
 */
export function boundStrangers(server: Server, max: number): Strangers {
  const waiting = new Set<Socket>();
  const pushOut = (): void => {
    for (const oldest of waiting) {
      if (waiting.size <= max) return;
      waiting.delete(oldest);
      oldest.destroy();
    }
  };
  server.on('connection', (socket: Socket) => {
    waiting.add(socket);
    socket.once('close', () => waiting.delete(socket));
    if (waiting.size > max) afterReading(pushOut);
  });
  return { admit: (socket) => void waiting.delete(socket) };
}
