/** How long a probe may take to put its facts together after the run was stopped, in ms. */
const graceMs = 50;

/**
 * What a promise gives, or null a moment after the signal was aborted: a probe that does not heed the signal must
 * not keep the run from ending. Leaves no timer and no listener behind.
 */
export function nullAfterGrace<T>(promise: Promise<T>, signal: AbortSignal): Promise<T | null> {
  const timers: NodeJS.Timeout[] = [];
  let onAbort: () => void = () => undefined;
  const grace = new Promise<null>((resolve) => {
    onAbort = () => timers.push(setTimeout(() => resolve(null), graceMs));
    if (signal.aborted) onAbort();
    else signal.addEventListener('abort', onAbort, { once: true });
  });
  return Promise.race([promise, grace]).finally(() => {
    for (const timer of timers) clearTimeout(timer);
    signal.removeEventListener('abort', onAbort);
  });
}
