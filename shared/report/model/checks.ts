import { groups, groupWords } from '../../catalogue/check.ts';
import type { CheckResult, RunResult } from '../../run/result.ts';
import { worstFirst } from '../../words/verdict.ts';
import { groupAlike } from '../alike-checks.ts';
import { checkText } from '../check-texts.ts';
import { listedChecks, moreText } from '../page-limits.ts';
import { openChecks } from './attention.ts';
import { verdictCount } from './common.ts';
import { failedChecks } from './failures.ts';
import type { ChecksRow, ChecksSection } from './types.ts';

/** What was told before this list, among what failed or needs attention. */
const toldChecks = (result: RunResult): ReadonlySet<CheckResult> =>
  new Set([...failedChecks(result).shown, ...openChecks(result).shown]);

function rowOf(checks: readonly CheckResult[], told: ReadonlySet<CheckResult>): readonly ChecksRow[] {
  const [first] = checks;
  if (first === undefined) return [];
  const { verdict, reason } = first;
  const isTold = checks.every((check) => told.has(check));
  return [{ verdict, checks: checks.map(checkText), reason: isTold ? null : reason }];
}

/** How many checks have each verdict, the worst first: `3 failed, 12 passed`. */
const countsText = (checks: readonly CheckResult[]): string =>
  worstFirst
    .map((verdict) => ({ verdict, count: checks.filter((check) => check.verdict === verdict).length }))
    .filter(({ count }) => count > 0)
    .map(({ verdict, count }) => verdictCount(verdict, count))
    .join(', ');

/** What is said of the checks that a group leaves out. */
function moreOf(left: readonly CheckResult[]): string | null {
  const text = moreText(left.length, 'check');
  return text === null ? null : `${text} Of these: ${countsText(left)}.`;
}

/** Every check, exactly once, as far as the pages go. */
export function checks(result: RunResult): ChecksSection {
  const told = toldChecks(result);
  const { shown, left } = listedChecks(result.checks);
  return {
    heading: 'All checks',
    intro: 'In the order of the catalogue. What is told above of a check is not told again here.',
    columns: ['Verdict', 'Check', 'Destination and observation'],
    groups: groups
      .map((group) => ({
        heading: groupWords[group],
        rows: groupAlike(shown.filter((check) => check.group === group)).flatMap((alike) =>
          rowOf(alike, told),
        ),
        more: moreOf(left.filter((check) => check.group === group)),
      }))
      .filter(({ rows, more }) => rows.length > 0 || more !== null),
  };
}
