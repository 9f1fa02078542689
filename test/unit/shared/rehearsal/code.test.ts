import { describe, expect, it } from 'vitest';
import {
  codeProblemText,
  formatCode,
  formatTag,
  parseCode,
  typingProblem,
} from '../../../../shared/rehearsal/code.ts';
import { seededRandom } from '../../../support/seeded-random.ts';

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const random = seededRandom(17);
const codes = Array.from({ length: 40 }, () => Uint8Array.from({ length: 15 }, () => random.below(256)));

const problemOf = (text: string) => {
  const parsed = parseCode(text);
  return parsed.ok ? null : parsed.problem;
};

describe('the code of a rehearsal', () => {
  it('is six groups of five characters, and comes back from them', () => {
    for (const code of codes) {
      const text = formatCode(code);
      expect(text).toMatch(/^([0-9A-HJKMNP-TV-Z]{5}-){5}[0-9A-HJKMNP-TV-Z]{5}$/);
      expect(parseCode(text)).toEqual({ ok: true, bytes: code });
    }
  });

  it('has one text for each code', () => {
    expect(formatCode(new Uint8Array(15))).toMatchInlineSnapshot(`"0000M-0000D-0000T-0000H-00007-0000E"`);
    expect(() => formatCode(new Uint8Array(14))).toThrow('15 bytes');
  });

  it('is read whatever case, spaces, hyphens and look-alikes it is written with', () => {
    const code = codes.find((bytes) => /[01]/.test(formatCode(bytes))) ?? new Uint8Array(15);
    const text = formatCode(code);
    const written = [
      text.toLowerCase(),
      text.replaceAll('-', ''),
      ` ${text.replaceAll('-', ' \u2013 ')}\n`,
      text.replaceAll('0', 'o').replaceAll('1', 'l'),
      text.replaceAll('0', 'O').replaceAll('1', 'I'),
    ];
    for (const variant of written) expect(parseCode(variant)).toEqual({ ok: true, bytes: code });
  });

  it('names the group in which one character is another one', () => {
    for (const code of codes.slice(0, 6)) {
      const text = formatCode(code);
      for (const [at, character] of Array.from(text).entries()) {
        if (character === '-') continue;
        for (const other of alphabet) {
          if (other === character) continue;
          const problem = problemOf(text.slice(0, at) + other + text.slice(at + 1));
          expect(problem).toMatchObject({ kind: 'group', group: Math.floor(at / 6) + 1 });
        }
      }
    }
  });

  it('sees two characters, or two groups, that changed places', () => {
    for (const code of codes) {
      const text = formatCode(code);
      for (let at = 0; at < text.length - 1; at += 1) {
        const [left = '', right = ''] = text.slice(at, at + 2);
        if (left === right || left === '-' || right === '-') continue;
        expect(problemOf(text.slice(0, at) + right + left + text.slice(at + 2))).not.toBeNull();
      }
      const groups = text.split('-');
      for (let left = 0; left < 6; left += 1)
        for (let right = left + 1; right < 6; right += 1) {
          const swapped = groups.map((group, index) =>
            index === left ? groups[right] : index === right ? groups[left] : group,
          );
          expect(problemOf(swapped.join('-'))).not.toBeNull();
        }
    }
  });

  it('tells a keyboard that is taken for another one', () => {
    const swapped = (text: string, pairs: Readonly<Record<string, string>>): string =>
      Array.from(text, (character) => pairs[character] ?? character).join('');
    const seen = codes.flatMap((code) => {
      const text = formatCode(code);
      return [
        problemOf(swapped(text, { Y: 'Z', Z: 'Y' })),
        problemOf(swapped(text, { A: 'Q', Q: 'A', W: 'Z', Z: 'W' })),
      ].flatMap((problem) => (problem?.kind === 'group' ? [problem.layout] : []));
    });
    expect(new Set(seen)).toEqual(new Set(['qwertz', 'azerty']));
  });

  it('says of the first wrong group what is wrong, while it is typed', () => {
    const text = formatCode(codes[0] ?? new Uint8Array(15));
    expect(typingProblem(text.slice(0, 8))).toBeNull();
    expect(typingProblem(`${text}0`)).toEqual({ kind: 'length', characters: 31 });
    expect(problemOf(text.slice(0, 11))).toEqual({ kind: 'length', characters: 10 });
    expect(problemOf(`U${text.slice(1)}`)).toEqual({ kind: 'character', group: 1, character: 'U' });
    expect(problemOf(`😀${text.slice(1)}`)).toEqual({ kind: 'character', group: 1, character: '😀' });
  });

  it.each([
    [{ kind: 'length', characters: 10 }, 'The code has 10 characters. Allowed: 6 groups of 5.'],
    [
      { kind: 'character', group: 1, character: 'U' },
      'Group 1 of the code has the character "U". Allowed: digits, and letters other than U.',
    ],
    [{ kind: 'group', group: 3, layout: null }, 'Group 3 of the code is wrong.'],
    [
      { kind: 'group', group: 3, layout: 'qwertz' },
      'Group 3 of the code is wrong; it would be right with the letters of another keyboard (QWERTZ).',
    ],
  ] as const)('names %j in a sentence', (problem, sentence) => {
    expect(codeProblemText(problem)).toBe(sentence);
  });

  it('has a tag of four characters', () => {
    expect([0, 0xfffff, 0b00001_00010_00011_00100].map(formatTag)).toEqual(['0000', 'ZZZZ', '1234']);
  });
});
