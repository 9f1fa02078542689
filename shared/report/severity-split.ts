import type { CheckResult } from '../run/result.ts';
import { type Severity, severities } from '../words/verdict.ts';
import { severityWords } from './check-texts.ts';

/** How many checks are of which severity, the weightiest first; none of which there are none. */
export const severityCounts = (
  checks: readonly Pick<CheckResult, 'severity'>[],
): readonly { readonly severity: Severity; readonly count: number }[] =>
  severities
    .map((severity) => ({ severity, count: checks.filter((check) => check.severity === severity).length }))
    .filter(({ count }) => count > 0);

/**
 * How many of the failed checks are of which severity: `5 required, 3 monitoring`, as the verdict's sentence counts them.
 * Null where all are required, and the number alone says it.
 */
export function severitySplit(failed: readonly Pick<CheckResult, 'severity'>[]): string | null {
  const counts = severityCounts(failed);
  if (counts.every(({ severity }) => severity === 'required')) return null;
  return counts.map(({ severity, count }) => `${count} ${severityWords[severity].toLowerCase()}`).join(', ');
}

/** The failed checks of a result. */
export const failedOf = <T extends Pick<CheckResult, 'verdict'>>(checks: readonly T[]): readonly T[] =>
  checks.filter(({ verdict }) => verdict === 'fail');
