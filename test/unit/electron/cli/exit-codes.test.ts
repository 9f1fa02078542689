import { describe, expect, it } from 'vitest';
import { exitCodeOfRun } from '../../../../electron/cli/exit-codes.ts';
import type { CheckResult, RunResult } from '../../../../shared/run/result.ts';
import { countVerdicts } from '../../../../shared/run/summary.ts';
import { passedResult } from '../../../support/sample-results.ts';

type Judged = Partial<Pick<CheckResult, 'finding' | 'verdict' | 'severity'>>;

/** A run whose first checks are judged otherwise. */
function runWith(judged: readonly Judged[], cancelled = false): RunResult {
  const result = passedResult();
  const checks = result.checks.map((check, index) => ({ ...check, ...judged[index] }));
  return { ...result, checks, cancelled, counts: countVerdicts(checks) };
}

const late: Judged = { finding: 'out-of-time', verdict: 'unknown', severity: 'monitoring' };
const untested: Judged = { finding: 'cancelled', verdict: 'unknown' };
const failed: Judged = { finding: 'timeout', verdict: 'fail', severity: 'required' };

describe('the exit code of a run', () => {
  it.each<[string, number, number, RunResult]>([
    ['that passed', 0, 0, runWith([])],
    ['with a warning', 0, 4, runWith([{ verdict: 'warn' }])],
    ['with a required check that failed', 3, 3, runWith([failed])],
    ['with a check of monitoring that failed', 0, 4, runWith([{ ...failed, severity: 'monitoring' }])],
    ['that was cancelled', 130, 130, runWith([untested], true)],
    ['that was cancelled after a failure', 3, 3, runWith([failed, untested], true)],
    ['that was cancelled after its last check', 130, 130, runWith([], true)],
    ['whose time was used up', 4, 4, runWith([late], true)],
    ['whose time was used up after a failure', 3, 3, runWith([failed, late], true)],
    ['whose untested check is waived', 0, 0, runWith([{ ...late, verdict: 'waived' }], true)],
  ])('%s: %i, and %i with --strict', (_, usual, strict, result) => {
    expect(exitCodeOfRun(result, false)).toBe(usual);
    expect(exitCodeOfRun(result, true)).toBe(strict);
  });
});
