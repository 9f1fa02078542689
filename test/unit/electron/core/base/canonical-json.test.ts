import canonicalize from 'canonicalize';
import { describe, expect, it } from 'vitest';
import { canonicalJson, isCanonical } from '../../../../../electron/core/base/canonical-json.ts';
import { catalogue, describeCatalogue } from '../../../../../shared/catalogue/catalogue.ts';
import { failedResult } from '../../../../support/sample-results.ts';

const text = (value: unknown): string => Buffer.from(canonicalJson(value)).toString('utf8');

describe('the one form of a JSON value', () => {
  it('is that of another program, for a result and for the whole catalogue', () => {
    for (const value of [failedResult(), describeCatalogue(catalogue)])
      expect(text(value)).toBe(canonicalize(value));
  });

  it.each([
    ['keys in the order of their UTF-16 units', '{"é":1,"b":2,"😀":3,"ﬃ":4,"B":5,"a b":6,"":7}'],
    ['whole numbers as keys', '{"10":1,"9":{"b":1,"1":2,"a":3},"01":[{"2":1,"11":2}],"1":null}'],
    ['a key that is the name of a prototype', '{"b":1,"__proto__":{"z":1,"a":2},"a":[{"__proto__":null}]}'],
    ['texts with signs that are escaped', JSON.stringify('a"\\/\u0000\u001f\u007f\u2028\n\t€')],
    ['numbers', '[0,-0,1e21,1e-7,333333333.33333329,4.5,2e-3,0.000000000000000000000000001,123456789012]'],
    ['nothing in it', '[[],{},null,true,false,""]'],
    ['one value', '"a"'],
  ])('is that of RFC 8785 with %s', (_, json) => {
    expect(text(JSON.parse(json))).toBe(canonicalize(JSON.parse(json)));
  });

  it('is that of RFC 8785 for lists that are written item by item', () => {
    const many = Array.from({ length: 2500 }, (_, index) => ({
      z: `é😀${index}`,
      a: [index],
      1: null,
      b: {},
    }));
    const value = { z: [{ many: [...many] }, 7], connections: many, b: { text: 'é', a: many }, 9: [many] };
    expect(text(value)).toBe(canonicalize(value));
    expect(text(many)).toBe(canonicalize(many));
  });

  it('leaves out what has no value in such lists, too, and refuses what is no JSON', () => {
    const many = (item: unknown) => ({ b: undefined, a: [...Array(1500).fill(1), item], c: [undefined] });
    expect(text(many(undefined))).toBe(`{"a":[${'1,'.repeat(1500)}null],"c":[null]}`);
    for (const item of ['\ud800', Number.NaN, { '\udc00': 1 }, 1n])
      expect(() => canonicalJson(many(item))).toThrow(TypeError);
    expect(() => canonicalJson({ '\udc00': many(1).a })).toThrow(TypeError);
  });

  it('leaves out what has no value, as JSON does', () => {
    expect(text({ b: undefined, a: [undefined, 1], 1: undefined })).toBe('{"a":[null,1]}');
    expect(text({ b: undefined, a: [undefined, 1] })).toBe('{"a":[null,1]}');
  });

  it.each([
    ['half a character', { a: ['\ud800'] }],
    ['half a character as a key', { a: { '\udc00': 1 } }],
    ['half a character beside whole numbers as keys', { 1: '\ud83d' }],
    ['no number', { a: Number.NaN }],
    ['a number beyond all', [Number.POSITIVE_INFINITY]],
    ['nothing', undefined],
    ['a number of another kind', { a: 1n }],
  ])('is refused for %s', (_, value) => {
    expect(() => canonicalJson(value)).toThrow(TypeError);
  });
});

describe('bytes that are the one form of a JSON value', () => {
  const isForm = (json: string): boolean => isCanonical(JSON.parse(json), Buffer.from(json));

  it.each([
    ['a result', text(failedResult())],
    ['whole numbers as keys', '{"1":null,"10":1,"9":{"1":2,"a":3,"b":1}}'],
    ['a key that is the name of a prototype', '{"__proto__":{"a":2,"z":1},"a":1}'],
    ['a text that looks like half a character', '{"a":"\\\\ud800"}'],
    ['one value', '"a"'],
  ])('are told from others: %s', (_, json) => {
    expect(isForm(json)).toBe(true);
    expect(isForm(json)).toBe(text(JSON.parse(json)) === json);
  });

  it.each([
    ['keys in another order', '{"b":1,"a":2}'],
    ['keys in another order deep within', '{"a":[{"c":{"y":1,"x":2}}]}'],
    ['a key twice', '{"a":1,"a":1}'],
    ['whole numbers in their own order', '{"1":null,"9":1,"10":2}'],
    ['blanks', '{"a": 1}'],
    ['a number in another form', '[1.0]'],
    ['a number beyond all', '[1e999]'],
    ['a sign that need not be escaped', '["\\u0061"]'],
    ['a mark of byte order', '\ufeff[]'],
  ])('are not those with %s', (_, json) => {
    expect(isCanonical(JSON.parse(json.replace('\ufeff', '')), Buffer.from(json))).toBe(false);
  });

  it('are none of what has half a character', () => {
    expect(() => isForm('["\\ud800"]')).toThrow(TypeError);
    expect(isCanonical(undefined, new Uint8Array())).toBe(false);
  });
});
