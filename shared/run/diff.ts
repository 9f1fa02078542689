import type { Verdict } from '../words/verdict.ts';
import type { CheckResult, RunResult } from './result.ts';
import { isLeftOut } from './untested.ts';

/** One check in two runs. */
export type CheckChange = { readonly id: string; readonly old: CheckResult; readonly next: CheckResult };

/**
 * What two runs say differently. Every check that either run asked is in exactly one list: what is required first, then
 * in the order of its run.
 */
export type RunDiff = {
  /** It failed, was doubted or lost its evidence, and did not before. */
  readonly worse: readonly CheckChange[];
  readonly better: readonly CheckChange[];
  /** Neither: another finding, a waiver, or evidence that nobody gathered this time. */
  readonly changed: readonly CheckChange[];
  readonly unchanged: readonly CheckChange[];
  /** Only the newer run asks them, or only there they apply. */
  readonly added: readonly CheckResult[];
  /** Only the older run asks them, or only there they applied. One that failed is not repaired by that. */
  readonly removed: readonly CheckResult[];
  /**
   * How many checks nothing is said of: one of the runs left them out, because only some were asked for, or an alias
   * says what they are about, which counts in its own result alone.
   */
  readonly leftOut: number;
};

type Kind = 'worse' | 'better' | 'changed' | 'unchanged';

/** What the facts alone say; a waiver changes nothing about them. */
const seen = ({ verdict, waiver }: CheckResult): Verdict => waiver?.verdict ?? verdict;

/** How good a verdict is. Those that can be confirmed later or elsewhere stand between a doubt and a pass. */
const standing: Readonly<Record<Verdict, number>> = {
  fail: 0,
  unknown: 1,
  skipped: 1,
  warn: 2,
  'not-yet': 3,
  'not-testable-here': 3,
  waived: 3,
  pass: 4,
  'not-applicable': 4,
};

/** Verdicts that say that nothing was found out. */
const untold: readonly Verdict[] = ['unknown', 'skipped'];

/** Verdicts that say that it is found out later or elsewhere: a pass that is not repeated has not been lost by that. */
const open: readonly Verdict[] = ['not-yet', 'not-testable-here'];

/** Whether both ask the same server. */
const isSameTarget = ({ old, next }: CheckChange): boolean =>
  old.destination?.host.toLowerCase() === next.destination?.host.toLowerCase() &&
  old.destination?.port === next.destination?.port;

function kindOf(change: CheckChange, hasAliases: boolean): Kind {
  const { old, next } = change;
  const [before, now] = [seen(old), seen(next)];
  if (before === now) {
    const isSame =
      old.finding === next.finding && old.verdict === next.verdict && (hasAliases || isSameTarget(change));
    return isSame ? 'unchanged' : 'changed';
  }
  if (standing[now] < standing[before]) return before === 'pass' && open.includes(now) ? 'changed' : 'worse';
  return standing[now] === standing[before] || untold.includes(now) ? 'changed' : 'better';
}

const isAsked = (check: CheckResult): boolean => check.verdict !== 'not-applicable';

const requiredFirst = <T>(list: readonly T[], checkOf: (entry: T) => CheckResult): readonly T[] =>
  [true, false].flatMap((isRequired) =>
    list.filter((entry) => (checkOf(entry).severity === 'required') === isRequired),
  );

/** What of a result a comparison of its checks looks at. */
type Compared = Pick<RunResult, 'checks' | 'redacted'>;

/**
 * Compares two runs check by check, by id. Of a check that one of them left out nothing is said: that run tells nothing
 * about it. One that a run planned and did not come to is `unknown` there, which is worse than a pass and not better than
 * a failure.
 */
export function diffRuns(old: Compared, next: Compared): RunDiff {
  const hasAliases = [old, next].some(({ redacted }) => redacted === true);
  const before = new Map(old.checks.map((check) => [check.id, check]));
  const after = new Map(next.checks.map((check) => [check.id, check]));
  const isTold = ({ id }: CheckResult): boolean =>
    !(hasAliases && id.includes('@')) &&
    [before.get(id), after.get(id)].every((check) => check === undefined || !isLeftOut(check));
  const isIn = (run: ReadonlyMap<string, CheckResult>, id: string): boolean => {
    const check = run.get(id);
    return check !== undefined && isAsked(check);
  };
  const told = next.checks.filter(isTold);
  const pairs = told.flatMap((check) => {
    const earlier = before.get(check.id);
    if (earlier === undefined || isAsked(earlier) !== isAsked(check)) return [];
    return [{ id: check.id, old: earlier, next: check }];
  });
  const ofKind = (kind: Kind) =>
    requiredFirst(
      pairs.filter((pair) => kindOf(pair, hasAliases) === kind),
      (pair) => pair.next,
    );
  const only = (list: readonly CheckResult[], other: ReadonlyMap<string, CheckResult>) =>
    requiredFirst(
      list.filter((check) => isAsked(check) && !isIn(other, check.id)),
      (check) => check,
    );
  const all = new Map([...before, ...after]);
  return {
    worse: ofKind('worse'),
    better: ofKind('better'),
    changed: ofKind('changed'),
    unchanged: ofKind('unchanged'),
    added: only(told, before),
    removed: only(old.checks.filter(isTold), after),
    leftOut: [...all.values()].filter((check) => !isTold(check)).length,
  };
}

/**
 * Whether something that is required got worse: a required check did, or one that is new fails. What a script asks of a
 * comparison.
 */
export const gotWorse = ({ worse, added }: RunDiff): boolean =>
  worse.some(({ old, next }) => [old, next].some(({ severity }) => severity === 'required')) ||
  added.some(({ severity, verdict }) => severity === 'required' && verdict === 'fail');
