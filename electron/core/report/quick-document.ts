/**
 * What of pdfkit 0.20.2 is done here with less work and the same bytes, beyond its public interface: it makes an array of
 * bytes of each operator, and looks at each letter of a line anew. The exact version is pinned; a golden test guards it.
 */

type Glyph = { readonly id: number; readonly advanceWidth: number; readonly codePoints: readonly number[] };

/** A word as the font draws it, with the space behind it. */
type Run = {
  readonly glyphs: readonly Glyph[];
  readonly positions: readonly object[];
  readonly advanceWidth: number;
};

/** Where each glyph of a text stands, by what it is called in the document. */
type Encoded = readonly [glyphs: readonly string[], positions: readonly object[]];

type Layout = { glyphs: Glyph[] | null; positions: object[] | null; advanceWidth: number };

type EmbeddedFont = {
  /** Made for this document from one that other documents have too. */
  readonly font: object;
  readonly subset: { readonly includeGlyph: (id: number) => number };
  readonly scale: number;
  readonly widths: (number | undefined)[];
  readonly unicode: (readonly number[] | undefined)[];
  readonly layoutRun: (text: string) => Run;
  layoutCached: (text: string) => Run;
  layout: (text: string, features?: unknown, onlyWidth?: boolean) => Layout;
  encode: (text: string, features?: unknown) => Encoded;
};

type Reference = {
  write: (chunk: unknown) => void;
  finalize: () => void;
};

type Internals = {
  _font: EmbeddedFont;
  _offset: number;
  _write: (data: unknown) => void;
  ref: (data?: object) => Reference;
  font: (...choice: readonly unknown[]) => unknown;
};

/** The words of a line, each with the blank behind it. */
const wordsOf = (text: string): readonly string[] => text.match(/[^ \t]*[ \t]|[^ \t]+$/g) ?? [];

/** How many characters of words are kept of a font: those of a report of a farm. */
const keptCharacters = 65_536;

type Words = { readonly runs: Map<string, Run>; room: number };

const knownWords = new WeakMap<object, Words>();

/** The words of a font as they are drawn, each worked out once: those of one report are those of the next. */
function runsOf(font: EmbeddedFont): (word: string) => Run {
  const shared: object = Object.getPrototypeOf(font.font);
  const words = knownWords.get(shared) ?? { runs: new Map<string, Run>(), room: keptCharacters };
  knownWords.set(shared, words);
  return (word) => {
    const known = words.runs.get(word);
    if (known !== undefined) return known;
    const run = font.layoutRun(word);
    words.room -= word.length;
    if (words.room < 0) {
      words.runs.clear();
      words.room = keptCharacters;
    }
    words.runs.set(word, run);
    return run;
  };
}

/** Has a font look at each word once: its width, and what its glyphs are called. */
function withKnownWords(font: EmbeddedFont): void {
  const { subset, widths, unicode, scale } = font;
  font.layoutCached = runsOf(font);
  const layout = font.layout.bind(font);
  const encode = font.encode.bind(font);
  const encodedWords = new Map<string, Encoded>();

  const nameOf = ({ id, advanceWidth, codePoints }: Glyph): string => {
    const place = subset.includeGlyph(id);
    widths[place] ??= advanceWidth * scale;
    unicode[place] ??= codePoints;
    return `0000${place.toString(16)}`.slice(-4);
  };
  const encodedWord = (word: string): Encoded => {
    const known = encodedWords.get(word);
    if (known !== undefined) return known;
    const { glyphs, positions } = font.layoutCached(word);
    const encoded: Encoded = [glyphs.map(nameOf), positions];
    encodedWords.set(word, encoded);
    return encoded;
  };

  font.layout = (text, features, onlyWidth) => {
    if (features !== undefined || onlyWidth !== true) return layout(text, features, onlyWidth);
    const advanceWidth = wordsOf(text).reduce((sum, word) => sum + font.layoutCached(word).advanceWidth, 0);
    return { glyphs: null, positions: null, advanceWidth };
  };
  font.encode = (text, features) => {
    if (features !== undefined) return encode(text, features);
    const names: string[] = [];
    const positions: object[] = [];
    for (const word of wordsOf(text)) {
      const [ownNames, ownPositions] = encodedWord(word);
      for (const name of ownNames) names.push(name);
      for (const position of ownPositions) positions.push(position);
    }
    return [names, positions];
  };
}

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

/**
 * Has a new document draw and write quicker.
 * @returns gives what was written to it since, in order
 */
export function quickened(pdf: PDFKit.PDFDocument): () => readonly Uint8Array[] {
  const internals = pdf as unknown as Internals;
  const [ref, font] = [internals.ref.bind(pdf), internals.font.bind(pdf)];
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
  internals.ref = (data) => (data === undefined ? withGatheredText(ref()) : ref(data));
  const known = new WeakSet<EmbeddedFont>();
  internals.font = (...choice) => {
    font(...choice);
    if (!known.has(internals._font)) withKnownWords(internals._font);
    known.add(internals._font);
    return pdf;
  };
  return () => {
    flush();
    return chunks;
  };
}
