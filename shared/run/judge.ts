import type { CheckDefinition, Finding } from '../catalogue/check.ts';
import { checkHead } from '../plan/check-head.ts';
import type { PlannedCheck } from '../plan/plan.ts';
import type { Fact } from '../probe/fact.ts';
import { lastAttempts } from '../probe/last-attempts.ts';
import type { Profile } from '../profile/profile.ts';
import { most } from '../words/lengths.ts';
import { merged } from '../words/merged.ts';
import type { Phase } from '../words/verdict.ts';
import type { CheckResult } from './result.ts';
import { type Judged, judgedBy, judgeFailedFinding, leftOutFinding, notPlannedFinding } from './sentences.ts';
import { withWaivers } from './waive.ts';

function findingOf(check: PlannedCheck, { family }: CheckDefinition, facts: readonly Fact[]): Finding {
  if (check.leftOut) return leftOutFinding;
  if (check.missing !== null) return notPlannedFinding(check.missing);
  return family.find(lastAttempts(facts), check.subject);
}

function judgeFacts(
  check: PlannedCheck,
  definition: CheckDefinition,
  facts: readonly Fact[],
  phase: Phase,
): Judged {
  try {
    return judgedBy(definition, phase, findingOf(check, definition, facts));
  } catch {
    return judgedBy(definition, phase, judgeFailedFinding);
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
  const result: CheckResult = merged(checkHead(check), judged, {
    waiver: null,
    facts: facts.slice(0, most.facts),
  });
  return withWaivers(result, profile.waivers);
}
