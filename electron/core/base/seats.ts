/** Gives up what was taken; to be called once. */
export type Leave = () => void;

/** Room for work that goes on side by side. */
export type Seats = {
  /**
   * Waits for so many seats, in the order in which they are asked for: whoever wants all of them works alone, and is not
   * overtaken by those who want one.
   * @param wanted from 1 to all of them
   */
  readonly take: (wanted: number) => Promise<Leave>;
};

type Waiting = { readonly wanted: number; readonly begin: () => void };

/** @param count how many there are, from 1 */
export function createSeats(count: number): Seats {
  const waiting: Waiting[] = [];
  let free = count;
  const admit = (): void => {
    for (let next = waiting[0]; next !== undefined && next.wanted <= free; next = waiting[0]) {
      free -= next.wanted;
      waiting.shift();
      next.begin();
    }
  };
  return {
    take: (wanted) =>
      new Promise((resolve) => {
        const leave: Leave = () => {
          free += wanted;
          admit();
        };
        waiting.push({ wanted, begin: () => resolve(leave) });
        admit();
      }),
  };
}
