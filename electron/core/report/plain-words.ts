import type { Font, Glyph, GlyphPosition, GlyphRun } from 'fontkit';
import { type Kerning, plainCharacters } from './kerning.ts';

const letter = /[A-Za-z]/;
const figure = /\d/;

type Run = Pick<GlyphRun, 'glyphs' | 'positions' | 'advanceWidth' | 'direction'>;

const runOf = (glyphs: Glyph[], positions: GlyphPosition[]): Run => ({
  glyphs,
  positions,
  direction: 'ltr',
  get advanceWidth() {
    return this.positions.reduce((sum, { xAdvance }) => sum + xAdvance, 0);
  },
});

/**
 * How many times a pair of letters is kerned. Words with figures are not: it sets the points of `10.205.127.1` so close to
 * the figures that they are lost. Words of signs alone have no script, for which the fonts list their kerning twice.
 */
function timesKerned(text: string): number {
  if (figure.test(text)) return 0;
  return letter.test(text) ? 1 : 2;
}

/**
 * The same font, shaping each character as itself. With contextual alternates `->` is drawn as an arrow and `5x5` as
 * a product, and JetBrains Mono turns `::` and `://` into ligatures with an empty glyph that fontkit cannot measure.
 *
 * Plain words are put together here: a glyph for each character, moved by what is known of the pair. fontkit comes to the
 * same for each of them, in twenty times the time, and reads all the rules of the font for the first.
 */
export function withPlainWords(font: Font, kerning: Kerning): Font {
  const layout = font.layout.bind(font);
  const glyphs = new Map(
    plainCharacters.map((character) => [character, font.glyphForCodePoint(character.codePointAt(0) ?? 0)]),
  );

  const plainRun = (text: string): Run | null => {
    const drawn: Glyph[] = [];
    for (const character of text) {
      const glyph = glyphs.get(character);
      if (glyph === undefined) return null;
      drawn.push(glyph);
    }
    const times = timesKerned(text);
    const positions = drawn.map(({ advanceWidth }, index) => {
      const kern = times === 0 ? 0 : times * (kerning.get(text.slice(index, index + 2)) ?? 0);
      return { xAdvance: advanceWidth + kern, yAdvance: 0, xOffset: 0, yOffset: 0 };
    });
    return runOf(drawn, positions);
  };

  font.layout = (text) =>
    (plainRun(text) as GlyphRun | null) ??
    layout(text, figure.test(text) ? { calt: false, kern: false } : { calt: false });
  return font;
}
