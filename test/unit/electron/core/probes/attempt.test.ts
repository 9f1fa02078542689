import { describe, expect, it } from 'vitest';
import { attempt } from '../../../../../electron/core/probes/attempt.ts';
import { ProbeError } from '../../../../../electron/core/probes/probe-error.ts';

/** A clock whose readings are given, one after the other. */
const clockOf = (...readings: readonly number[]) => {
  const left = readings.values();
  return { now: () => new Date('2026-03-01T10:00:00Z'), monotonicMs: () => left.next().value ?? 0 };
};

describe('an attempt', () => {
  it('lasts from its beginning to its end, and never less than nothing', async () => {
    expect(await attempt(clockOf(5000, 5012), async () => 'value')).toEqual({
      startedAt: new Date('2026-03-01T10:00:00Z'),
      durationMs: 12,
      ok: true,
      value: 'value',
    });
    expect((await attempt(clockOf(5000, 4000), async () => null)).durationMs).toBe(0);
  });

  it('fails with the code of what was thrown', async () => {
    const failing = () => Promise.reject(new ProbeError('DEADLINE'));
    expect(await attempt(clockOf(5000, 5300), failing)).toMatchObject({
      durationMs: 300,
      ok: false,
      code: 'DEADLINE',
    });
  });
});
