import { describe, expect, it } from 'vitest';
import { listenableChecks, rehearsableChecks } from '../../../../shared/run/rehearsable-checks.ts';
import { failedResult, passedResult } from '../../../support/sample-results.ts';
import { farmRun, ids } from './farm-run.ts';

const idsOf = (checks: readonly { readonly id: string }[]): readonly string[] => checks.map(({ id }) => id);

describe('what a rehearsal can settle', () => {
  it('is what comes to this machine, and what refuses because nothing is installed there yet', () => {
    const result = farmRun({ controller: 'refused', second: 'timeout' });
    expect(idsOf(rehearsableChecks(result))).toEqual([ids.controller, ids.inbound]);
    expect(idsOf(listenableChecks(result))).toEqual([ids.inbound]);
  });

  it('is nothing that is settled: what passed or failed', () => {
    for (const result of [failedResult(), passedResult()])
      for (const { verdict } of rehearsableChecks(result))
        expect(['not-yet', 'not-testable-here']).toContain(verdict);
  });

  it('leaves out what nothing can stand in for: services of the system, and this machine itself', () => {
    const left = failedResult()
      .checks.filter(({ verdict }) => ['not-yet', 'not-testable-here'].includes(verdict))
      .filter((check) => !rehearsableChecks(failedResult()).some(({ id }) => id === check.id));
    expect(left.length).toBeGreaterThan(0);
    for (const { direction, destination } of left)
      expect(direction === 'local' || [22, 3389, 80, 443].includes(destination?.port ?? 0)).toBe(true);
  });
});
