import { describe, expect, it } from 'vitest';
import { leftTime } from '../../../../renderer/listen/clock-time.ts';

describe('the time that is left', () => {
  it.each([
    [42 * 60_000 + 10_000, '42:10'],
    [59_001, '01:00'],
    [240 * 60_000, '240:00'],
    [0, '00:00'],
    [-5000, '00:00'],
  ])('of %d ms is %s', (ms, text) => {
    expect(leftTime(ms)).toBe(text);
  });
});
