import type { OperationInput } from '../../../shared/contract/dispatch.ts';
import { AppError } from '../../../shared/errors/app-error.ts';
import { hostAndPort } from '../../../shared/profile/host.ts';
import { demandSameQuestions, mergeRerun } from '../../../shared/run/rerun.ts';
import type { RunResult } from '../../../shared/run/result.ts';
import { viewPlan } from '../../../shared/run/view-plan.ts';
import { waiveChecks } from '../../../shared/run/waive.ts';
import { prepareRun } from '../engine/prepare-run.ts';
import { questionsOf, type RunOptions } from '../engine/run-check.ts';
import { keepRun } from '../runs/keep-run.ts';
import type { HandlersOf, OperationDeps } from './deps.ts';
import type { KeptRuns } from './kept-runs.ts';
import type { RehearsalDesk } from './rehearsal-operations.ts';

type Start = OperationInput<'run.start'>;

/** The run that is to be repeated in part; null for a whole run. */
async function earlierRun(base: Start['base'], kept: KeptRuns): Promise<RunResult | null> {
  if (base === null) return null;
  const earlier = await kept.read(base.id);
  const stranger = base.checks.find((id) => !earlier.checks.some((check) => check.id === id));
  if (stranger !== undefined)
    throw new AppError('input-invalid', `The earlier run has no check "${stranger}".`);
  return earlier;
}

/** Lets one piece of work go on at a time. @throws AppError `busy` for any other meanwhile */
function createOneAtATime(): <T>(work: () => Promise<T>) => Promise<T> {
  let isBusy = false;
  return async (work) => {
    if (isBusy) throw new AppError('busy', 'This program is running checks already.');
    isBusy = true;
    try {
      return await work();
    } finally {
      isBusy = false;
    }
  };
}

/** Plans, runs, and what is done with their results. One run at a time: two would measure each other. */
export function runOperations(
  { world, runs, openJournal, newId, notice }: OperationDeps,
  kept: KeptRuns,
  recovered: Promise<void>,
  desk: RehearsalDesk,
): HandlersOf<'plan.preview' | 'run.start' | 'run.list' | 'run.read' | 'run.remove' | 'run.waive'> {
  const oneAtATime = createOneAtATime();

  async function start(
    { profile, base, code }: Start,
    options: Pick<RunOptions, 'signal' | 'onProgress'>,
  ): Promise<RunResult> {
    const earlier = await earlierRun(base, kept);
    const rehearsing = { dials: code !== null, listens: code !== null && desk.listensWith(code) };
    const machine = await world.platform.machine();
    const prepared = prepareRun(profile, machine, base?.checks ?? [], rehearsing);
    if (earlier !== null) demandSameQuestions(earlier, questionsOf(prepared));
    const join = (found: RunResult): RunResult => (earlier === null ? found : mergeRerun(earlier, found));
    const keeping = { openJournal, keep: kept.keep, base: base?.id ?? null, join };
    const party = code === null ? {} : await desk.party(code, profile)(prepared);
    const own = desk.withoutListeners(world);
    const { result } = await keepRun(prepared, own, { ...options, newId, ...party }, keeping);
    return result;
  }

  return {
    'plan.preview': async ({ profile }) => {
      const { plan } = prepareRun(profile, await world.platform.machine());
      return viewPlan(
        plan,
        world.network.dnsServers().map(({ address, port }) => hostAndPort(address, port)),
        'wizard',
      );
    },
    'run.start': (input, { emit, signal }) => oneAtATime(() => start(input, { signal, onProgress: emit })),
    'run.list': async () => {
      await recovered;
      const list = await runs.list();
      for (const note of list.notes) notice(note);
      return { runs: [...list.runs] };
    },
    'run.read': ({ id }) => kept.read(id),
    'run.remove': async ({ id }) => {
      await kept.remove(id);
      return {};
    },
    'run.waive': async ({ id, checks, reason }) => {
      const waived = waiveChecks(await kept.read(id), checks, reason);
      await kept.keep(waived);
      return waived;
    },
  };
}
