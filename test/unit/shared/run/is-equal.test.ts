import { describe, expect, it } from 'vitest';
import { isEqual } from '../../../../shared/run/is-equal.ts';

describe('plain data', () => {
  it('is equal whatever the order of its keys', () => {
    expect(isEqual({ a: 1, b: [{ c: null, d: 'x' }] }, { b: [{ d: 'x', c: null }], a: 1 })).toBe(true);
    expect(isEqual([], [])).toBe(true);
    expect(isEqual(null, null)).toBe(true);
  });

  it.each([
    [1, 2],
    [1, '1'],
    [null, {}],
    [{}, null],
    ['a', { 0: 'a' }],
    [{ 0: 'a' }, 'a'],
    [[], {}],
    [{}, []],
    [['a'], { 0: 'a' }],
    [{ a: 1 }, { a: 1, b: 1 }],
    [{ a: 1, b: 1 }, { a: 1 }],
    [{ a: undefined }, { b: undefined }],
    [{ toString: undefined }, { a: 1 }],
    [
      [1, 2],
      [2, 1],
    ],
    [{ a: { b: 1 } }, { a: { b: 2 } }],
  ] as const)('differs: %j and %j', (left, right) => {
    expect(isEqual(left, right)).toBe(false);
  });
});
