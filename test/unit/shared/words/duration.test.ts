import { describe, expect, it } from 'vitest';
import { formatMs, formatSeconds } from '../../../../shared/words/duration.ts';

describe('a duration', () => {
  it.each([
    [0, '0.0 ms'],
    [0.0432, '0.04 ms'],
    [0.05, '0.1 ms'],
    [1.44, '1.4 ms'],
    [9.94, '9.9 ms'],
    [10, '10 ms'],
    [5000.4, '5000 ms'],
  ])('of %d ms reads %s', (ms, text) => {
    expect(formatMs(ms)).toBe(text);
  });

  it.each([
    [5000, '5 s'],
    [1530, '1.5 s'],
    [40, '0 s'],
  ])('of %d ms reads %s in seconds', (ms, text) => {
    expect(formatSeconds(ms)).toBe(text);
  });
});
