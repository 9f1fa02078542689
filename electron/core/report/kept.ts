/** Gives what was made of a text before, or makes it: what is made has to depend on the text and the way alone. */
export type KeptOf<T> = (text: string, make: () => T) => T;

/** Gives what was made of texts in a way. To be asked once for many texts. */
export type Kept<T> = (way: string) => KeptOf<T>;

/**
 * Keeps what was made of texts, and forgets all of it when the texts have become longer than that together.
 * @param characters how long the texts are at most
 */
export function createKept<T>(characters: number): Kept<T> {
  let ways = new Map<string, Map<string, T>>();
  let room = characters;
  const knownOf = (way: string): Map<string, T> => {
    const known = ways.get(way) ?? new Map<string, T>();
    ways.set(way, known);
    return known;
  };
  return (way) => {
    let [all, known] = [ways, knownOf(way)];
    const current = (): Map<string, T> => {
      if (all !== ways) [all, known] = [ways, knownOf(way)];
      return known;
    };
    return (text, make) => {
      const before = current().get(text);
      if (before !== undefined) return before;
      const made = make();
      if (room < text.length) [ways, room] = [new Map(), characters];
      room -= text.length;
      current().set(text, made);
      return made;
    };
  };
}
