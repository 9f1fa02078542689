/** Runs one piece of work after the other, in the order in which they are given. */
export type InOrder = <T>(work: () => Promise<T>) => Promise<T>;

/**
 * A queue for work on one file: an older write that is slow can never overtake a newer one. Work that fails rejects
 * for its caller alone; what comes after it runs all the same.
 */
export function createInOrder(): InOrder {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const result = last.then(work);
    last = result.catch(() => undefined);
    return result;
  };
}
