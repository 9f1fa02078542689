import { useEffect, useState } from 'react';
import type { OperationOutput } from '../../../shared/contract/dispatch.ts';
import type { Reply } from '../../../shared/contract/reply.ts';
import { diffRuns } from '../../../shared/run/diff.ts';
import type { RunResult } from '../../../shared/run/result.ts';

/** The run before this one of the same machine, and what has become of its checks since. */
export type EarlierRun = {
  readonly id: string;
  readonly finishedAt: string;
  readonly better: number;
  readonly worse: number;
};

/** Runs with more checks are read only when somebody wants to compare: they are large. */
const mostChecks = 200;

/** The newest run of the same machine and environment that ended before another one. */
export function runBefore(
  result: RunResult,
  runs: OperationOutput<'run.list'>['runs'],
): OperationOutput<'run.list'>['runs'][number] | null {
  const isEarlier = (run: (typeof runs)[number]): boolean =>
    run.id !== result.id &&
    run.hostname === result.machine.hostname &&
    run.environment === result.profile.environment.name &&
    Date.parse(run.finishedAt) < Date.parse(result.finishedAt);
  return (
    runs
      .filter(isEarlier)
      .sort((left, right) => Date.parse(right.finishedAt) - Date.parse(left.finishedAt))[0] ?? null
  );
}

type Readers = {
  readonly onListRuns: () => Promise<Reply<OperationOutput<'run.list'>>>;
  readonly onReadRun: (id: string) => Promise<Reply<RunResult>>;
};

/** What differs from the run before; null while that is not known, and where there is none that can be compared at once. */
export function useEarlierRun(result: RunResult, { onListRuns, onReadRun }: Readers): EarlierRun | null {
  const [earlier, setEarlier] = useState<RunResult | null>(null);
  const { id } = result;
  const isLarge = result.checks.length > mostChecks;
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked once for each run, not for each waiver in it
  useEffect(() => {
    let isWanted = !isLarge;
    const read = async (): Promise<void> => {
      const list = await onListRuns();
      const before = isWanted && list.ok ? runBefore(result, list.value.runs) : null;
      const run = before === null ? null : await onReadRun(before.id);
      if (isWanted) setEarlier(run?.ok === true && run.value.checks.length <= mostChecks ? run.value : null);
    };
    if (isWanted) void read();
    return () => {
      isWanted = false;
    };
  }, [id, isLarge]);
  if (earlier === null) return null;
  const { better, worse } = diffRuns(earlier, result);
  return { id: earlier.id, finishedAt: earlier.finishedAt, better: better.length, worse: worse.length };
}
