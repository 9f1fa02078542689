import { definitionOf } from '../../catalogue/check-id.ts';
import type { CheckResult, RunResult } from '../../run/result.ts';
import { isUntested } from '../../run/untested.ts';
import { verdictLooks } from '../../theme/verdicts.ts';
import { counted } from '../../words/phrases.ts';
import type { Verdict } from '../../words/verdict.ts';
import { groupAlike } from '../alike-checks.ts';
import { manyText, partedByMany } from '../many-checks.ts';
import { type Limited, limitedTo, moreText, pageLimits } from '../page-limits.ts';
import { bySeverity, storyTexts } from './common.ts';
import type { Attention, AttentionRow } from './types.ts';

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

/** The stories of checks, and in the place of the first of many alike one row for all of them. */
function rowsOf(checks: readonly CheckResult[]): readonly AttentionRow[] {
  const { few, many } = partedByMany(checks);
  const place = ({ checks: [first] }: AttentionRow): number => checks.findIndex(({ id }) => id === first?.id);
  return [
    ...storyTexts(groupAlike(few)).map((story) => ({ ...story, many: null })),
    ...many.flatMap((alike) => storyTexts([alike]).map((story) => ({ ...story, many: manyText(alike) }))),
  ].sort((left, right) => place(left) - place(right));
}

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
          rows: rowsOf(checks),
          more: moreText(more, 'check'),
        })),
    ],
  };
}
