import type { Duplex } from 'node:stream';
import type { Wait } from '../base/world.ts';
import { boundedWait } from './bounded-wait.ts';
import { type OwnCode, ProbeError } from './probe-error.ts';

/** What a reader makes of all bytes that have come since the last message was sent. */
export type Reading<T> =
  | { readonly kind: 'more' }
  | { readonly kind: 'answer'; readonly value: T }
  /** The server asks for what was sent once more; `used` bytes of what came were its question. */
  | { readonly kind: 'again'; readonly used: number };

/** A conversation of one question and one answer, and its bounds. */
export type Conversation<T> = {
  readonly opening: Uint8Array;
  /** Throws a ProbeError for bytes that cannot be an answer, as soon as that is sure. */
  readonly read: (bytes: Buffer) => Reading<T>;
  /** The most bytes that any answer has. */
  readonly maxBytes: number;
};

/** How often the opening is sent again at a server's wish. */
const maxRepetitions = 2;

const ended: OwnCode = 'ANSWER_ENDED';
const hungUp: OwnCode = 'HUNG_UP';
const tooLong: OwnCode = 'ANSWER_TOO_LONG';

/**
 * Sends an opening over a connection and reads until the answer is whole, then ends the connection in good order.
 * Bounded in time by the wait, however slowly bytes come, and in bytes by the conversation. The caller destroys the
 * socket.
 * @throws ProbeError `HUNG_UP`, `ANSWER_ENDED`, `ANSWER_TOO_LONG`, `DEADLINE`, or what the reader or the socket throws
 */
export function converse<T>(socket: Duplex, conversation: Conversation<T>, wait: Wait): Promise<T> {
  const { opening, read, maxBytes } = conversation;
  return boundedWait<T>(wait, (resolve, reject) => {
    let bytes: Buffer = Buffer.alloc(0);
    let repetitions = 0;
    let hasSpoken = false;
    const finish = (value: T): void => {
      stop();
      socket.once('error', () => resolve(value)).end(() => resolve(value));
    };
    const proceed = (chunk: Buffer): void => {
      bytes = Buffer.concat([bytes, chunk]);
      const reading = read(bytes);
      switch (reading.kind) {
        case 'answer':
          finish(reading.value);
          return;
        case 'again':
          repetitions += 1;
          if (repetitions > maxRepetitions) throw new ProbeError(tooLong);
          bytes = bytes.subarray(reading.used);
          socket.write(opening);
          proceed(Buffer.alloc(0));
          return;
        case 'more':
          if (bytes.length >= maxBytes) throw new ProbeError(tooLong);
      }
    };
    const onData = (chunk: Buffer): void => {
      hasSpoken = true;
      try {
        proceed(chunk);
      } catch (error) {
        stop();
        reject(error);
      }
    };
    const onEnd = (): void => reject(new ProbeError(hasSpoken ? ended : hungUp));
    const stop = (): void => {
      socket.off('data', onData).off('end', onEnd).off('close', onEnd).off('error', reject);
    };
    socket.on('data', onData).once('end', onEnd).once('close', onEnd).once('error', reject);
    if (socket.errored) reject(socket.errored);
    else socket.write(opening);
    return stop;
  });
}
