import type { Verdict } from '../words/verdict.ts';
import type { CheckResult, RunResult } from './result.ts';
import { isLeftOut } from './untested.ts';

/** One check in two runs. */
export type CheckChange = { readonly id: string; readonly old: CheckResult; readonly next: CheckResult };

/** What two runs say differently. Every check of either run is in exactly one list, in the order of its run. */
export type RunDiff = {
  /** Failed now and not before. */
  readonly newFailures: readonly CheckChange[];
  /** Failed before; now nothing is wrong any more. */
  readonly mended: readonly CheckChange[];
  /** Another verdict, or the same verdict for another finding: refused where nothing answered before. */
  readonly changed: readonly CheckChange[];
  readonly unchanged: readonly CheckChange[];
  /** Only the newer run tells something about them. */
  readonly added: readonly CheckResult[];
  /** Only the older run tells something about them. */
  readonly removed: readonly CheckResult[];
};

type Kind = Exclude<keyof RunDiff, 'added' | 'removed'>;

const nothingWrong: readonly Verdict[] = ['pass', 'not-yet', 'not-applicable'];

function kindOf({ old, next }: CheckChange): Kind {
  if (old.verdict !== 'fail' && next.verdict === 'fail') return 'newFailures';
  if (old.verdict === 'fail' && nothingWrong.includes(next.verdict)) return 'mended';
  return old.verdict === next.verdict && old.finding === next.finding ? 'unchanged' : 'changed';
}

const told = ({ checks }: Pick<RunResult, 'checks'>): readonly CheckResult[] =>
  checks.filter((check) => !isLeftOut(check));

/**
 * Compares two runs check by check, by id. A check that one of them left out is not compared: that run tells nothing
 * about it.
 */
export function diffRuns(old: Pick<RunResult, 'checks'>, next: Pick<RunResult, 'checks'>): RunDiff {
  const before = new Map(told(old).map((check) => [check.id, check]));
  const after = new Set(told(next).map(({ id }) => id));
  const pairs = told(next).flatMap((check) => {
    const earlier = before.get(check.id);
    return earlier === undefined ? [] : [{ id: check.id, old: earlier, next: check }];
  });
  const ofKind = (kind: Kind) => pairs.filter((pair) => kindOf(pair) === kind);
  return {
    newFailures: ofKind('newFailures'),
    mended: ofKind('mended'),
    changed: ofKind('changed'),
    unchanged: ofKind('unchanged'),
    added: told(next).filter(({ id }) => !before.has(id)),
    removed: told(old).filter(({ id }) => !after.has(id)),
  };
}
