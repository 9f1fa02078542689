import type { CheckDefinition, MachineFacts } from '../catalogue/check.ts';
import { AppError } from '../errors/app-error.ts';
import { buildPlan } from '../plan/build-plan.ts';
import type { Plan } from '../plan/plan.ts';
import { decidingKey, withLabelsOf } from '../profile/labels.ts';
import type { Profile } from '../profile/profile.ts';
import { isEqual } from './is-equal.ts';
import { judgeCheck } from './judge.ts';
import type { CheckResult, RunResult } from './result.ts';
import { withChecks } from './summary.ts';
import { isLeftOut } from './untested.ts';

type Judge = (check: CheckResult) => CheckResult | null;

/** What a plan makes of the facts of a check; null where it does not ask for it. */
function judgeWith(definitions: readonly CheckDefinition[], plan: Plan): Judge {
  const planned = new Map(plan.checks.map((check) => [check.id, check]));
  const defined = new Map(definitions.map((definition) => [definition.id, definition]));
  return (check) => {
    const asked = planned.get(check.id);
    const definition = defined.get(asked?.definition ?? '');
    if (asked === undefined || definition === undefined) return null;
    return judgeCheck({ ...asked, leftOut: isLeftOut(check) }, definition, check.facts, plan.profile);
  };
}

/**
 * Calls the things of a result by other names: those of a profile that differs from its own in labels alone. Facts and
 * verdicts stay. Sentences that name this machine are said anew where that gives, under the old name, exactly what
 * stands there; one that was made by another version, or on a machine that has changed since, is left as it was said.
 * @param definitions the checks in force under the profile's overlays
 * @param machine what is known of the machine now, where the result does not say how it was
 * @throws AppError `input-invalid` when the profile differs in more than labels
 */
export function relabelRun(
  result: RunResult,
  profile: Profile,
  definitions: readonly CheckDefinition[],
  machine: MachineFacts,
): RunResult {
  if (decidingKey(profile) !== decidingKey(result.profile))
    throw new AppError(
      'input-invalid',
      'The names cannot be taken over, because more than names has changed. Run all checks.',
    );
  const renamed = withLabelsOf(result.profile, profile);
  const { hostname, addresses } = result.machine;
  const then = { ...machine, hostname, addresses };
  const before = judgeWith(definitions, buildPlan(definitions, result.profile, then));
  const after = judgeWith(definitions, buildPlan(definitions, renamed, then));
  const checks = result.checks.map((check) =>
    isEqual(before(check), check) ? (after(check) ?? check) : check,
  );
  return withChecks({ ...result, profile: renamed }, checks);
}
