/** Waiting for the end of what goes on until somebody has enough of it. */
export type Ending = {
  /** Resolves when the time is over, or the signal has ended it. */
  readonly ended: Promise<void>;
  /** Lets the time be over so many ms from now, unless it is already. */
  readonly endIn: (ms: number) => void;
};

/** @param ms how long it goes on, unless that is changed */
export function endingIn(ms: number, signal: AbortSignal): Ending {
  if (signal.aborted) return { ended: Promise.resolve(), endIn: () => undefined };
  let end = (): void => undefined;
  let isOver = false;
  let timer: NodeJS.Timeout | undefined;
  const ended = new Promise<void>((resolve) => {
    end = () => {
      isOver = true;
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
  });
  signal.addEventListener('abort', end, { once: true });
  const endIn = (later: number): void => {
    clearTimeout(timer);
    if (!isOver) timer = setTimeout(end, later);
  };
  endIn(ms);
  return { ended, endIn };
}

/** Waits until the time is over, or a signal ends it. @param ms how long */
export const untilEnd = (ms: number, signal: AbortSignal): Promise<void> => endingIn(ms, signal).ended;
