import { definitionOf } from '../../catalogue/check-id.ts';
import { type CheckResult, headlineOf, type RunResult } from '../../run/result.ts';
import { isUntested } from '../../run/untested.ts';
import { counted } from '../../words/phrases.ts';
import type { Verdict } from '../../words/verdict.ts';
import { grouped } from '../alike-checks.ts';
import { causeTexts } from '../cause-texts.ts';
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
  const causeOf = new Map(
    causeTexts(result).flatMap(({ number, checks }) =>
      checks.map(({ id }): [string, number] => [id, number]),
    ),
  );
  const checks = shownFor
    .flatMap((verdict) => result.checks.filter((check) => check.verdict === verdict))
    .filter((check) => check.facts.length > 0 && !isUntested(check));
  const alike = grouped(checks, ({ verdict, facts }) => JSON.stringify([verdict, facts]));
  const isFew = alike.length <= pageLimits.fewEvidence.all;
  const limit = isFew ? pageLimits.fewEvidence : pageLimits.evidence;
  const { shown, left } = limitedTo(alike, limit, ([first]) =>
    first === undefined
      ? ''
      : `${first.verdict} ${first.finding} ${causeOf.get(first.id) ?? definitionOf(first.id)}`,
  );
  return {
    heading: 'Evidence',
    intro: `What was observed where a check failed, gave a warning or was waived, in UTC. ${isFew ? 'The attached report.json has all facts.' : 'One of each thing that was found; the attached report.json has all facts.'}`,
    columns: ['Time', 'Probe', 'Outcome', 'Details'],
    blocks: shown.flatMap(blockOf),
    more:
      left.length === 0
        ? null
        : `And the facts of ${counted(left.flat().length, 'more check')}, all of them in report.json.`,
  };
}
