import type { Font } from 'fontkit';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  fontNames,
  loadReportFonts,
  type ReportFonts,
} from '../../../../../electron/core/report/report-fonts.ts';

let fonts: ReportFonts;
beforeAll(async () => {
  fonts = await loadReportFonts();
});

const charactersOf = (font: Font, text: string): readonly string[] =>
  font.layout(text).glyphs.map((glyph) => String.fromCodePoint(...glyph.codePoints));

describe('the fonts of a report', () => {
  it.each(fontNames)('draw each character of an address or a path as itself: %s', (name) => {
    for (const text of ['::1', 'http://x', '-->', '!=', '5x5', '[fe80::1]:443'])
      expect(charactersOf(fonts[name], text)).toEqual(Array.from(text));
  });

  it.each(fontNames)('set the points of an address as wide as anywhere: %s', (name) => {
    const { glyphs, positions } = fonts[name].layout('10.205.127.1');
    expect(positions.map(({ xAdvance }) => xAdvance)).toEqual(glyphs.map(({ advanceWidth }) => advanceWidth));
  });

  it('kern words without figures', () => {
    const { glyphs, positions } = fonts.text.layout('Te');
    expect(positions[0]?.xAdvance).toBeLessThan(glyphs[0]?.advanceWidth ?? 0);
  });
});
