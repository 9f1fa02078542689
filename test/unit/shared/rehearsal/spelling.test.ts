import { describe, expect, it } from 'vitest';
import { codeBytes, formatCode } from '../../../../shared/rehearsal/code.ts';
import { spelled } from '../../../../shared/rehearsal/spelling.ts';

describe('the spelling of a code', () => {
  it('has a word of its own for each character that a code can have', () => {
    const codes = Array.from({ length: 256 }, (_, byte) => formatCode(new Uint8Array(codeBytes).fill(byte)));
    const characters = [...new Set(codes.join('').replaceAll('-', ''))];
    const words = spelled(characters.join(''));
    expect(characters).toHaveLength(32);
    expect(new Set(words).size).toBe(32);
    for (const word of words) expect(word).toMatch(/^[A-Za-z-]{3,}$/);
  });

  it('keeps the order', () => {
    expect(spelled('9FX0')).toEqual(['nine', 'Foxtrot', 'X-ray', 'zero']);
  });
});
