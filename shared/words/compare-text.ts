/** Orders texts by their UTF-16 units, which is the same order on every system and in every language. */
export const compareText = (left: string, right: string): number =>
  left < right ? -1 : left > right ? 1 : 0;
