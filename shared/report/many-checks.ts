import { definitionOf } from '../catalogue/check-id.ts';
import type { CheckResult } from '../run/result.ts';
import { counted } from '../words/phrases.ts';
import { grouped } from './alike-checks.ts';
import { headlineOfAll } from './check-texts.ts';
import { checkObservation } from './observation.ts';
import { hostLimits } from './page-limits.ts';
import { type Places, placeLines, placesOf, placesText } from './places.ts';

/** From how many checks of one kind on that came to the same one row names them all. */
const leastMany = 5;

/** Many checks of one kind that came to the same, as one row. */
export type ManyText = {
  readonly headline: string;
  /** The kind, with how many checks: `out-deploy (60 checks)`. */
  readonly id: string;
  /** Hosts by the ports that they were asked at, those in a row as one. */
  readonly places: readonly string[];
  /** Whether `places` says in words where the hosts were named before. */
  readonly isToldBefore: boolean;
  readonly observed: string;
};

/** Checks in two parts, both in their order: those to be told each, and those of which one row tells many. */
export function partedByMany(checks: readonly CheckResult[]): {
  readonly few: readonly CheckResult[];
  readonly many: readonly (readonly CheckResult[])[];
} {
  const kinds = grouped(checks, ({ id, verdict, finding, waiver }) =>
    JSON.stringify([definitionOf(id), verdict, finding, waiver]),
  );
  const many = kinds.filter(({ length }) => length >= leastMany);
  const inMany = new Set(many.flat());
  return { few: checks.filter((check) => !inMany.has(check)), many };
}

/** What was observed of many checks: each word once, with how many there are where they differ. */
function observedText(checks: readonly CheckResult[]): string {
  const words = grouped(checks.map(checkObservation), ({ word }) => word);
  return words
    .map((alike) => {
      const word = alike[0]?.word ?? '';
      const durations = [...new Set(alike.flatMap(({ duration }) => duration ?? []))];
      const [only] = durations;
      const text = durations.length === 1 ? `${word}, ${only}` : word;
      return words.length === 1 ? text : `${text} (${alike.length})`;
    })
    .join(', ');
}

const kindText = (checks: readonly CheckResult[]): string =>
  `${definitionOf(checks[0]?.id ?? '')} (${counted(checks.length, 'check')})`;

/** From how many hosts on a list that stands in an earlier row is not said again. */
const leastReferred = 8;

/** Which earlier row has a list of hosts, so that a later one can name the row instead. */
export type ToldHosts = Map<string, string>;

/** Places, those whose hosts an earlier row has by the name of that row; takes note of the others. */
function referredPlaces(places: readonly Places[], kind: string, told: ToldHosts): readonly string[] {
  return places.flatMap((group) => {
    const key = JSON.stringify([group.domain, group.hosts]);
    const earlier = told.get(key);
    const isLong = group.hosts.length >= leastReferred;
    if (isLong && earlier === undefined) told.set(key, kind);
    if (!isLong || earlier === undefined) return placeLines([group], hostLimits.row);
    return [placesText({ ...group, domain: null, hosts: [`the ${group.hosts.length} hosts of ${earlier}`] })];
  });
}

/**
 * The texts of many checks of one kind that came to the same: for those that passed, what was asked of all.
 * @param told what earlier rows of the same list have named
 */
export function manyText(checks: readonly CheckResult[], told: ToldHosts = new Map()): ManyText {
  const [first] = checks;
  const id = kindText(checks);
  return {
    headline: first?.verdict === 'pass' ? first.title : headlineOfAll(checks),
    id,
    places: referredPlaces(placesOf(checks), id, told),
    isToldBefore: false,
    observed: observedText(checks),
  };
}
