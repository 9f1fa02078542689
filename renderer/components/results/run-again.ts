import type { CheckResult } from '../../../shared/run/result.ts';
import { isLeftOut, isUntested } from '../../../shared/run/untested.ts';

/**
 * Whether running a check again can give another answer: it asked something, or was not asked yet. What needs another
 * machine or another answer in the profile stays as it is however often it runs.
 */
export const canRunAgain = (check: CheckResult): boolean =>
  (check.facts.length > 0 && check.verdict !== 'not-testable-here') || isLeftOut(check) || isUntested(check);
