import { owners, ownerWords } from '../../catalogue/check.ts';
import type { CheckResult, RunResult } from '../../run/result.ts';
import { checkText, definitionOf } from '../check-texts.ts';
import { grouped, stories, storyKey } from '../stories.ts';
import { counted } from '../words.ts';
import { bySeverity, ownerOf, storyTexts } from './common.ts';
import type { Block, Failures, Question } from './types.ts';

function questionOf(check: CheckResult): Question {
  const { title, requirements, severity } = checkText(check);
  const reference = `${requirements}, ${severity.toLowerCase()}`;
  return { id: definitionOf(check.id), title, why: check.why, reference };
}

/** Checks of one kind, by the stories that they have. */
const storiesOfKind = (alike: readonly CheckResult[]): string => JSON.stringify(alike.map(storyKey).sort());

/** Kinds of checks that have the same stories, as when one connection is needed for several reasons, are one block. */
function blocksOf(checks: readonly CheckResult[]): readonly Block[] {
  const kinds = grouped([...checks].sort(bySeverity), (check) => definitionOf(check.id));
  return grouped(kinds, storiesOfKind).map((same) => ({
    questions: same.flatMap(([first]) => (first === undefined ? [] : [questionOf(first)])),
    stories: storyTexts(stories(same.flat())),
  }));
}

/** What failed, by who takes the next step. */
export function failures(result: RunResult): Failures {
  const failed = result.checks.filter((check) => check.verdict === 'fail');
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
      .map((owner) => ({ owner, checks: failed.filter((check) => ownerOf(check) === owner) }))
      .filter(({ checks }) => checks.length > 0)
      .map(({ owner, checks }) => ({
        heading: `${ownerWords[owner]}: ${counted(checks.length, 'failed check')}`,
        blocks: blocksOf(checks),
      })),
  };
}
