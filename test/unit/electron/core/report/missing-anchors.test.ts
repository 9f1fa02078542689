import type { Font, GlyphRun } from 'fontkit';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadFont } from '../../../../../electron/core/report/report-fonts.ts';

type Place = Readonly<Record<'xOffset' | 'yOffset' | 'xAdvance', number>>;

/** Where each glyph of a text stands, from left to right. */
const placesOf = ({ positions }: GlyphRun): readonly Place[] =>
  positions.map(({ xOffset, yOffset, xAdvance }) => ({ xOffset, yOffset, xAdvance }));

describe('a mark that its font has no anchor for', () => {
  let mono: Font;
  let arabic: Font;
  beforeAll(async () => {
    mono = await loadFont('mono');
    arabic = await loadFont('arabic');
  });

  // JetBrains Mono has an anchor on top of a, and none on top of t.
  const grave = '\u0300';

  it('is drawn behind its letter, where it stands by itself', () => {
    const { glyphs, positions } = mono.layout(`t${grave}`);
    expect(glyphs.map(({ codePoints }) => codePoints)).toEqual([[0x74], [0x300]]);
    expect(positions[1]).toMatchObject({ xOffset: 0, yOffset: 0 });
  });

  it('leaves every other place as it is without it', () => {
    const others = placesOf(mono.layout(`a${grave}tb${grave}`));
    const places = placesOf(mono.layout(`a${grave}t${grave}b${grave}`));
    expect(others[1]?.xOffset).not.toBe(0);
    expect([...places.slice(0, 3), ...places.slice(4)]).toEqual(others);
  });

  it('leaves the next text as it is', () => {
    const before = placesOf(mono.layout(`a${grave}`));
    mono.layout(`t${grave}`);
    expect(placesOf(mono.layout(`a${grave}`))).toEqual(before);
  });

  it('is drawn in a script from right to left too, and takes no place from other marks', () => {
    // IBM Plex Sans Arabic has no anchor on the small yeh.
    const alone = placesOf(arabic.layout('\u0628\u064E'));
    const [small, ...rest] = placesOf(arabic.layout('\u0628\u064E\u06E6\u0610')).toReversed();
    expect(small).toBeDefined();
    expect(rest.length).toBe(3);
    expect(placesOf(arabic.layout('\u0628\u064E \u06E6\u0610')).slice(-2)).toEqual(alone);
  });

  it('fails for no pair of a letter and a mark', () => {
    const characters = mono.characterSet.map((code) => String.fromCodePoint(code));
    const marks = characters.filter((character) => /\p{M}/u.test(character));
    expect(marks.length).toBeGreaterThan(20);
    for (const mark of marks)
      expect(() => mono.layout(characters.map((character) => `${character}${mark}`).join(' '))).not.toThrow();
  });
});
