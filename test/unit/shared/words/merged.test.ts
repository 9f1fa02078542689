import { describe, expect, it } from 'vitest';
import { merged } from '../../../../shared/words/merged.ts';
import { shapesOf } from '../../../support/shapes.ts';

describe('merged objects', () => {
  it('have the fields of all in their order, of which the later win', () => {
    const whole = merged({ a: 1, b: 1 }, { c: 2, b: 2 }, { a: 3 });
    expect(Object.entries(whole)).toEqual([
      ['a', 3],
      ['b', 2],
      ['c', 2],
    ]);
  });

  it('leave what they are made of alone', () => {
    const first = { a: 1 };
    merged(first, { b: 2 });
    expect(first).toEqual({ a: 1 });
  });

  it('share one shape where they are made alike', () => {
    const all = Array.from({ length: 50 }, (_, index) => merged({ index }, { next: index + 1 }));
    expect(shapesOf(all)).toBe(1);
  });
});
