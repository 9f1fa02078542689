/**
 * What of pdfkit 0.20.2 is done here with less work and the same bytes, beyond its public interface: it makes an array of
 * bytes of each operator, looks at each letter of a line anew, and at every way in which a line can be set. The exact version
 * is pinned; a golden test guards it.
 */

import { deflateSync } from 'node:zlib';
import { createKept, type Kept } from './kept.ts';

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

type EmbeddedFont = {
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

type Reference = {
  readonly buffer: Uint8Array[];
  compress: boolean;
  write: (chunk: unknown) => void;
  finalize: () => void;
};

type Internals = {
  readonly _font: EmbeddedFont;
  readonly _fontSize: number;
  readonly page: { readonly height: number; readonly fonts: Record<string, object> };
  readonly addContent: (operators: string) => void;
  _offset: number;
  _write: (data: unknown) => void;
  ref: (data?: object) => Reference;
  font: (...choice: readonly unknown[]) => unknown;
  text: (text: string, x: number, y: number, options?: PDFKit.Mixins.TextOptions) => unknown;
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
  return (word) =>
    words('', word, () => {
      const { glyphs, positions, advanceWidth } = font.layoutRun(word);
      return { glyphs, positions, advanceWidth };
    });
}

/** As pdfkit writes a number. */
const rounded = (value: number): number => Math.round(value * 1e6) / 1e6;

/**
 * A text as the inside of the array that `TJ` shows (ISO 32000-1, 9.4.3): the places of its glyphs in the document, and how far
 * each stands from the one before. Null where one stands above, below or beside its place.
 */
type Shown = (text: string) => string | null;

/** Has a font look at each word once: its width, and how it is shown in the document. */
function withKnownWords(font: EmbeddedFont): Shown {
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

/** How text of one line is drawn whose width is known, so that nothing is worked out for lines below and through it. */
export const plainLine = (width: number): PDFKit.Mixins.TextOptions =>
  ({
    lineBreak: false,
    baseline: 'alphabetic',
    textWidth: width,
    wordCount: 1,
  }) as PDFKit.Mixins.TextOptions;

/** Nobody else says how wide a text is. */
const isPlainLine = (options: object | undefined): boolean => options !== undefined && 'textWidth' in options;

/** Has what is written to an object in pieces of text become bytes at once, when the object ends. */
function withGatheredText(reference: Reference): Reference {
  const write = reference.write.bind(reference);
  const finalize = reference.finalize.bind(reference);
  const pieces: string[] = [];
  const flush = (): void => {
    if (pieces.length > 0) write(Buffer.from(pieces.join(''), 'latin1'));
    pieces.length = 0;
  };
  reference.write = (chunk) => {
    if (typeof chunk === 'string') {
      pieces.push(chunk, '\n');
      return;
    }
    flush();
    write(chunk);
  };
  reference.finalize = () => {
    flush();
    finalize();
  };
  return reference;
}

/** What is larger is packed in any case, or a document that is compared would be too large to be read. */
const mostUnpacked = 1024 * 1024;

/** Has a stream say that it is packed without making it smaller. */
function withStoredData(reference: Reference): Reference {
  const finalize = reference.finalize.bind(reference);
  reference.finalize = () => {
    const data = Buffer.concat(reference.buffer);
    if (reference.compress && data.length > 0 && data.length <= mostUnpacked) {
      reference.buffer.splice(0, reference.buffer.length, deflateSync(data, { level: 0 }));
      reference.compress = false;
    }
    finalize();
  };
  return reference;
}

/**
 * Has a new document draw and write quicker.
 * @param isCompared whether it is read once and thrown away, so that nothing in it needs to be small
 * @returns gives what was written to it since, in order
 */
export function quickened(pdf: PDFKit.PDFDocument, isCompared: boolean): () => readonly Uint8Array[] {
  const internals = pdf as unknown as Internals;
  const [ref, font, text] = [internals.ref.bind(pdf), internals.font.bind(pdf), internals.text.bind(pdf)];
  const chunks: Uint8Array[] = [];
  let lines: string[] = [];
  const flush = (): void => {
    if (lines.length > 0) chunks.push(Buffer.from(lines.join(''), 'latin1'));
    lines = [];
  };
  internals._write = (data) => {
    if (data instanceof Uint8Array) {
      flush();
      chunks.push(data);
      internals._offset += data.length;
    } else {
      const line = `${data}\n`;
      lines.push(line);
      internals._offset += line.length;
    }
  };
  internals.ref = (data) => {
    const reference = isCompared ? withStoredData(ref(data)) : ref(data);
    return data === undefined ? withGatheredText(reference) : reference;
  };
  const known = new Map<EmbeddedFont, Shown>();
  internals.font = (...choice) => {
    font(...choice);
    if (!known.has(internals._font)) known.set(internals._font, withKnownWords(internals._font));
    return pdf;
  };
  internals.text = (content, x, y, options) => {
    const { _font: own, _fontSize: size, page } = internals;
    const shown = isPlainLine(options) && !content.includes('\n') ? known.get(own)?.(content) : null;
    if (shown === null || shown === undefined) return text(content, x, y, options);
    if (content === '') return pdf;
    page.fonts[own.id] ??= own.ref();
    internals.addContent(`q\n1 0 0 -1 0 ${rounded(page.height)} cm`);
    internals.addContent('BT');
    const place = `1 0 0 1 ${rounded(x)} ${rounded(page.height - y)} Tm`;
    internals.addContent(`${place}\n/${own.id} ${rounded(size)} Tf\n[${shown}] TJ`);
    internals.addContent('ET');
    internals.addContent('Q');
    return pdf;
  };
  return () => {
    flush();
    return chunks;
  };
}
