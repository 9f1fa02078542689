import { describe, expect, it } from 'vitest';
import {
  type Line,
  type Measure,
  type Piece,
  wrap,
} from '../../../../../../electron/core/report/pages/wrap.ts';
import { seededRandom } from '../../../../../support/seeded-random.ts';
import { plainWrap } from './plain-wrap.ts';

/** A font in which every character is one point wide. */
const measure: Measure = (text) => text.length;
const piece = (text: string, font: Piece['font'] = 'text'): Piece => ({ text, font, colour: '#000000' });
const textOf = (line: Line): string => line.pieces.map(({ text }) => text).join('');
const lines = (text: string, width: number): readonly string[] =>
  wrap([piece(text)], width, measure).map(textOf);

describe('wrapping', () => {
  it('breaks between words', () => {
    expect(lines('the quick brown fox', 10)).toEqual(['the quick', 'brown fox']);
    expect(lines('  spaces \n around  ', 20)).toEqual(['spaces around']);
  });

  it('gives no line for no text', () => {
    expect([lines('', 10), lines('   ', 10)]).toEqual([[], []]);
  });

  it('fills a line to the last point', () => {
    expect(lines('abcde fghij', 11)).toEqual(['abcde fghij']);
    expect(lines('abcde fghijk', 11)).toEqual(['abcde', 'fghijk']);
  });

  it('breaks a long name after its separators, and adds nothing', () => {
    const host = 'database-platform.production.example-bank.internal:1433';
    const broken = lines(host, 20);
    expect(broken).toEqual(['database-platform.', 'production.example-', 'bank.internal:1433']);
    expect(broken.join('')).toBe(host);
  });

  it('breaks anywhere what has no separators', () => {
    expect(lines('a'.repeat(25), 10)).toEqual(['a'.repeat(10), 'a'.repeat(10), 'a'.repeat(5)]);
  });

  it('begins a long name on a started line when much of it fits there', () => {
    expect(lines('Allow to frontend-01.example.internal', 24)).toEqual([
      'Allow to frontend-01.',
      'example.internal',
    ]);
    expect(lines('Allow connections to abc.defghijklmnopqrstuv', 24)).toEqual([
      'Allow connections to',
      'abc.defghijklmnopqrstuv',
    ]);
  });

  it('leaves a short name whole', () => {
    expect(lines('loc-port-80, mon-fe-iis, x', 22)).toEqual(['loc-port-80,', 'mon-fe-iis, x']);
  });

  it('keeps a unit with its figure and a number in brackets with its word', () => {
    expect(lines('took all of 5000 ms.', 16)).toEqual(['took all of', '5000 ms.']);
    expect(lines('in-iis, mon-fe-iis (12), x', 22)).toEqual(['in-iis,', 'mon-fe-iis (12), x']);
    expect(lines('takes some s', 10)).toEqual(['takes some', 's']);
  });

  it('keeps a letter with its combining marks', () => {
    const word = 'e\u0301'.repeat(6);
    expect(lines(word, 5).every((line) => line.startsWith('e'))).toBe(true);
  });

  it('does not split a character that needs two code units', () => {
    const broken = lines('😀'.repeat(5), 3);
    expect(broken.join('')).toBe('😀'.repeat(5));
    expect(broken.every((line) => line.length % 2 === 0)).toBe(true);
  });

  it('joins words of one font and keeps fonts apart', () => {
    const [line] = wrap([piece('from '), piece('10.0.0.1', 'mono'), piece(' to x')], 40, measure);
    expect(line?.pieces.map(({ text, font }) => [text, font])).toEqual([
      ['from ', 'text'],
      ['10.0.0.1 ', 'mono'],
      ['to x', 'text'],
    ]);
    expect(line?.width).toBe(18);
  });

  it('sets pieces without a space between them side by side', () => {
    const [line] = wrap([piece('('), piece('db', 'mono'), piece(')')], 40, measure);
    expect(line === undefined ? '' : textOf(line)).toBe('(db)');
  });

  it('says whether a line ends with a word, so that copied text keeps its spaces', () => {
    const [first, second] = wrap([piece('ab cd')], 2, measure);
    expect([first?.endsWord, second?.endsWord]).toEqual([true, true]);
    const [part] = wrap([piece('abcdef')], 3, measure);
    expect(part?.endsWord).toBe(false);
  });

  it('never makes a line wider than it may be', () => {
    const texts = ['a b c', 'one two-three.four', 'x'.repeat(50), 'mixed 5 ms and www.example.org/path?q=1'];
    for (const text of texts)
      for (let width = 9; width < 30; width += 1)
        expect(wrap([piece(text)], width, measure).every((line) => line.width <= width)).toBe(true);
  });

  it('breaks texts of all kinds as the plain rules do', () => {
    const random = seededRandom(7);
    const words = [
      'a',
      'the',
      'server',
      '5000',
      'ms',
      'ms.',
      '(12)',
      '(3),',
      '%',
      '—',
      'Zürich',
      '東京サーバー',
    ];
    const long = [
      'fe-01.production.corp.example.internal',
      'x'.repeat(40),
      'ab12:cd34:ef56:7890',
      'e\u0301'.repeat(9),
    ];
    const all = [...words, ...long, 'C:\\Windows\\System32', 'https://a.b/c?d=e', 'W'.repeat(90)];
    const text = (): string =>
      Array.from({ length: random.below(12) }, () => all[random.below(all.length)]).join(
        random.below(5) > 0 ? ' ' : '',
      );
    // Marks take no room, and letters of one font are twice as wide.
    const wide: Measure = (one, font) => one.replaceAll(/\p{M}/gu, '').length * (font === 'mono' ? 2 : 1);
    for (let count = 0; count < 500; count += 1) {
      const fonts = ['text', 'mono', 'text-strong'] as const;
      const pieces = Array.from({ length: 1 + random.below(4) }, () => piece(text(), fonts[random.below(3)]));
      const width = 3 + random.below(80);
      expect(wrap(pieces, width, wide)).toEqual(plainWrap(pieces, width, wide));
    }
  });

  describe('costs in proportion to the text', () => {
    /** How many times a text is measured, and how many characters in all. */
    function cost(
      content: readonly Piece[],
      width: number,
    ): { readonly calls: number; readonly characters: number } {
      let calls = 0;
      let characters = 0;
      wrap(content, width, (text) => {
        calls += 1;
        characters += text.length;
        return text.length;
      });
      return { calls, characters };
    }

    it.each<readonly [string, (length: number) => readonly Piece[]]>([
      ['a name without separators', (length) => [piece('a'.repeat(length))]],
      ['a name after a word', (length) => [piece(`Allow connections to ${'a.b-'.repeat(length / 4)}`)]],
      ['a long row of numbers in brackets', (length) => [piece('checks (12) '.repeat(length / 12))]],
      ['numbers in brackets alone', (length) => [piece('(1) '.repeat(length / 4))]],
      ['many words', (length) => [piece('word '.repeat(length / 5))]],
      ['many pieces', (length) => Array.from({ length: length / 4 }, () => piece('abc ', 'mono'))],
      ['many letters with marks', (length) => [piece('e\u0301'.repeat(length / 2))]],
      ['one letter with many marks', (length) => [piece(`e${'\u0301'.repeat(length - 1)}`)]],
    ])('of %s', (_, make) => {
      for (const width of [1, 7, 60]) {
        const [short, long] = [cost(make(2_000), width), cost(make(20_000), width)];
        expect(long.calls).toBeLessThan(11 * short.calls);
        expect(long.characters).toBeLessThan(11 * short.characters);
        expect(long.characters).toBeLessThan(60 * 20_000);
      }
    });
  });
});
