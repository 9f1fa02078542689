import type { PlannedCheck } from '../plan/plan.ts';
import type { Fact } from '../probe/fact.ts';
import { judgeCheck } from './judge.ts';
import type { CheckResult } from './result.ts';

/** What judges a check: `judgeCheck`, or something that gives the same. */
export type Judge = typeof judgeCheck;

const isSame = (left: readonly Fact[], right: readonly Fact[]): boolean =>
  left.length === right.length && left.every((fact, index) => fact === right[index]);

/**
 * Judges as `judgeCheck` does, and remembers for one run: a check is told when its last probe is done and stands in the result
 * at the end, and is judged once where its facts are the same ones.
 */
export function judgeOnce(): Judge {
  const known = new Map<PlannedCheck, { readonly facts: readonly Fact[]; readonly result: CheckResult }>();
  return (check, definition, facts, profile) => {
    const before = known.get(check);
    if (before !== undefined && isSame(before.facts, facts)) return before.result;
    const result = judgeCheck(check, definition, facts, profile);
    known.set(check, { facts, result });
    return result;
  };
}
