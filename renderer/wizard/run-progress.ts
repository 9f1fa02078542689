import type { Group } from '../../shared/catalogue/check.ts';
import type { RunProgress } from '../../shared/run/progress.ts';
import type { CheckResult } from '../../shared/run/result.ts';
import { isLeftOut } from '../../shared/run/untested.ts';

/** How far one group of checks is. */
export type GroupProgress = {
  readonly group: Group;
  readonly total: number;
  readonly done: number;
  readonly failed: number;
};

/** The probe that has been waiting longest. `since` is an instant (ISO 8601), `limitMs` its deadline. */
export type LongestWait = Extract<RunProgress, { kind: 'waiting' }>['longest'];

/** A run so far, as the page draws it. */
export type RunView = {
  /** Null until the run has said how many checks it will judge. */
  readonly total: number | null;
  readonly done: number;
  readonly groups: readonly GroupProgress[];
  readonly longest: LongestWait;
  /** Judged checks in the order in which they were judged. */
  readonly checks: readonly CheckResult[];
};

export const emptyRun: RunView = { total: null, done: 0, groups: [], longest: null, checks: [] };

/** Checks that are not part of this run are reported too; they are neither work to do nor work done. */
function withChecks(view: RunView, judged: readonly CheckResult[]): RunView {
  if (judged.length === 0) return view;
  const added = judged.filter((check) => !isLeftOut(check));
  const leftOut = judged.filter(isLeftOut);
  const groups = view.groups.map((entry) => {
    const mine = added.filter(({ group }) => group === entry.group);
    const failed = mine.filter(({ verdict }) => verdict === 'fail').length;
    const total = entry.total - leftOut.filter(({ group }) => group === entry.group).length;
    return { ...entry, total, done: entry.done + mine.length, failed: entry.failed + failed };
  });
  return {
    ...view,
    total: (view.total ?? 0) - leftOut.length,
    done: view.done + added.length,
    groups: groups.filter(({ total }) => total > 0),
    checks: [...view.checks, ...added],
  };
}

function afterEvent(view: RunView, event: RunProgress): RunView {
  switch (event.kind) {
    case 'planned': {
      const groups = event.groups.map((entry) => ({ ...entry, done: 0, failed: 0 }));
      return { ...emptyRun, total: event.total, groups };
    }
    case 'waiting':
      return { ...view, longest: event.longest };
    case 'check':
      return view;
  }
}

/** A run with what it told since; several events at once, because a page draws them at once. */
export function addProgress(view: RunView, events: readonly RunProgress[]): RunView {
  return withChecks(
    events.reduce(afterEvent, view),
    events.flatMap((event) => (event.kind === 'check' ? [event.check] : [])),
  );
}
