import { describe, expect, it } from 'vitest';
import type { Fact } from '../../../../shared/probe/fact.ts';
import { latencyRows, roundedUp } from '../../../../shared/report/latency-plot.ts';
import type { RunResult } from '../../../../shared/run/result.ts';
import { passedResult } from '../../../support/sample-results.ts';

/** The sample result with other samples for its latency measurement, and a limit if one is given. */
function measured(samples: readonly (number | null)[], limitMs?: number): RunResult {
  const result = passedResult();
  const retimed = (fact: Fact): Fact =>
    fact.kind === 'latency' ? { ...fact, samplesMs: [...samples] } : fact;
  const limits = { ...result.profile.limits, ...(limitMs === undefined ? {} : { latencyMs: limitMs }) };
  return {
    ...result,
    profile: { ...result.profile, limits },
    checks: result.checks.map((check) => ({ ...check, facts: check.facts.map(retimed) })),
  };
}

describe('the end of an axis', () => {
  it.each([
    [0.3, 0.5],
    [0.5, 0.5],
    [1, 1],
    [1.01, 2],
    [4.2, 5],
    [6, 10],
    [730, 1000],
    [0, 1],
    [Number.NaN, 1],
  ])('for %d is %d', (value, end) => {
    expect(roundedUp(value)).toBeCloseTo(end, 9);
  });
});

describe('the latency of a report', () => {
  it('has the figures and the samples of each measurement', () => {
    const [row, ...others] = latencyRows(measured([1, 2, null, 3, 8]));
    expect(others).toEqual([]);
    expect(row).toMatchObject({
      id: 'lat-db@platform',
      target: 'db01.example.local:1433',
      figures: ['median 2.0 ms', '95 % 8.0 ms', 'maximum 8.0 ms', '5 connections, 1 lost'],
      plot: { samples: [0.1, 0.2, 0.3, 0.8], median: 0.2, p95: 0.8, limit: null },
    });
    expect(row?.plot.ticks).toEqual([
      { at: 0, label: '0 ms' },
      { at: 0.5, label: '5 ms' },
      { at: 1, label: '10 ms' },
    ]);
    expect(row?.alt).toBe(
      'Times of the connections to db01.example.local:1433 from 0 to 10 ms: median 2.0 ms, 95 % 8.0 ms, maximum 8.0 ms, 5 connections, 1 lost',
    );
  });

  it('tells connections that were turned away from those that got no answer', () => {
    const result = measured([1, null, null, null, 8]);
    const failing = (fact: Fact): Fact =>
      fact.kind === 'latency'
        ? {
            ...fact,
            failures: [
              { outcome: 'refused', count: 1 },
              { outcome: 'closed', count: 1 },
              { outcome: 'timeout', count: 1 },
            ],
          }
        : fact;
    const checks = result.checks.map((check) => ({ ...check, facts: check.facts.map(failing) }));
    expect(latencyRows({ ...result, checks })[0]?.figures.at(-1)).toBe(
      '5 connections, 1 lost, 2 turned away',
    );
  });

  it('shows the limit where it lies on the axis', () => {
    expect(latencyRows(measured([1, 8], 5))[0]?.plot.limit).toBe(0.5);
    expect(latencyRows(measured([1, 8], 50))[0]?.plot.limit).toBeNull();
  });

  it('puts all measurements on one axis', () => {
    const result = measured([1, 2]);
    const slow = measured([90]);
    const rows = latencyRows({ ...result, checks: [...result.checks, ...slow.checks] });
    expect(rows.map(({ plot }) => plot.ticks.at(-1)?.label)).toEqual(['100 ms', '100 ms']);
    expect(rows.map(({ plot }) => plot.samples)).toEqual([[0.01, 0.02], [0.9]]);
  });

  it('leaves out what was not measured', () => {
    expect(latencyRows(measured([null, null]))).toEqual([]);
    expect(latencyRows(measured([]))).toEqual([]);
  });
});
