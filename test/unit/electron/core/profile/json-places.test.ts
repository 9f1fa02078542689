import { describe, expect, it } from 'vitest';
import { jsonPlaces } from '../../../../../electron/core/profile/json-places.ts';

const faultOf = (text: string) => {
  const { fault } = jsonPlaces(text);
  return fault === null ? null : `${fault.place.line}:${fault.place.column} ${fault.what}`;
};

describe('the places of a JSON text', () => {
  const text = '{\r\n  "a": [1,\n    {"b": "ü𝄞", "c": null}],\n  "d": -1.5e3 }\n';

  it('are those of every value and every name, as editors count', () => {
    const { fault, valueAt, nameAt } = jsonPlaces(text);
    expect(fault).toBeNull();
    expect(valueAt([])).toEqual({ line: 1, column: 1 });
    expect(nameAt(['a'])).toEqual({ line: 2, column: 3 });
    expect(valueAt(['a'])).toEqual({ line: 2, column: 8 });
    expect(valueAt(['a', 0])).toEqual({ line: 2, column: 9 });
    expect(valueAt(['a', 1, 'b'])).toEqual({ line: 3, column: 11 });
    expect(valueAt(['a', 1, 'c'])).toEqual({ line: 3, column: 22 });
    expect(valueAt(['d'])).toEqual({ line: 4, column: 8 });
  });

  it('are those of what stands around a value that is not there', () => {
    const { valueAt, nameAt } = jsonPlaces(text);
    expect(valueAt(['a', 1, 'host', 'deeper'])).toEqual({ line: 3, column: 5 });
    expect(nameAt(['nothing'])).toEqual({ line: 1, column: 1 });
  });

  it.each([
    ['', '1:1 the text ends too early'],
    ['{', '1:2 the text ends too early'],
    ['{"a": 1\n"b": 2}', '2:1 a comma or a closing brace is expected'],
    ['{"a": 1,\n}', '2:1 a comma stands before the closing brace'],
    ['[1,]', '1:4 a comma stands before the closing bracket'],
    ['[1 2]', '1:4 a comma or a closing bracket is expected'],
    ["{'a': 1}", '1:2 the name of a field in double quotes is expected'],
    ['{a: 1}', '1:2 the name of a field in double quotes is expected'],
    ["[\n 'a']", '2:2 texts stand in double quotes'],
    ['{"a" 1}', '1:6 a colon is expected'],
    ['{"a": tru}', '1:7 a value is expected: a text in double quotes, a number, true or false'],
    ['{"a": 1} x', '1:10 the text goes on behind its end'],
    ['{"a": 1, // x', '1:10 JSON has no comments'],
    ['["a\nb"]', '1:2 a text does not end on its line'],
    ['{"h": "sql1\\OS"}', '1:12 a backslash is written twice, as in "sql1\\\\INST"'],
    [`${'['.repeat(100)}`, '1:52 there are more levels than a profile has'],
  ])('say where %j is no JSON', (broken, expected) => {
    expect(faultOf(broken)).toBe(expected);
  });

  it('find a fault exactly where JSON.parse does', () => {
    const sample = '{"a":[1,-0.5e+1,true,null,"x\\u00e9\\n"],"b":{"c":false},"":{}}';
    for (let at = 0; at < sample.length; at += 1)
      for (const put of ['', ',', '"', '{', ']', '\\', '0', ' ', '\n', 'x', '\u007f']) {
        const changed = `${sample.slice(0, at)}${put}${sample.slice(at + 1)}`;
        let isJson = true;
        try {
          JSON.parse(changed);
        } catch {
          isJson = false;
        }
        expect([changed, jsonPlaces(changed).fault === null]).toEqual([changed, isJson]);
      }
  });

  it('are told of a megabyte of brackets too', () => {
    expect(faultOf('['.repeat(1_000_000))).toMatch(/more levels/);
  });
});
