import type { CheckResult, RunResult } from '../../run/result.ts';
import type { Verdict } from '../../run/verdict.ts';
import { factText } from '../evidence.ts';
import { grouped } from '../stories.ts';
import { isUntested } from '../verdict-sentence.ts';
import type { EvidenceBlock, EvidenceSection } from './types.ts';

/** Checks that rest on the same facts, with these facts. */
function blockOf(checks: readonly CheckResult[]): readonly EvidenceBlock[] {
  const [first] = checks;
  if (first === undefined) return [];
  const { verdict, facts } = first;
  return [{ checks: checks.map(({ id, title }) => ({ id, title })), verdict, facts: facts.map(factText) }];
}

const shownFor: readonly Verdict[] = ['fail', 'unknown', 'warn', 'waived'];

/** What was observed where somebody will want to look into it. */
export function evidence(result: RunResult): EvidenceSection {
  const shown = shownFor
    .flatMap((verdict) => result.checks.filter((check) => check.verdict === verdict))
    .filter((check) => check.facts.length > 0 && !isUntested(check));
  return {
    heading: 'Evidence',
    intro:
      'What was observed where a check failed, gave a warning or was waived, in UTC. The attached report.json has all facts.',
    columns: ['Time', 'Probe', 'Outcome', 'Details'],
    blocks: grouped(shown, ({ verdict, facts }) => JSON.stringify([verdict, facts])).flatMap(blockOf),
  };
}
