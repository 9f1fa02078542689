import { describe, expect, it } from 'vitest';
import { Refusal } from '../../../../../electron/core/pdf/refusal.ts';
import { demandBoundedJson } from '../../../../../electron/core/verify/json-bounds.ts';

const answer = (text: string): string => {
  try {
    demandBoundedJson(Buffer.from(text));
    return 'bounded';
  } catch (error) {
    return error instanceof Refusal ? error.code : String(error);
  }
};

const million = 1_000_000;

describe('the bounds of results', () => {
  it('let every report pass, also one with many signs in its texts', () => {
    expect(answer(`[${'{"a":[1,2]},'.repeat(300_000)}0]`)).toBe('bounded');
    expect(answer(`["${',:[{'.repeat(million)}","\\\\\\\\","\\\\"${',:[{'.repeat(9)}"]`)).toBe('bounded');
    expect(answer(`${'['.repeat(32)}${']'.repeat(32)}`)).toBe('bounded');
  });

  it.each([
    ['lists in lists', '['.repeat(33)],
    ['objects in objects', '{"a":'.repeat(33)],
    ['empty lists', `[${'[],'.repeat(2 * million)}0]`],
    ['empty objects', `[${'{},'.repeat(2 * million)}0]`],
    ['numbers', `[${'0,'.repeat(4 * million)}0]`],
    ['keys', `{${'"":0,'.repeat(2 * million)}"":0}`],
    ['lists behind a text that ends with a backslash', `["\\\\\\\\",${'[],'.repeat(2 * million)}0]`],
  ])('stop at %s without end', (_, text) => {
    expect(answer(text)).toBe('LIMIT');
  });

  it('judge no text that is no JSON', () => {
    for (const text of ['', '"', '"\\\\', ']'.repeat(100), 'not json']) expect(answer(text)).toBe('bounded');
  });
});
