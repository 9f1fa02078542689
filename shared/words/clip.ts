import { once } from './once.ts';

/** What stands where the rest of a text was left out. */
export const ellipsis = '…';

/**
 * One locale for all machines: what a reader sees as one character does not depend on it (UAX #29). It takes long to make, and
 * few texts have to be taken apart.
 */
const segmenter = once(() => new Intl.Segmenter('en', { granularity: 'grapheme' }));

/** What a reader sees as the characters of a text, one after the other. */
export const charactersOf = (text: string): readonly string[] =>
  [...segmenter().segment(text)].map(({ segment }) => segment);

/** The offset behind so many code points of a text; the end of the text where it has fewer. */
function offsetAfter(text: string, count: number): number {
  let offset = 0;
  for (let passed = 0; passed < count && offset < text.length; passed += 1)
    offset += (text.codePointAt(offset) ?? 0) > 0xffff ? 2 : 1;
  return offset;
}

/**
 * The last place at or before an offset at which a text can be cut without taking a character apart: no letter from its
 * marks, no part from an emoji. A single one that is longer is cut between code points.
 */
function lastEdge(text: string, offset: number): number {
  const known = text.slice(0, offset + 2);
  const edges = [...segmenter().segment(known)].map(({ index }) => index).filter((index) => index <= offset);
  return edges.at(-1) || offset;
}

/**
 * A text of at most so many code points, which is how lengths are counted everywhere (`lengths.ts`). A longer one is cut
 * where a reader sees an edge between two characters and ends in an ellipsis. For texts that come in: which characters
 * belong together follows the Unicode version of the running program, so nothing that is drawn from a stored result may
 * be cut with it.
 * @param max at least 2
 */
export function clip(text: string, max: number): string {
  if (text.length <= max || offsetAfter(text, max) === text.length) return text;
  return text.slice(0, lastEdge(text, offsetAfter(text, max - ellipsis.length))) + ellipsis;
}

/** How much of a text `clipWords` gives up at most for the sake of a whole word, in UTF-16 code units. */
const longestWord = 300;

/** As `clip`, but cut between two words where there is such a place near the end: no half of a name is left. */
export function clipWords(text: string, max: number): string {
  const cut = clip(text, max);
  if (cut === text) return text;
  const space = cut.search(/\s\S*$/u);
  return space > 0 && cut.length - space <= longestWord ? cut.slice(0, space) + ellipsis : cut;
}
