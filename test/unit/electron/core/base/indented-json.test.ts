import { describe, expect, it } from 'vitest';
import { indentedJson, indentedJsonParts } from '../../../../../electron/core/base/indented-json.ts';

const text = (data: object): string => Buffer.from(indentedJson(data)).toString('utf8');

const many = Array.from({ length: 2500 }, (_, index) => ({
  name: `é😀\n${index}`,
  list: [index, {}, []],
  ...(index % 2 === 0 ? { none: undefined } : {}),
}));

describe('JSON that people can read', () => {
  it.each([
    ['nothing', {}],
    ['a little', { b: 1, a: [{}, []], none: undefined }],
    ['a list that is written item by item', { b: 'é', many, none: undefined, a: [many.slice(0, 2)] }],
    ['two of them and what has no value', { many, more: [...many.slice(1000), undefined] }],
    ['a list alone', many],
  ])('is what the language writes: %s', (_, data) => {
    expect(text(data)).toBe(`${JSON.stringify(data, null, 2)}\n`);
  });

  it('is the same in parts, none of them large, and for everyone who asks', () => {
    const data = { b: 'é', many, a: [many.slice(0, 2)] };
    const parts = indentedJsonParts(data);
    const whole = Buffer.from(indentedJson(data));
    for (const all of [[...parts], [...parts]]) {
      expect(Buffer.concat(all).equals(whole)).toBe(true);
      expect(Math.max(...all.map(({ length }) => length))).toBeLessThan(whole.length / 10);
    }
  });
});
