import { describe, expect, it } from 'vitest';
import { indentedJson } from '../../../../../electron/core/base/indented-json.ts';

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
});
