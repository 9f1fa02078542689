import { describe, expect, it } from 'vitest';
import {
  capitalised,
  counted,
  durationText,
  fingerprintGroups,
  instantText,
  listed,
  timeText,
} from '../../../../shared/words/phrases.ts';

describe('words', () => {
  it('counts with the right noun', () => {
    expect([0, 1, 2].map((count) => counted(count, 'check'))).toEqual(['0 checks', '1 check', '2 checks']);
    expect(counted(2, 'entry', 'entries')).toBe('2 entries');
  });

  it('lists for a sentence', () => {
    expect([[], ['a'], ['a', 'b'], ['a', 'b', 'c']].map(listed)).toEqual(['', 'a', 'a and b', 'a, b and c']);
  });

  it('writes instants in UTC, whatever the time zone of the machine', () => {
    expect(instantText('2026-03-02T14:05:09.120Z')).toBe('2026-03-02 14:05:09 UTC');
    expect(timeText('2026-03-02T14:05:09.120Z')).toBe('14:05:09.120');
  });

  it('writes durations in seconds, then in minutes, never negative', () => {
    const from = '2026-03-02T14:00:00.000Z';
    expect(durationText(from, '2026-03-02T14:00:04.240Z')).toBe('4.2 s');
    expect(durationText(from, '2026-03-02T14:03:10.900Z')).toBe('3 min 10 s');
    expect(durationText(from, '2026-03-02T13:59:00.000Z')).toBe('0 s');
  });

  it('groups a fingerprint by four', () => {
    expect(fingerprintGroups('ab12cd34ef')).toEqual(['ab12', 'cd34', 'ef']);
    expect(fingerprintGroups('')).toEqual([]);
  });

  it('begins with a capital letter', () => {
    expect([capitalised('äpfel'), capitalised('')]).toEqual(['Äpfel', '']);
  });
});
