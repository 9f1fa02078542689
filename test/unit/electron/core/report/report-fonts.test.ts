import type { Font } from 'fontkit';
import { beforeAll, describe, expect, it } from 'vitest';
import { embeddedFont } from '../../../../../electron/core/report/embedded-font.ts';
import {
  createFontShelf,
  fallbackNames,
  fontNames,
  loadFont,
  loadReportFonts,
  type ReportFonts,
  textRuns,
  visibleText,
  visualParts,
} from '../../../../../electron/core/report/report-fonts.ts';

const manyScripts = '東京 서울 שרת خادم ไทย हिन्दी';

let fonts: ReportFonts;
let all: ReportFonts;
beforeAll(async () => {
  fonts = await loadReportFonts();
  all = await loadReportFonts(manyScripts);
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

  it('give everybody who has a text shaped a run of its own, to scale and to change', () => {
    const first = fonts.text.layout('Telephone');
    const [glyphs, positions] = [[...first.glyphs], first.positions.map(({ xAdvance }) => xAdvance)];
    for (const position of first.positions) position.xAdvance *= 2;
    first.glyphs.length = 0;
    const second = fonts.text.layout('Telephone');
    expect(second.glyphs).toEqual(glyphs);
    expect(second.positions.map(({ xAdvance }) => xAdvance)).toEqual(positions);
    expect(second.advanceWidth).toBe(positions.reduce((sum, width) => sum + width, 0));
  });

  it('shape a text as before when they have shaped more than they keep', () => {
    const before = fonts.mono.layout('app01.example.local').advanceWidth;
    for (let index = 0; index < 40; index += 1) fonts.mono.layout(String(index).repeat(1000));
    expect(fonts.mono.layout('app01.example.local').advanceWidth).toBe(before);
  });

  it.each(fontNames)('draw all of ASCII, so that it needs no other: %s', (name) => {
    const missing = Array.from({ length: 0x7f - 0x20 }, (_, index) => index + 0x20).filter(
      (code) => !fonts[name].hasGlyphForCodePoint(code),
    );
    expect(missing).toEqual([]);
  });

  it('have a fallback only when a text needs it, and read it once', async () => {
    expect(fallbackNames.filter((name) => fonts[name] !== undefined)).toEqual([]);
    expect(fallbackNames.filter((name) => all[name] !== undefined)).toEqual([...fallbackNames]);
    const shelf = createFontShelf();
    const [first, second] = [await shelf('서울'), await shelf('서울, 부산')];
    expect(fallbackNames.filter((name) => first[name] !== undefined)).toEqual(['hangul']);
    expect(second.hangul).toBe(first.hangul);
  });

  it('are read again when they could not be read once', async () => {
    let tries = 0;
    const shelf = createFontShelf((name) => {
      tries += 1;
      return tries === 1 ? Promise.reject(new Error('EMFILE')) : loadFont(name);
    });
    await expect(shelf('')).rejects.toThrow('EMFILE');
    await expect(shelf('')).resolves.toHaveProperty('text');
  });

  it.each([...fontNames, ...fallbackNames])(
    'have only characters that every Unicode here knows: %s',
    (name) => {
      const codes = all[name]?.characterSet.filter((code) => all[name]?.hasGlyphForCodePoint(code)) ?? [];
      expect(codes.length).toBeGreaterThan(200);
      expect(codes.filter((code) => /\p{Cn}/u.test(String.fromCodePoint(code)))).toEqual([]);
    },
  );

  it.each([...fontNames, ...fallbackNames])(
    'shape a script by its own rules, or by the same for all: %s',
    (name) => {
      // Without, fontkit would shape a text by the rules of the text before.
      type Table = { readonly scriptList: readonly { readonly tag: string }[] };
      const { GSUB, GPOS } = all[name] as unknown as Readonly<Record<'GSUB' | 'GPOS', Table>>;
      for (const { scriptList } of [GSUB, GPOS]) expect(scriptList.map(({ tag }) => tag)).toContain('DFLT');
    },
  );

  it.each(fallbackNames)('can part words in every fallback: %s', (name) => {
    expect(all[name]?.hasGlyphForCodePoint(0x20)).toBe(true);
  });

  it.each([
    ['hebrew', 'שרת ראשי'],
    ['arabic', 'خادم الرئيسي پایگاه'],
    ['thai', 'เซิร์ฟเวอร์ที่ น้ำ'],
    ['devanagari', 'मुख्य सर्वर क्षत्रिय'],
  ] as const)('say for every glyph which characters it stands for, as PDF/UA asks: %s', (name, text) => {
    const font = all[name];
    if (font === undefined) throw new Error(`${name} is missing`);
    const { glyphs } = embeddedFont(font).layout(text);
    expect(glyphs.length).toBeGreaterThan(0);
    expect(glyphs.filter(({ codePoints }) => codePoints.length === 0)).toEqual([]);
    expect(font.layout(text).glyphs.filter(({ id }) => id === 0)).toEqual([]);
  });
});

describe('textRuns', () => {
  it('give each part of a text the first font that has it', () => {
    expect(textRuns('Server 東京サーバー, 서울 (Ω, Ж)', 'text', all)).toEqual([
      { font: 'text', text: 'Server ' },
      { font: 'han', text: '東京サーバー' },
      { font: 'text', text: ', ' },
      { font: 'hangul', text: '서울' },
      { font: 'text', text: ' (Ω, Ж)' },
    ]);
    expect(textRuns('שרת خادم ١٢', 'mono', all).map(({ font }) => font)).toEqual([
      'hebrew',
      'mono',
      'arabic',
      'mono',
      'arabic',
    ]);
  });

  it('write what no font has as its number, and what would be invisible', () => {
    expect(textRuns('A😀\u202Eب', 'text', fonts)).toEqual([{ font: 'text', text: 'AU+1F600U+202EU+0628' }]);
    expect(textRuns('ไทย', 'text', fonts)).toEqual([{ font: 'text', text: 'U+0E44U+0E17U+0E22' }]);
    expect(textRuns('ไทย हिन्दी', 'text', all)).toEqual([
      { font: 'thai', text: 'ไทย' },
      { font: 'text', text: ' ' },
      { font: 'devanagari', text: 'हिन्दी' },
    ]);
  });

  it('write letters as a whole, and leave what no font has as it came', () => {
    const [run] = textRuns('Zu\u0308rich \u1112\u1161\u11ab', 'text', all);
    expect(run?.text).toBe('Zürich ');
    expect(textRuns('\u1112\u1161\u11ab', 'text', all)).toEqual([{ font: 'hangul', text: '한' }]);
    // Other versions of Unicode may know other letters made of these, as this one does.
    expect('\u09C7\u09BE'.normalize('NFC')).toBe('\u09CB');
    expect(textRuns('\u09C7\u09BE', 'text', all)).toEqual([{ font: 'text', text: 'U+09C7U+09BE' }]);
    expect(textRuns('\uFFFF', 'mono', all)).toEqual([{ font: 'mono', text: 'U+FFFF' }]);
  });

  it('keep a mark with its letter', () => {
    expect(textRuns('שׁ', 'text', all)).toHaveLength(1);
  });

  it('lose nothing and add nothing', () => {
    const text = 'Привет, Ωμέγα! 東京 서울 שרת خادم — ok';
    expect(
      textRuns(text, 'text', all)
        .map((run) => run.text)
        .join(''),
    ).toBe(text);
    expect(textRuns('', 'text', all)).toEqual([]);
  });
});

describe('a text from right to left', () => {
  it('is drawn word by word, the last word first, and what follows stands to its right', () => {
    expect(visualParts('אבג דה ו ', 'hebrew')).toEqual(['ו', ' ', 'דה', ' ', 'אבג', ' ']);
    expect(visualParts('one two ', 'text')).toEqual(['one two ']);
    const glyphs = all.arabic?.layout(visualParts('١٢٣', 'arabic')[0] ?? '').glyphs ?? [];
    expect(glyphs.map(({ codePoints }) => String.fromCodePoint(...codePoints)).join('')).toBe('١٢٣');
    expect(visualParts('東京 大阪', 'han')).toEqual(['東京 大阪']);
    expect(visualParts('ไทย น้ำ ', 'thai')).toEqual(['ไทย', ' ', 'น้ำ', ' ']);
  });
});

describe('visibleText', () => {
  it('keeps every letter and names what cannot be seen', () => {
    expect(visibleText('東京\u200B שרת\t1')).toBe('東京U+200B שרת 1');
  });
});
