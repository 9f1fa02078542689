/** How long a probe may take to put its facts together after the run was stopped, in ms. */
const graceMs = 50;

/**
 * What a promise gives, or null a moment after the signal was aborted: a probe that does not heed the signal must
 * not keep the run from ending. Leaves no timer and no listener behind.
 */
export function nullAfterGrace<T>(promise: Promise<T>, signal: AbortSignal): Promise<T | null> {
  return new Promise((resolve, reject) => {
    let timer: NodeJS.Timeout | undefined;
    const onAbort = (): void => {
      timer = setTimeout(() => {
        tidy();
        resolve(null);
      }, graceMs);
    };
    const tidy = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
    };
    if (signal.aborted) onAbort();
    else signal.addEventListener('abort', onAbort, { once: true });
    promise.then(
      (value) => {
        tidy();
        resolve(value);
      },
      (error: unknown) => {
        tidy();
        reject(error);
      },
    );
  });
}
