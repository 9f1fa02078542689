import { type CheckResult, headlineOf } from '../run/result.ts';
import { groupsByKey } from '../words/groups-by-key.ts';

/** What of a check makes its story. */
type Told = Pick<CheckResult, 'verdict' | 'reason' | 'remedy' | 'owner' | 'waiver'>;

/** Equal for checks that say the same and ask the same person for the same. */
export const alikeKey = ({ verdict, reason, remedy, owner, waiver }: Told): string =>
  JSON.stringify([verdict, reason, remedy, owner, waiver]);

/** Things in groups of the same key, both in the order in which they come. */
export const grouped = <T>(items: readonly T[], keyOf: (item: T) => string): readonly (readonly T[])[] => [
  ...groupsByKey(items, keyOf).values(),
];

/** The first thing of each key, in order. */
export const distinctBy = <T>(items: readonly T[], keyOf: (item: T) => string): readonly T[] =>
  grouped(items, keyOf).flatMap((alike) => alike.slice(0, 1));

/**
 * Checks that say the same and ask for the same, together: one connection that several checks need is told once,
 * with all of them. Stories and the checks in them keep their order.
 */
export const groupAlike = <T extends Told>(checks: readonly T[]): readonly (readonly T[])[] =>
  grouped(checks, alikeKey);

/** Where a check looks, for comparing. */
const placeKey = ({ destination }: Pick<CheckResult, 'destination'>): string =>
  destination === null ? '' : JSON.stringify([destination.host, destination.port]);

/**
 * Checks that have one cause, together: they say the same of the same destination. Several roles of one machine may need
 * one connection, and whoever mends it has one thing to do.
 */
export const groupByCause = (checks: readonly CheckResult[]): readonly (readonly CheckResult[])[] =>
  grouped(checks, (check) => JSON.stringify([alikeKey(check), headlineOf(check), placeKey(check)]));
