import { AppError } from '../../shared/errors/app-error.ts';
import type { RunResult } from '../../shared/run/result.ts';
import { sweepDataFolder } from '../core/files/sweep-data-folder.ts';
import { createOpenJournal, noJournal, type OpenJournal } from '../core/journal/run-journal.ts';
import { recoverRuns } from '../core/runs/recover-runs.ts';
import { createRunStore, type RunStore, runsFolder } from '../core/runs/run-store.ts';
import type { CliContext } from './context.ts';

/**
 * Opens the runs that this installation keeps. What killed processes have left is tidied up first: their runs are kept
 * and told of, on standard error.
 * @throws AppError `data-folder-unset`
 */
export async function openKeptRuns(context: CliContext): Promise<RunStore> {
  const { dataFolder, world, explain } = context;
  const now = (): Date => world.clock.now();
  const runs = createRunStore(dataFolder);
  await sweepDataFolder(dataFolder, now());
  const recovery = { folder: runsFolder(dataFolder), runs, platform: world.platform, now };
  for (const sentence of await recoverRuns(recovery)) explain(`${sentence}\n`);
  return runs;
}

/** Where a command writes its run down and keeps it. */
export type Keeper = {
  readonly openJournal: OpenJournal;
  /** Keeps a result; false where that is not possible, which is then told once and is no failure. */
  readonly keep: (result: RunResult) => Promise<boolean>;
};

/** What keeps the run of a command, where there is a data folder; what it says is said once. */
export async function openKeeper(context: CliContext): Promise<Keeper> {
  let isTold = false;
  const tell = (sentence: string): void => {
    if (!isTold) context.explain(`${sentence}\n`);
    isTold = true;
  };
  const notKept = (error: AppError): false => {
    tell(`This run is not kept: ${error.message}`);
    return false;
  };
  try {
    const runs = await openKeptRuns(context);
    return {
      openJournal: createOpenJournal(runsFolder(context.dataFolder), context.world.clock, tell),
      keep: (result) =>
        runs.save(result).then(
          () => true,
          (error: unknown) => {
            if (error instanceof AppError) return notKept(error);
            throw error;
          },
        ),
    };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    notKept(error);
    return { openJournal: async () => noJournal, keep: async () => false };
  }
}
