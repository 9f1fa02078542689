import type { Wait } from '../base/world.ts';
import { abortError, ProbeError } from './probe-error.ts';

/**
 * A timer that lets what has arrived already come first: after this process stood still for a while, its timers run
 * before what the network brought meanwhile, and an answer that came in time must not count as late.
 * @returns what stops it
 */
function afterArrivals(timeoutMs: number, act: () => void): () => void {
  const timer = setTimeout(() => setImmediate(act), timeoutMs);
  return () => clearTimeout(timer);
}

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
  const endings: (() => void)[] = [];
  const answer = new Promise<T>((resolve, reject) => {
    const onAbort = () => reject(abortError(signal));
    const stopTimer = afterArrivals(timeoutMs, () => reject(new ProbeError('DEADLINE')));
    signal.addEventListener('abort', onAbort, { once: true });
    endings.push(stopTimer, () => signal.removeEventListener('abort', onAbort));
    endings.push(start(resolve, reject));
  });
  return answer.finally(() => {
    for (const end of endings) end();
  });
}
