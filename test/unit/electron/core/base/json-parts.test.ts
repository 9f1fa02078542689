import { describe, expect, it } from 'vitest';
import { jsonParts } from '../../../../../electron/core/base/json-parts.ts';

const items = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    id: `größe-${index}`,
    list: [],
    deep: { nested: [index] },
  }));

const deep = { path: 'C:\\"x"', '10': '\ud800', list: [], none: null, absent: undefined, a: [1, { b: [] }] };

describe('JSON in parts', () => {
  it.each([
    ['nothing', {}],
    ['what is not there', { absent: undefined, also: undefined }],
    ['a few things', deep],
    ['a list of just so many', { first: 1, items: items(100), last: [] }],
    ['long lists', { items: items(101), other: items(350), after: deep }],
    ['holes in a list', { items: Array.from({ length: 250 }, (_, at) => (at % 2 === 0 ? undefined : [at])) }],
  ])('is the same text for %s', (_, object) => {
    for (const indent of [0, 2] as const)
      expect([...jsonParts(object, indent)].join('')).toBe(JSON.stringify(object, null, indent));
  });

  it('has no part that holds a long list', () => {
    const longest = Math.max(...[...jsonParts({ items: items(5000) }, 2)].map(({ length }) => length));
    expect(longest).toBeLessThan(JSON.stringify(items(200), null, 2).length);
  });
});
