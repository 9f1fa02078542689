import type { CheckDefinition, Finding, FindingParameters, Ruling } from '../catalogue/check.ts';
import { fillText } from '../catalogue/text.ts';
import type { PlannedCheck } from '../plan/plan.ts';
import type { Fact } from '../probe/fact.ts';
import { lastAttempts } from '../probe/last-attempts.ts';
import type { Profile } from '../profile/profile.ts';
import { clip, clipWords } from '../words/clip.ts';
import { longest, most } from '../words/lengths.ts';
import type { Phase } from '../words/verdict.ts';
import type { CheckResult } from './result.ts';
import { withWaivers } from './waive.ts';

type Judged = Pick<CheckResult, 'finding' | 'verdict' | 'reason' | 'remedy' | 'owner'>;

const notPlanned = (missing: NonNullable<PlannedCheck['missing']>): Judged => ({
  finding: 'not-planned',
  verdict: 'unknown',
  reason: clip(missing.reason, longest.sentence),
  remedy: clip(missing.remedy, longest.sentence),
  owner: 'you',
});

const leftOut: Judged = {
  finding: 'left-out',
  verdict: 'skipped',
  reason: 'Not part of this run: only selected checks were asked for.',
  remedy: null,
  owner: null,
};

const broken: Judged = {
  finding: 'judge-failed',
  verdict: 'unknown',
  reason: 'The facts were gathered, but Netready could not judge them.',
  remedy: 'Send the report to support: the facts are in it.',
  owner: 'you',
};

/** What a sentence names is cut before it is filled in, so that the words of the catalogue around it stay whole. */
const shown = (parameters: FindingParameters): FindingParameters =>
  Object.fromEntries(
    Object.entries(parameters).map(([name, value]) => [name, clipWords(value, longest.parameter)]),
  );

function ruled({ finding, parameters }: Finding, ruling: Ruling): Judged {
  const filled = (text: string): string => fillText(text, shown(parameters));
  return {
    finding,
    verdict: ruling.verdict,
    reason: filled(ruling.reason),
    remedy: ruling.remedy === null ? null : filled(ruling.remedy),
    owner: ruling.owner,
  };
}

function judgeFacts(
  check: PlannedCheck,
  definition: CheckDefinition,
  facts: readonly Fact[],
  phase: Phase,
): Judged {
  if (check.leftOut) return leftOut;
  if (check.missing !== null) return notPlanned(check.missing);
  try {
    const finding = definition.family.find(lastAttempts(facts), check.subject);
    const ruling = definition.rulings[finding.finding]?.[phase];
    return ruling === undefined ? { ...broken, finding: finding.finding } : ruled(finding, ruling);
  } catch {
    return broken;
  }
}

/**
 * The result of one check from its facts. Pure, and total: a family that throws or a finding without a ruling gives
 * `unknown`, so that no planned check is ever lost. A waiver replaces a verdict that needs attention, never a pass,
 * and keeps what the facts alone said.
 */
export function judgeCheck(
  check: PlannedCheck,
  definition: CheckDefinition,
  facts: readonly Fact[],
  profile: Profile,
): CheckResult {
  const judged = judgeFacts(check, definition, facts, profile.phase);
  const result: CheckResult = {
    id: check.id,
    requirements: [...check.requirements],
    title: judged.verdict === 'fail' ? check.failureTitle : check.title,
    why: check.why,
    group: check.group,
    severity: check.severity,
    direction: check.direction,
    source: check.source,
    destination: check.destination,
    ...judged,
    waiver: null,
    facts: facts.slice(0, most.facts),
  };
  return withWaivers(result, profile.waivers);
}
