import type { RunResult } from '../../../shared/run/result.ts';
import type { World } from '../base/world.ts';
import type { PreparedRun } from '../engine/prepare-run.ts';
import { type RunOptions, runCheck } from '../engine/run-check.ts';
import { noJournal, type OpenJournal, type RunJournal } from '../journal/run-journal.ts';

/** Where a run is written down while it goes on, and kept when it has ended. */
export type RunKeeping = {
  readonly openJournal: OpenJournal;
  /** Keeps a result. False where the disk does not take it; somebody has then been told. */
  readonly keep: (result: RunResult) => Promise<boolean>;
  /** The earlier run that the checks are joined to; null for a run of its own. */
  readonly base: string | null;
  /** Joins what was found to the earlier run. */
  readonly join: (found: RunResult) => RunResult;
};

/**
 * Runs a plan so that it cannot be lost: what is found is written down as it comes, and the result lies on the disk
 * before anything else is done with it. What was written down stays where the result could not be kept.
 * @returns the result, and whether it lies on the disk
 * @throws AppError when the run cannot begin
 */
export async function keepRun(
  prepared: PreparedRun,
  world: World,
  options: Omit<RunOptions, 'openJournal'>,
  { openJournal, keep, base, join }: RunKeeping,
): Promise<{ readonly result: RunResult; readonly isKept: boolean }> {
  const { profile, machine } = prepared.plan;
  const { proxies = [], ...facts } = machine;
  let journal: RunJournal = noJournal;
  try {
    const found = await runCheck(prepared, world, {
      ...options,
      openJournal: async (run) => {
        const { only, rehearsing } = prepared;
        const about = { machine: { ...facts, proxies }, profile, only, base, rehearsing };
        journal = await openJournal({ ...run, ...about });
        return journal;
      },
    });
    const result = join(found);
    const isKept = await keep(result);
    if (isKept) await journal.discard();
    return { result, isKept };
  } finally {
    await journal.close();
  }
}
