import type { RunResult } from '../../run/result.ts';
import type { Verdict } from '../../run/verdict.ts';
import { verdictLooks } from '../../theme/verdicts.ts';
import { stories } from '../stories.ts';
import { isUntested } from '../verdict-sentence.ts';
import { counted } from '../words.ts';
import { bySeverity, storyTexts } from './common.ts';
import type { Attention } from './types.ts';

/** Verdicts that somebody should look at although nothing required failed. */
export const attentionVerdicts = ['unknown', 'warn', 'not-yet'] as const satisfies readonly Verdict[];

/** What did not fail and still wants somebody. */
export function attention(result: RunResult): Attention {
  const open = result.checks.filter((check) => !isUntested(check));
  const untested = result.checks.length - open.length;
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
            },
          ]),
      ...attentionVerdicts
        .map((verdict) => ({ verdict, checks: open.filter((check) => check.verdict === verdict) }))
        .filter(({ checks }) => checks.length > 0)
        .map(({ verdict, checks }) => ({
          heading: `${verdictLooks[verdict].word}: ${counted(checks.length, 'check')}`,
          verdict,
          note: null,
          rows: storyTexts(stories([...checks].sort(bySeverity))),
        })),
    ],
  };
}
