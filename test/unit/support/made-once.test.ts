import { expect, it } from 'vitest';
import { madeOnce } from '../../support/made-once.ts';

it('a sample is made once for each of its arguments, and changed by nobody', () => {
  const asked: number[] = [];
  const sample = madeOnce((count: number) => {
    asked.push(count);
    return { list: [{ count }] };
  });
  expect(sample(1)).toBe(sample(1));
  expect(sample(2)).toEqual({ list: [{ count: 2 }] });
  expect(asked).toEqual([1, 2]);
  expect(() => sample(1).list.push({ count: 3 })).toThrow(TypeError);
  expect(() => Object.assign(sample(1).list[0] ?? {}, { count: 3 })).toThrow(TypeError);
});
