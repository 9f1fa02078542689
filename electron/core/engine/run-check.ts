import { catalogue } from '../../../shared/catalogue/catalogue.ts';
import type { CheckDefinition, MachineFacts } from '../../../shared/catalogue/check.ts';
import { checksInForce } from '../../../shared/catalogue/in-force.ts';
import { AppError } from '../../../shared/errors/app-error.ts';
import { buildPlan, matchesCheck, narrowPlan } from '../../../shared/plan/build-plan.ts';
import type { Plan } from '../../../shared/plan/plan.ts';
import { notRehearsing, type Rehearsing, rehearsePlan } from '../../../shared/plan/rehearse-plan.ts';
import type { Profile } from '../../../shared/profile/profile.ts';
import { assembleResult, catalogueOf, type RunMeta } from '../../../shared/run/assemble-result.ts';
import type { RunEvent } from '../../../shared/run/event.ts';
import { judgeOnce } from '../../../shared/run/judge-once.ts';
import type { RunProgress } from '../../../shared/run/progress.ts';
import type { Questions } from '../../../shared/run/rerun.ts';
import type { RunResult } from '../../../shared/run/result.ts';
import { ownCatalogueProblem, ownCatalogueSha256 } from '../base/own-catalogue.ts';
import { toolVersion } from '../base/version.ts';
import type { World } from '../base/world.ts';
import { noJournal, type RunJournal } from '../journal/run-journal.ts';
import type { RehearsalParty } from '../probes/rehearsal-party.ts';
import { readCaFile } from './read-ca-file.ts';
import { runPlan } from './run-plan.ts';
import { trackProgress } from './track-progress.ts';

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

/** What a prepared run asks, so that it can be told before it begins whether it fits an earlier one. */
export const questionsOf = ({ plan }: PreparedRun): Questions => ({
  tool: { catalogue: catalogueOf(plan, toolMeta()) },
  machine: { hostname: plan.machine.hostname, roles: [...plan.roles] },
  profile: plan.profile,
});

export type RunOptions = {
  /** Ends the run early; it still gives a complete result, whose open checks are `unknown`. */
  readonly signal: AbortSignal;
  readonly onProgress: (progress: RunProgress) => void;
  /** Makes the run's id, a UUID. */
  readonly newId: () => string;
  /** Opens what the facts of the run are written to as they come; they are not written unless given. */
  readonly openJournal?: (run: { readonly id: string; readonly startedAt: string }) => Promise<RunJournal>;
  /** The part of the run in a rehearsal, which its id is part of; it has none unless given. */
  readonly rehearse?: (run: string) => RehearsalParty;
};

/** What a result says of the program that made it. */
export const toolMeta = (): Pick<RunMeta, 'toolVersion' | 'catalogueVersion' | 'catalogueSha256'> => ({
  toolVersion,
  catalogueVersion: catalogue.version,
  catalogueSha256: ownCatalogueSha256,
});

/**
 * Runs a plan and judges what it finds. Contacts only what the plan lists.
 * @returns a complete result, also when the run was cancelled, its time was used up or probes broke
 * @throws AppError when the profile's file of authorities (`caFile`) cannot be used
 */
export async function runCheck(
  { definitions, plan }: PreparedRun,
  world: World,
  { signal, onProgress, newId, openJournal, rehearse }: RunOptions,
): Promise<RunResult> {
  const { caFile } = plan.profile;
  const extraCas = caFile === undefined ? [] : await readCaFile(caFile);
  const run = { id: newId(), startedAt: world.clock.now().toISOString() };
  const journal = (await openJournal?.(run)) ?? noJournal;
  const judge = judgeOnce();
  const track = trackProgress(definitions, plan, onProgress, judge);
  const onEvent = (event: RunEvent): void => {
    journal.note(event);
    track(event);
  };
  const rehearsal = rehearse?.(run.id);
  const gathered = await runPlan(plan, world, {
    signal,
    onEvent,
    extraCas,
    ...(rehearsal === undefined ? {} : { rehearsal }),
  });
  const cancelled = signal.aborted;
  journal.noteEnd(cancelled);
  const finishedAt = world.clock.now().toISOString();
  const meta = {
    ...run,
    ...toolMeta(),
    finishedAt,
    cancelled,
    ...(rehearsal === undefined
      ? {}
      : { rehearsal: { tag: rehearsal.tag, sessionKey: rehearsal.sessionKey } }),
  };
  return assembleResult(definitions, plan, gathered, meta, judge);
}
