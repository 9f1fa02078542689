import { catalogue } from '../../../shared/catalogue/catalogue.ts';
import type { CheckDefinition, MachineFacts } from '../../../shared/catalogue/check.ts';
import { checksInForce } from '../../../shared/catalogue/in-force.ts';
import { AppError } from '../../../shared/errors/app-error.ts';
import { buildPlan, matchesCheck, narrowPlan } from '../../../shared/plan/build-plan.ts';
import type { Plan } from '../../../shared/plan/plan.ts';
import { notRehearsing, type Rehearsing, rehearsePlan } from '../../../shared/plan/rehearse-plan.ts';
import type { Profile } from '../../../shared/profile/profile.ts';
import { ownCatalogueProblem } from '../base/own-catalogue.ts';

/** A plan together with the checks that it was built from: both are needed to judge. */
export type PreparedRun = {
  readonly definitions: readonly CheckDefinition[];
  readonly plan: Plan;
  /** The checks that were asked for, by their ids; empty for all. */
  readonly only: readonly string[];
  readonly rehearsing: Rehearsing;
};

/** A program whose catalogue contradicts itself must not judge anybody's machine. */
function refuseBrokenCatalogue(): void {
  if (ownCatalogueProblem !== null)
    throw new AppError('internal', `The catalogue is not valid: ${ownCatalogueProblem}`);
}

const known = (definitions: readonly CheckDefinition[], id: string): boolean =>
  definitions.some((definition) => definition.id === id.split('@')[0]?.toLowerCase());

/** Whether the catalogue, with the overlays that a profile chooses, has a check of an id (`definition` or `definition@key`). */
export function isKnownCheck(profile: Profile, id: string): boolean {
  return known(checksInForce(catalogue, profile), id);
}

function refuseUnknownWaivers(definitions: readonly CheckDefinition[], profile: Profile): void {
  const index = profile.waivers.findIndex(({ check }) => !known(definitions, check));
  const waiver = profile.waivers[index];
  if (waiver === undefined) return;
  const allowed = definitions.map(({ id }) => id).join(', ');
  throw new AppError(
    'profile-invalid',
    `waivers[${index}].check: "${waiver.check}" is no check. Allowed: ${allowed}.`,
  );
}

function refuseUnplanned(plan: Plan, only: readonly string[]): void {
  const missing = only.find((id) => !plan.checks.some((check) => matchesCheck(check, id)));
  if (missing === undefined) return;
  const allowed = plan.checks.map(({ id }) => id).join(', ');
  throw new AppError('usage', `"${missing}" is no check of this plan. Allowed: ${allowed}.`);
}

/**
 * The plan of a profile on a machine, with the catalogue's checks and the overlays that the profile chooses.
 * Contacts nothing.
 * @param only ids of the checks to run; empty for all
 * @throws AppError `profile-invalid` for an unknown overlay or a waiver of an unknown check, `usage` for an `only`
 *   that names no planned check
 * @param rehearsing the part of the run in a rehearsal
 */
export function prepareRun(
  profile: Profile,
  machine: MachineFacts,
  only: readonly string[] = [],
  rehearsing: Rehearsing = notRehearsing,
): PreparedRun {
  refuseBrokenCatalogue();
  const definitions = checksInForce(catalogue, profile);
  refuseUnknownWaivers(definitions, profile);
  const plan = buildPlan(definitions, profile, machine);
  refuseUnplanned(plan, only);
  const narrowed = only.length === 0 ? plan : narrowPlan(plan, only);
  return { definitions, plan: rehearsePlan(narrowed, definitions, rehearsing), only, rehearsing };
}
