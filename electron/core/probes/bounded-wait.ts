import type { Wait } from '../ports.ts';
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
  const endings: (() => void)[] = [];
  const answer = new Promise<T>((resolve, reject) => {
    const onAbort = () => reject(abortError(signal));
    const timer = setTimeout(() => reject(new ProbeError('DEADLINE')), timeoutMs);
    signal.addEventListener('abort', onAbort, { once: true });
    endings.push(
      () => clearTimeout(timer),
      () => signal.removeEventListener('abort', onAbort),
    );
    endings.push(start(resolve, reject));
  });
  return answer.finally(() => {
    for (const end of endings) end();
  });
}
