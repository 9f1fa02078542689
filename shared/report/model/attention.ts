import { definitionOf } from '../../catalogue/check-id.ts';
import type { CheckResult, RunResult } from '../../run/result.ts';
import { isUntested } from '../../run/untested.ts';
import { verdictLooks } from '../../theme/verdicts.ts';
import { counted } from '../../words/phrases.ts';
import type { Verdict } from '../../words/verdict.ts';
import { groupAlike } from '../alike-checks.ts';
import { type Limited, limitedTo, moreText, pageLimits } from '../page-limits.ts';
import { bySeverity, storyTexts } from './common.ts';
import type { Attention } from './types.ts';

/** Verdicts that somebody should look at although nothing required failed. */
export const attentionVerdicts = ['unknown', 'warn', 'not-yet'] as const satisfies readonly Verdict[];

/** What needs attention: the checks that are told, and those that are left to report.json. */
export const openChecks = ({ checks }: Pick<RunResult, 'checks'>): Limited<CheckResult> =>
  limitedTo(
    attentionVerdicts.flatMap((verdict) =>
      checks.filter((check) => check.verdict === verdict && !isUntested(check)).sort(bySeverity),
    ),
    pageLimits.checks,
    ({ verdict, id }) => `${verdict} ${definitionOf(id)}`,
  );

/** What did not fail and still wants somebody. */
export function attention(result: RunResult): Attention {
  const untested = result.checks.filter(isUntested).length;
  const { shown, left } = openChecks(result);
  const having = (checks: readonly CheckResult[], verdict: Verdict): readonly CheckResult[] =>
    checks.filter((check) => check.verdict === verdict);
  return {
    heading: 'What else needs attention',
    intro: 'Checks that gave no result, a warning, or an answer that can only be complete later.',
    columns: ['Check', 'Meaning, and what to do'],
    groups: [
      ...(untested === 0
        ? []
        : [
            {
              heading: `Cancelled: ${counted(untested, 'check')}`,
              verdict: 'unknown' as const,
              note: 'The run was stopped before these checks were tested. They are marked Unknown in the list of all checks; run them again.',
              rows: [],
              more: null,
            },
          ]),
      ...attentionVerdicts
        .map((verdict) => ({ verdict, checks: having(shown, verdict), more: having(left, verdict).length }))
        .filter(({ checks, more }) => checks.length + more > 0)
        .map(({ verdict, checks, more }) => ({
          heading: `${verdictLooks[verdict].word}: ${counted(checks.length + more, 'check')}`,
          verdict,
          note: null,
          rows: storyTexts(groupAlike(checks)),
          more: moreText(more, 'check'),
        })),
    ],
  };
}
