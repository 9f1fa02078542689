import type { CheckResult } from '../run/result.ts';

/** What of a check makes its story. */
type Told = Pick<CheckResult, 'verdict' | 'reason' | 'remedy' | 'owner' | 'waiver'>;

/** Equal for checks that say the same and ask the same person for the same. */
export const alikeKey = ({ verdict, reason, remedy, owner, waiver }: Told): string =>
  JSON.stringify([verdict, reason, remedy, owner, waiver]);

/** Things in groups of the same key, both in the order in which they come. */
export function grouped<T>(items: readonly T[], keyOf: (item: T) => string): readonly (readonly T[])[] {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return [...groups.values()];
}

/** The first thing of each key, in order. */
export const distinctBy = <T>(items: readonly T[], keyOf: (item: T) => string): readonly T[] =>
  grouped(items, keyOf).flatMap((alike) => alike.slice(0, 1));

/**
 * Checks that say the same and ask for the same, together: one connection that several checks need is told once,
 * with all of them. Stories and the checks in them keep their order.
 */
export const groupAlike = <T extends Told>(checks: readonly T[]): readonly (readonly T[])[] =>
  grouped(checks, alikeKey);
