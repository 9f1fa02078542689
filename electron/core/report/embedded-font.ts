import type { Font, Glyph, GlyphRun, Subset } from 'fontkit';

/** A glyph as a document uses it: what is drawn, and the characters that it stands for there. */
type GlyphUse = { readonly glyph: number; readonly codePoints: readonly number[] };

/** Where a glyph is drawn that is a part of another, and the number under which that one asks for it. */
type Component = { readonly pos: number; readonly glyphID: number };

/** A glyph as it stands in a font: its drawing, and the numbers in it that are others in each document. */
type Drawn = {
  readonly bytes: Uint8Array;
  readonly components: readonly Component[];
  readonly metrics: { readonly advance: number; readonly bearing: number };
};

/** What of a subset is used beyond its public interface: the glyphs of the font, by their place in the document. */
type Internals = {
  readonly glyphs: number[];
  includeGlyph: (use: GlyphUse | number) => number;
  _addGlyph?: (id: number) => number;
  offset: number;
  readonly glyf: Uint8Array[];
  readonly loca: { readonly offsets: number[] };
  readonly hmtx: { readonly metrics: Drawn['metrics'][] };
};

/** What of a font and its glyphs is used beyond their public interface. */
type FontInternals = {
  readonly _variationProcessor: object | null;
  readonly loca: { readonly offsets: readonly number[] };
  readonly _getTableStream: (tag: string) => {
    pos: number;
    readonly readBuffer: (length: number) => Uint8Array;
  };
};
type GlyphInternals = {
  readonly _decode: () => { readonly components?: readonly Component[] } | null;
  readonly _getMetrics: () => { readonly leftBearing: number };
};

const drawnOf = new WeakMap<Font, Map<number, Drawn>>();

/** A glyph as it stands in a font, read once: the letters of one document are those of the next. */
function readGlyph(font: Font, id: number): Drawn {
  const known = drawnOf.get(font) ?? new Map<number, Drawn>();
  drawnOf.set(font, known);
  const found = known.get(id);
  if (found !== undefined) return found;
  const internals = font as unknown as FontInternals;
  const glyph = font.getGlyph(id);
  const { _decode, _getMetrics } = glyph as unknown as GlyphInternals;
  const components = _decode.call(glyph)?.components ?? [];
  const [start = 0, end = 0] = internals.loca.offsets.slice(id, id + 2);
  const stream = internals._getTableStream('glyf');
  stream.pos += start;
  const bytes = stream.readBuffer(end - start);
  const metrics = { advance: glyph.advanceWidth, bearing: _getMetrics.call(glyph).leftBearing };
  const made = { bytes, components, metrics };
  known.set(id, made);
  return made;
}

/** Has a subset read each glyph once for all documents. Those of a font in OpenType's other form are read as ever. */
function withKnownGlyphs(font: Font, internals: Internals): void {
  if (internals._addGlyph === undefined || (font as unknown as FontInternals)._variationProcessor) return;
  internals._addGlyph = (id) => {
    const { bytes, components, metrics } = readGlyph(font, id);
    const own = components.length === 0 ? bytes : Uint8Array.from(bytes);
    const view = new DataView(own.buffer, own.byteOffset);
    for (const { pos, glyphID } of components) view.setUint16(pos, internals.includeGlyph(glyphID));
    internals.loca.offsets.push(internals.offset);
    internals.hmtx.metrics.push(metrics);
    internals.offset += own.length;
    return internals.glyf.push(own) - 1;
  };
}

/**
 * A subset that has a glyph once for each text that it stands for, because a place in the font has one text. A part of a
 * composite letter, which is asked for by its number alone, may be any of them.
 */
function subsetByUse(subset: Subset, font: Font): Subset {
  const internals = subset as unknown as Internals;
  withKnownGlyphs(font, internals);
  const places = new Map(internals.glyphs.map((glyph, place) => [`${glyph}`, place]));
  const placeOf = (key: string, glyph: number): number => {
    const place = places.get(key) ?? internals.glyphs.push(glyph) - 1;
    places.set(key, place);
    return place;
  };
  const placeOfUse = (use: GlyphUse): number => {
    if (use.glyph === 0) return 0;
    const place = placeOf(`${use.glyph} ${use.codePoints.join(' ')}`, use.glyph);
    if (!places.has(`${use.glyph}`)) places.set(`${use.glyph}`, place);
    return place;
  };
  internals.includeGlyph = (use) => (typeof use === 'number' ? placeOf(`${use}`, use) : placeOfUse(use));
  return subset;
}

/**
 * A ligature from right to left stands for its characters in the order in which they are seen, as the glyphs beside it
 * do: programs turn the characters of a word round, whatever glyphs they belong to.
 */
const asSeen = (codePoints: readonly number[], run: GlyphRun): readonly number[] =>
  run.direction === 'rtl' ? [...codePoints].reverse() : codePoints;

/** The circle on which a font puts a mark that has no letter, and for which nobody has written a character. */
const dottedCircle = '\u25CC';

/**
 * What a glyph stands for that has no characters of its own in a text: a font made it from a sign in two parts, or put it
 * there. PDF/UA (ISO 14289-1, 7.21.7) wants characters for each.
 */
const ownText = (id: number, font: Font): readonly number[] =>
  Array.from(font.stringsForGlyph(id)[0] ?? dottedCircle, (character) => character.codePointAt(0) ?? 0);

/** Uses by their glyphs and characters: where it is one character by a number made of both, for there are thousands. */
type Uses = Map<number | string, Glyph>;

const usesOf = new WeakMap<Font, Uses>();

/** More than there are characters. */
const characterStep = 2 ** 21;

const keyOf = (id: number, said: readonly number[]): number | string =>
  said.length === 1 ? id * characterStep + (said[0] ?? 0) : `${id} ${said.join(' ')}`;

/**
 * A glyph with the characters that it stands for: the same object for the same, so that a document knows it again. There are
 * as many as the font has glyphs, and some for ligatures.
 */
function useOf({ id, codePoints, advanceWidth }: Glyph, run: GlyphRun, font: Font): Glyph {
  const said = asSeen(codePoints.length === 0 ? ownText(id, font) : codePoints, run);
  const known: Uses = usesOf.get(font) ?? new Map();
  usesOf.set(font, known);
  const key = keyOf(id, said);
  const found = known.get(key);
  if (found !== undefined) return found;
  const use: GlyphUse = { glyph: id, codePoints: said };
  const made = { id: use as unknown, codePoints: said, advanceWidth } as Glyph;
  known.set(key, made);
  return made;
}

/**
 * A font for one document of pdfkit 0.20.2, which takes the characters of a glyph's first use for those of all. Fonts have
 * one drawing for several characters (the apostrophe and the letter that looks like it), and whoever copies or reads out
 * a name shall get the characters that it has.
 */
export function embeddedFont(font: Font): Font {
  const view = Object.create(font) as Font;
  view.layout = (...parameters) => {
    const run = font.layout(...parameters);
    run.glyphs = run.glyphs.map((glyph) => useOf(glyph, run, font));
    return run;
  };
  view.createSubset = () => subsetByUse(font.createSubset(), font);
  return view;
}
