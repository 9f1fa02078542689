import { groups, groupWords } from '../../catalogue/check.ts';
import type { CheckResult, RunResult } from '../../run/result.ts';
import { checkText } from '../check-texts.ts';
import { stories } from '../stories.ts';
import { isUntested } from '../verdict-sentence.ts';
import { attentionVerdicts } from './attention.ts';
import type { ChecksRow, ChecksSection } from './types.ts';

/** Whether what a check means has been told before this list, among what failed or needs attention. */
const isTold = (check: CheckResult): boolean =>
  !isUntested(check) && ['fail', ...attentionVerdicts].includes(check.verdict);

function rowOf(checks: readonly CheckResult[]): readonly ChecksRow[] {
  const [first] = checks;
  if (first === undefined) return [];
  const { verdict, reason } = first;
  return [{ verdict, checks: checks.map(checkText), reason: isTold(first) ? null : reason }];
}

/** Every check, exactly once. */
export function checks(result: RunResult): ChecksSection {
  return {
    heading: 'All checks',
    intro: 'In the order of the catalogue. What is told above of a check is not told again here.',
    columns: ['Verdict', 'Check', 'Destination and observation'],
    groups: groups
      .map((group) => ({
        heading: groupWords[group],
        rows: stories(result.checks.filter((check) => check.group === group)).flatMap(rowOf),
      }))
      .filter(({ rows }) => rows.length > 0),
  };
}
