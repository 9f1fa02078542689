import { createKept, type Kept } from './kept.ts';
import { rounded } from './quick-objects.ts';

/**
 * What of pdfkit 0.20.2 shows words, done here with less work and the same bytes, beyond its public interface: it looks at
 * each letter of a line anew.
 */

type Glyph = { readonly id: number; readonly advanceWidth: number; readonly codePoints: readonly number[] };

/** Where a glyph stands, in thousandths of the size of the font. */
type Position = {
  readonly xAdvance: number;
  readonly advanceWidth: number;
  readonly xOffset: number;
  readonly yOffset: number;
};

/** A word as the font draws it, with the space behind it. */
type Run = {
  readonly glyphs: readonly Glyph[];
  readonly positions: readonly Position[];
  readonly advanceWidth: number;
};

type Layout = { glyphs: Glyph[] | null; positions: object[] | null; advanceWidth: number };

export type EmbeddedFont = {
  readonly id: string;
  /** Made for this document from one that other documents have too. */
  readonly font: object;
  readonly subset: { readonly includeGlyph: (id: number) => number };
  readonly scale: number;
  readonly widths: (number | undefined)[];
  readonly unicode: (readonly number[] | undefined)[];
  readonly layoutRun: (text: string) => Run;
  readonly ref: () => object;
  layoutCached: (text: string) => Run;
  layout: (text: string, features?: unknown, onlyWidth?: boolean) => Layout;
};

/** The words of a line, each with the blank behind it. */
const wordsOf = (text: string): readonly string[] => text.match(/[^ \t]*[ \t]|[^ \t]+$/g) ?? [];

/** How many characters of words are kept of a font: those of a report of a farm. */
const keptCharacters = 65_536;

const knownWords = new WeakMap<object, Kept<Run>>();

/** The words of a font as they are drawn, each worked out once: those of one report are those of the next. */
function runsOf(font: EmbeddedFont): (word: string) => Run {
  const shared: object = Object.getPrototypeOf(font.font);
  const words = knownWords.get(shared) ?? createKept<Run>(keptCharacters);
  knownWords.set(shared, words);
  const ofFont = words('');
  return (word) =>
    ofFont(word, () => {
      const { glyphs, positions, advanceWidth } = font.layoutRun(word);
      return { glyphs, positions, advanceWidth };
    });
}

/**
 * A text as the inside of the array that `TJ` shows (ISO 32000-1, 9.4.3): the places of its glyphs in the document, and how far
 * each stands from the one before. Null where one stands above, below or beside its place.
 */
export type Shown = (text: string) => string | null;

/** Has a font look at each word once: its width, and how it is shown in the document. */
export function withKnownWords(font: EmbeddedFont): Shown {
  const { subset, widths, unicode, scale } = font;
  font.layoutCached = runsOf(font);
  const layout = font.layout.bind(font);
  font.layout = (text, features, onlyWidth) => {
    if (features !== undefined || onlyWidth !== true) return layout(text, features, onlyWidth);
    const advanceWidth = wordsOf(text).reduce((sum, word) => sum + font.layoutCached(word).advanceWidth, 0);
    return { glyphs: null, positions: null, advanceWidth };
  };

  const placeOf = ({ id, advanceWidth, codePoints }: Glyph): string => {
    const place = subset.includeGlyph(id);
    widths[place] ??= advanceWidth * scale;
    unicode[place] ??= codePoints;
    return `0000${place.toString(16)}`.slice(-4);
  };
  const places = new Map<Glyph, string>();
  const knownPlaceOf = (glyph: Glyph): string => {
    const place = places.get(glyph) ?? placeOf(glyph);
    places.set(glyph, place);
    return place;
  };
  const showWord: Shown = (word) => {
    const { glyphs, positions } = font.layoutCached(word);
    let shown = '';
    for (const [index, glyph] of glyphs.entries()) {
      const position = positions[index];
      if (position === undefined || position.xOffset !== 0 || position.yOffset !== 0) return null;
      const distance = position.xAdvance - position.advanceWidth;
      shown += distance === 0 ? knownPlaceOf(glyph) : `${knownPlaceOf(glyph)}> ${rounded(-distance)} <`;
    }
    return shown;
  };
  const shownWords = new Map<string, string | null>();
  const shownWord: Shown = (word) => {
    const known = shownWords.get(word);
    if (known !== undefined) return known;
    const shown = showWord(word);
    shownWords.set(word, shown);
    return shown;
  };
  return (text) => {
    let shown = '<';
    for (const word of wordsOf(text)) {
      const next = shownWord(word);
      if (next === null) return null;
      shown += next;
    }
    return shown.endsWith(' <') ? shown.slice(0, -2) : `${shown}> 0`;
  };
}
