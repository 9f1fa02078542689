/** Room in memory for the bodies of requests. */
export type BodyRoom = {
  /**
   * Waits until there is room for so many bytes, in the order of asking. Nothing of the request is read meanwhile, so
   * that the sender waits too.
   * @param gone ends the waiting
   * @returns what gives the room back; null when the waiting was ended
   */
  readonly take: (bytes: number, gone: AbortSignal) => Promise<(() => void) | null>;
};

type Waiting = { readonly bytes: number; readonly enter: () => void };

/**
 * Room for a number of bytes. Whoever wants more than all of it gets all of it, alone: nobody waits for ever, because
 * whoever has room needs no more of it.
 */
export function createBodyRoom(totalBytes: number): BodyRoom {
  const queue = new Set<Waiting>();
  let free = totalBytes;

  const letIn = (): void => {
    for (const waiting of queue) {
      if (waiting.bytes > free) return;
      queue.delete(waiting);
      free -= waiting.bytes;
      waiting.enter();
    }
  };

  const giveBack = (bytes: number): (() => void) => {
    let isHeld = true;
    return () => {
      if (isHeld) free += bytes;
      isHeld = false;
      letIn();
    };
  };

  return {
    take: (wanted, gone) =>
      new Promise((resolve) => {
        if (gone.aborted) return resolve(null);
        const bytes = Math.min(wanted, totalBytes);
        const leave = (): void => {
          if (!queue.delete(waiting)) return;
          resolve(null);
          letIn();
        };
        const waiting: Waiting = {
          bytes,
          enter: () => {
            gone.removeEventListener('abort', leave);
            resolve(giveBack(bytes));
          },
        };
        queue.add(waiting);
        gone.addEventListener('abort', leave, { once: true });
        letIn();
      }),
  };
}
