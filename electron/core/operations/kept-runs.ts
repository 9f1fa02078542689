import { AppError } from '../../../shared/errors/app-error.ts';
import type { RunResult } from '../../../shared/run/result.ts';
import type { RunStore } from '../runs/run-store.ts';

/** The runs that the operations work on: those of the store, and one that the store could not write. */
export type KeptRuns = {
  /**
   * Keeps a result. Where the disk does not take it, it is kept until the program ends, with a notice.
   * @returns whether it is on the disk
   */
  readonly keep: (result: RunResult) => Promise<boolean>;
  /** @throws AppError `not-found` or `file-unreadable` */
  readonly read: (id: string) => Promise<RunResult>;
  /** Forgets a run. @throws AppError `not-found` or `output-unwritable` */
  readonly remove: (id: string) => Promise<void>;
};

/**
 * Runs that outlive a full disk: minutes of checking are not thrown away because they cannot be written, and the
 * report can still be saved elsewhere.
 */
export function createKeptRuns(runs: RunStore, notice: (sentence: string) => void): KeptRuns {
  let unwritten: RunResult | null = null;
  return {
    keep: async (result) => {
      try {
        await runs.save(result);
        if (unwritten?.id === result.id) unwritten = null;
        return true;
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
        unwritten = result;
        notice(error.message);
        return false;
      }
    },
    read: async (id) => (unwritten?.id === id ? unwritten : runs.read(id)),
    remove: async (id) => {
      if (unwritten?.id !== id) return runs.remove(id);
      await runs.forget(id);
      unwritten = null;
    },
  };
}
