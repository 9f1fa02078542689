/** Gives what was made of a text before in the same way, or makes it: what is made has to depend on the two alone. */
export type Kept<T> = (way: string, text: string, make: () => T) => T;

/**
 * Keeps what was made of texts, and forgets all of it when the texts have become longer than that together.
 * @param characters how long the texts are at most
 */
export function createKept<T>(characters: number): Kept<T> {
  const ways = new Map<string, Map<string, T>>();
  let room = characters;
  const knownOf = (way: string): Map<string, T> => {
    const known = ways.get(way) ?? new Map<string, T>();
    ways.set(way, known);
    return known;
  };
  return (way, text, make) => {
    const before = knownOf(way).get(text);
    if (before !== undefined) return before;
    const made = make();
    room -= text.length;
    if (room < 0) {
      ways.clear();
      room = characters - text.length;
    }
    knownOf(way).set(text, made);
    return made;
  };
}
