import { type Owner, ownerWords } from '../../catalogue/check.ts';
import type { CheckResult, RunResult } from '../../run/result.ts';
import { severities, type Verdict } from '../../words/verdict.ts';
import { checkText } from '../check-texts.ts';
import type { StoryText } from './types.ts';

/** What a report calls the machine that it is about. */
export const machineName = ({ profile, machine }: RunResult): string =>
  profile.machine.name ?? machine.hostname;

/** Required checks before those that matter less. */
export const bySeverity = (left: CheckResult, right: CheckResult): number =>
  severities.indexOf(left.severity) - severities.indexOf(right.severity);

/** Who takes the next step. A check that names nobody is left to who runs Netready. */
export const ownerOf = (check: CheckResult): Owner => check.owner ?? 'you';

function storyText(checks: readonly CheckResult[]): readonly StoryText[] {
  const [first] = checks;
  if (first === undefined) return [];
  const { verdict, reason, remedy, owner } = first;
  return [
    {
      verdict,
      checks: checks.map(checkText),
      reason,
      remedy,
      owner: owner === null ? null : ownerWords[owner],
    },
  ];
}

/** The texts of stories, in order. */
export const storyTexts = (list: readonly (readonly CheckResult[])[]): readonly StoryText[] =>
  list.flatMap(storyText);

/** What stands behind a number of checks: for one, for several. */
const countWords: Readonly<Record<Verdict, readonly [one: string, many: string]>> = {
  pass: ['passed', 'passed'],
  fail: ['failed', 'failed'],
  warn: ['warning', 'warnings'],
  'not-yet': ['not yet', 'not yet'],
  'not-testable-here': ['needs another machine', 'need another machine'],
  skipped: ['skipped', 'skipped'],
  'not-applicable': ['does not apply', 'do not apply'],
  waived: ['waived', 'waived'],
  unknown: ['unknown', 'unknown'],
};

/** How many checks have a verdict: `3 failed`, `1 warning`. */
export const verdictCount = (verdict: Verdict, count: number): string =>
  `${count} ${countWords[verdict][count === 1 ? 0 : 1]}`;
