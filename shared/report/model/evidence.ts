import { definitionOf } from '../../catalogue/check-id.ts';
import { type CheckResult, headlineOf, type RunResult } from '../../run/result.ts';
import { isUntested } from '../../run/untested.ts';
import { counted } from '../../words/phrases.ts';
import type { Verdict } from '../../words/verdict.ts';
import { grouped } from '../alike-checks.ts';
import { factText } from '../evidence.ts';
import { limitedTo, pageLimits } from '../page-limits.ts';
import type { EvidenceBlock, EvidenceSection } from './types.ts';

/** Checks that rest on the same facts, with these facts. */
function blockOf(checks: readonly CheckResult[]): readonly EvidenceBlock[] {
  const [first] = checks;
  if (first === undefined) return [];
  const { verdict, facts } = first;
  const heads = checks.map((check) => ({ id: check.id, headline: headlineOf(check) }));
  const together = grouped(heads, ({ headline }) => headline).flat();
  return [{ checks: together, verdict, facts: facts.map(factText) }];
}

const shownFor: readonly Verdict[] = ['fail', 'unknown', 'warn', 'waived'];

/** What was observed where somebody will want to look into it. */
export function evidence(result: RunResult): EvidenceSection {
  const { shown, left } = limitedTo(
    shownFor
      .flatMap((verdict) => result.checks.filter((check) => check.verdict === verdict))
      .filter((check) => check.facts.length > 0 && !isUntested(check)),
    pageLimits.evidence,
    ({ verdict, id }) => `${verdict} ${definitionOf(id)}`,
  );
  return {
    heading: 'Evidence',
    intro:
      'What was observed where a check failed, gave a warning or was waived, in UTC. The attached report.json has all facts.',
    columns: ['Time', 'Probe', 'Outcome', 'Details'],
    blocks: grouped(shown, ({ verdict, facts }) => JSON.stringify([verdict, facts])).flatMap(blockOf),
    more:
      left.length === 0
        ? null
        : `And the facts of ${counted(left.length, 'more check')}, all of them in report.json.`,
  };
}
