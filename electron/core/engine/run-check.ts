import { catalogue } from '../../../shared/catalogue/catalogue.ts';
import { assembleResult, catalogueOf, type RunMeta } from '../../../shared/run/assemble-result.ts';
import type { RunEvent } from '../../../shared/run/event.ts';
import { judgeOnce } from '../../../shared/run/judge-once.ts';
import type { RunProgress } from '../../../shared/run/progress.ts';
import type { Questions } from '../../../shared/run/rerun.ts';
import type { RunResult } from '../../../shared/run/result.ts';
import { ownCatalogueSha256 } from '../base/own-catalogue.ts';
import { toolVersion } from '../base/version.ts';
import type { World } from '../base/world.ts';
import { noJournal, type RunJournal } from '../journal/run-journal.ts';
import type { RehearsalParty } from '../probes/rehearsal-party.ts';
import type { PreparedRun } from './prepare-run.ts';
import { readCaFile } from './read-ca-file.ts';
import { runPlan } from './run-plan.ts';
import { trackProgress } from './track-progress.ts';

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
