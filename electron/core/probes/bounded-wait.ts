import type { Wait } from '../base/world.ts';
import { abortError, ProbeError } from './probe-error.ts';

/**
 * Waits for something that answers by callback, but no longer than allowed. Settles once: with the first answer,
 * with `DEADLINE`, or with the reason of the abort. Leaves no timer and no listener on the signal behind.
 * @param start begins the operation and returns what ends it; that is called exactly once, whatever happened
 */
export function boundedWait<T>(
  { timeoutMs, signal }: Wait,
  start: (resolve: (value: T) => void, reject: (error: unknown) => void) => () => void,
): Promise<T> {
  if (signal.aborted) return Promise.reject(abortError(signal));
  return new Promise<T>((resolve, reject) => {
    let isOver = false;
    let end = (): void => undefined;
    const settle = (give: () => void): void => {
      if (isOver) return;
      isOver = true;
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
      // Not before what else happens at once: a connection that has just answered may fail, and its end takes listeners away.
      Promise.resolve()
        .then(() => end())
        .then(give, reject);
    };
    const answer = (value: T): void => settle(() => resolve(value));
    const fail = (error: unknown): void => settle(() => reject(error));
    const onAbort = () => fail(abortError(signal));
    // What has arrived already comes first: after this process stood still for a while, its timers run before what the network
    // brought meanwhile, and an answer that came in time must not count as late.
    const timer = setTimeout(() => setImmediate(() => fail(new ProbeError('DEADLINE'))), timeoutMs);
    signal.addEventListener('abort', onAbort, { once: true });
    try {
      end = start(answer, fail);
    } catch (error) {
      fail(error);
    }
  });
}
