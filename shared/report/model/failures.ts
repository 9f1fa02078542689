import { type Owner, owners, ownerWords } from '../../catalogue/check.ts';
import { definitionOf } from '../../catalogue/check-id.ts';
import type { CheckResult, RunResult } from '../../run/result.ts';
import { counted } from '../../words/phrases.ts';
import { alikeKey, groupAlike, grouped } from '../alike-checks.ts';
import { checkText, headlineOfAll } from '../check-texts.ts';
import { type Limited, limitedTo, moreText, pageLimits } from '../page-limits.ts';
import { bySeverity, ownerOf, storyTexts } from './common.ts';
import type { Block, Failures, Question } from './types.ts';

/** What failed of one kind, in one line, with why it matters. */
function questionOf(alike: readonly CheckResult[]): readonly Question[] {
  const [first] = alike;
  if (first === undefined) return [];
  const { requirements, severity } = checkText(first);
  const reference = `${requirements}, ${severity.toLowerCase()}`;
  return [{ id: definitionOf(first.id), headline: headlineOfAll(alike), why: first.why, reference }];
}

/** Checks of one kind, by the stories that they have. */
const storiesOfKind = (alike: readonly CheckResult[]): string => JSON.stringify(alike.map(alikeKey).sort());

/** Kinds of checks that have the same stories, as when one connection is needed for several reasons, are one block. */
function blocksOf(checks: readonly CheckResult[]): readonly Block[] {
  const kinds = grouped(checks, (check) => definitionOf(check.id));
  return grouped(kinds, storiesOfKind).map((same) => ({
    questions: grouped(same.flatMap(questionOf), ({ headline }) => headline).flat(),
    stories: storyTexts(groupAlike(same.flat())),
  }));
}

/** What failed: the checks whose failure is told, and those that are left to report.json. */
export const failedChecks = ({ checks }: Pick<RunResult, 'checks'>): Limited<CheckResult> =>
  limitedTo(
    checks.filter((check) => check.verdict === 'fail').sort(bySeverity),
    pageLimits.checks,
    (check) => `${ownerOf(check)} ${definitionOf(check.id)}`,
  );

/** What failed, by who takes the next step. */
export function failures(result: RunResult): Failures {
  const { shown, left } = failedChecks(result);
  const ownedBy = (checks: readonly CheckResult[], owner: Owner): readonly CheckResult[] =>
    checks.filter((check) => ownerOf(check) === owner);
  return {
    heading: 'What failed',
    intro: 'Grouped by who takes the next step. In each group the required checks come first.',
    labels: {
      connection: 'Connection',
      destination: 'Destination',
      observed: 'Observed',
      meaning: 'Meaning',
      remedy: 'What to do',
      reference: 'Reference',
      advice: 'Meaning, and what to do',
    },
    groups: owners
      .map((owner) => ({ owner, checks: ownedBy(shown, owner), more: ownedBy(left, owner).length }))
      .filter(({ checks, more }) => checks.length + more > 0)
      .map(({ owner, checks, more }) => ({
        heading: `${ownerWords[owner]}: ${counted(checks.length + more, 'failed check')}`,
        blocks: blocksOf(checks),
        more: moreText(more, 'failed check'),
      })),
  };
}
