import { describe, expect, it } from 'vitest';
import { compareNatural } from '../../../../shared/words/natural-order.ts';

describe('texts in natural order', () => {
  it.each([
    [
      ['fe10', 'fe2', 'fe1'],
      ['fe1', 'fe2', 'fe10'],
    ],
    [
      ['10.1.2.100', '10.1.2.24', '10.1.10.1'],
      ['10.1.2.24', '10.1.2.100', '10.1.10.1'],
    ],
    [
      ['b1', 'a2', 'a10'],
      ['a2', 'a10', 'b1'],
    ],
    [
      ['fe1.b', 'fe1.a', 'fe1'],
      ['fe1', 'fe1.a', 'fe1.b'],
    ],
    [
      ['fe01', 'fe1', 'fe001'],
      ['fe001', 'fe01', 'fe1'],
    ],
  ])('%j', (texts, sorted) => {
    expect([...texts].sort(compareNatural)).toEqual(sorted);
    expect([...texts].reverse().sort(compareNatural)).toEqual(sorted);
  });

  it('are equal only where they are the same', () => {
    expect(compareNatural('fe01', 'fe1')).not.toBe(0);
    expect(compareNatural('FE1', 'fe1')).not.toBe(0);
    expect(compareNatural('fe1', 'fe1')).toBe(0);
  });
});
