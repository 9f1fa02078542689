import type { Duplex } from 'node:stream';
import type { Wait } from '../base/world.ts';
import { boundedWait } from '../probes/bounded-wait.ts';
import { type OwnCode, ProbeError } from '../probes/probe-error.ts';
import type { Addressed, Framed, Framing, Step } from './framing.ts';

/** The most bytes that either side takes from the other in one conversation. */
export const maxConversationBytes = 4096;

const codes = {
  hungUp: 'HUNG_UP',
  ended: 'ANSWER_ENDED',
  tooLong: 'ANSWER_TOO_LONG',
  deadline: 'DEADLINE',
} as const satisfies Readonly<Record<string, OwnCode>>;

/** Messages over a connection, in the clothes of a protocol. Whoever opened the connection destroys it. */
export type MessageStream = {
  /** What the protocol begins with. */
  readonly open: () => void;
  readonly send: (step: Step, payload: Uint8Array) => void;
  /**
   * The next message.
   * @throws ProbeError `HUNG_UP`, `ANSWER_ENDED`, `ANSWER_TOO_LONG`, `OTHER_PROTOCOL`, `DEADLINE` or what the socket says
   */
  readonly receive: (step: Step, wait: Wait) => Promise<Framed>;
  /** Waits for the other end to speak without being asked; true as soon as it has, false when it has not in time. */
  readonly speaksFirst: (wait: Wait) => Promise<boolean>;
};

/** Takes messages from a connection from now on, and remembers what comes before it is asked for. */
export function messageStream(socket: Duplex, framing: Framing, to: Addressed): MessageStream {
  let bytes: Buffer = Buffer.alloc(0);
  let total = 0;
  let failure: unknown = null;
  let wake: () => void = () => undefined;
  const fail = (error: unknown): void => {
    failure ??= error;
    wake();
  };
  socket.on('data', (chunk: Buffer) => {
    total += chunk.length;
    bytes = Buffer.concat([bytes, chunk]);
    if (total > maxConversationBytes) fail(new ProbeError(codes.tooLong));
    wake();
  });
  const onEnd = (): void => fail(new ProbeError(total === 0 ? codes.hungUp : codes.ended));
  socket.once('end', onEnd).once('close', onEnd).once('error', fail);

  /** Waits until something is found in what has come. */
  const until = <T>(wait: Wait, find: () => T | null): Promise<T> =>
    boundedWait<T>(wait, (resolve, reject) => {
      wake = () => {
        try {
          const found = find();
          if (found !== null) resolve(found);
          else if (failure !== null) reject(failure);
        } catch (error) {
          reject(error);
        }
      };
      wake();
      return () => {
        wake = () => undefined;
      };
    });

  return {
    open: () => {
      if (framing.opening !== null) socket.write(framing.opening);
    },
    send: (step, payload) => {
      socket.write(framing.write(step, payload, to));
    },
    receive: (step, wait) =>
      until(wait, () => {
        const framed = framing.read(step, bytes);
        if (framed !== null) bytes = bytes.subarray(framed.used);
        return framed;
      }),
    speaksFirst: (wait) =>
      until<true>(wait, () => (bytes.length > 0 ? true : null)).catch((error: unknown) => {
        if (error instanceof ProbeError && error.code === codes.deadline) return false;
        throw error;
      }),
  };
}
