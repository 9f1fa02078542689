import { createKept, type KeptOf } from './kept.ts';
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

/**
 * A word that is known: its glyphs with how far each stands from the next, as `TJ` writes it. Where one stands above, below or
 * beside its place there are no such gaps, and the library draws the run.
 */
type Word = {
  readonly glyphs: readonly Glyph[];
  readonly advanceWidth: number;
  readonly gaps: readonly string[];
  readonly run: Run | null;
};

type Layout = { glyphs: Glyph[] | null; positions: object[] | null; advanceWidth: number };

export type EmbeddedFont = {
  readonly id: string;
  /** Made for this document from one that other documents have too. It gives positions in units of the font. */
  readonly font: { readonly layout: (text: string) => Pick<Run, 'glyphs' | 'positions'> };
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

/** A text of one word as a font draws it. */
function wordOf(font: EmbeddedFont, text: string): Word {
  const { glyphs, positions } = font.font.layout(text);
  const { scale } = font;
  if (positions.some(({ xOffset, yOffset }) => xOffset !== 0 || yOffset !== 0)) {
    const run = font.layoutRun(text);
    return { glyphs: run.glyphs, advanceWidth: run.advanceWidth, gaps: [], run };
  }
  let advanceWidth = 0;
  const gaps = positions.map((position, index) => {
    const xAdvance = position.xAdvance * scale;
    advanceWidth += xAdvance;
    const distance = xAdvance - (glyphs[index]?.advanceWidth ?? 0) * scale;
    return distance === 0 ? '' : `> ${rounded(-distance)} <`;
  });
  return { glyphs, advanceWidth, gaps, run: null };
}

/** How many characters of texts are kept of a font: those of a report of a farm. */
const keptCharacters = 262_144;

/** What is known of a font, in whatever document it is. */
type KnownTexts = { readonly words: KeptOf<Word>; readonly texts: KeptOf<readonly Word[]> };

const knownTexts = new WeakMap<object, KnownTexts>();

function knownOf(font: EmbeddedFont): KnownTexts {
  const shared: object = Object.getPrototypeOf(font.font);
  const known = knownTexts.get(shared) ?? {
    words: createKept<Word>(keptCharacters)(''),
    texts: createKept<readonly Word[]>(keptCharacters)(''),
  };
  knownTexts.set(shared, known);
  return known;
}

/** What gives a text in words as the font draws them, each worked out once: those of one report are those of the next. */
function wordsIn(font: EmbeddedFont): (text: string) => readonly Word[] {
  const { words, texts } = knownOf(font);
  const knownWord = (text: string): Word => words(text, () => wordOf(font, text));
  font.layoutCached = (text) => knownWord(text).run ?? font.layoutRun(text);
  return (text) => texts(text, () => wordsOf(text).map(knownWord));
}

/**
 * A text as the inside of the array that `TJ` shows (ISO 32000-1, 9.4.3): the places of its glyphs in the document, and how far
 * each stands from the one before. Null where one stands above, below or beside its place.
 */
export type Shown = (text: string) => string | null;

/** Has a font look at each word once: its width, and how it is shown in the document. */
export function withKnownWords(font: EmbeddedFont): Shown {
  const { subset, widths, unicode, scale } = font;
  const wordsOfText = wordsIn(font);
  const layout = font.layout.bind(font);
  font.layout = (text, features, onlyWidth) => {
    if (features !== undefined || onlyWidth !== true) return layout(text, features, onlyWidth);
    const advanceWidth = wordsOfText(text).reduce((sum, word) => sum + word.advanceWidth, 0);
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
  const shownWords = new Map<Word, string>();
  const show = (word: Word): string => {
    const known = shownWords.get(word);
    if (known !== undefined) return known;
    const { glyphs, gaps } = word;
    let shown = '';
    for (let index = 0; index < glyphs.length; index += 1)
      shown += knownPlaceOf(glyphs[index] as Glyph) + gaps[index];
    shownWords.set(word, shown);
    return shown;
  };
  return (text) => {
    let shown = '<';
    for (const word of wordsOfText(text)) {
      if (word.run !== null) return null;
      shown += show(word);
    }
    return shown.endsWith(' <') ? shown.slice(0, -2) : `${shown}> 0`;
  };
}
