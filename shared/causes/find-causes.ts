import { compareText } from '../words/compare-text.ts';
import { groupsByKey } from '../words/groups-by-key.ts';
import { severities } from '../words/verdict.ts';
import {
  type Between,
  type Candidate,
  type Ends,
  endsOf,
  mixed,
  type Shared,
  sharedBy,
} from './candidates.ts';
import { type Cause, type CauseKind, type Causes, type Counterproof, isExplained } from './cause.ts';
import { type Layer, layers } from './layers.ts';
import type { FailedCheck, Failure, Observations } from './observation.ts';
import type { DestinationScope, SourceScope } from './scopes.ts';

/** From how many failures on passes may be flapping, and how large the share of failures must be then. */
const flapping = { least: 10, share: 0.9 } as const;

/** How many more failures one pass takes away from a candidate. */
const passWeight = 2;
const leastGain = 2;

/** From how many look-alikes of one source on they are told together. */
const leastAlike = 4;

/** Layers whose left-over failures belong to whoever asked: the wire, and names. */
const ofSource: readonly Layer[] = ['resolver', 'name', 'permission', 'path', 'reset', 'slow'];

const counterproofOf: Readonly<Record<Layer, Counterproof>> = {
  resolver: 'another-name-server',
  name: 'name-resolves-elsewhere',
  permission: 'other-program-connects',
  path: 'packets-arrive',
  reset: 'direct-connection-stays',
  listen: 'listener-is-there',
  tls: 'certificate-is-trusted-there',
  service: 'service-answers-there',
  proxy: 'proxy-lets-through',
  self: 'name-leads-elsewhere',
  owner: 'program-ended',
  slow: 'other-network-quick',
  own: 'answer-is-wrong',
};

/** Whether what passed lets a candidate stand. */
function isTolerable({ failures, passes }: Candidate): boolean {
  const count = failures.length;
  return passes === 0 || (count >= flapping.least && count / (count + passes) >= flapping.share);
}

const labelOf = ({ source, destination }: Between): string => `${source.label}\t${destination.label}`;

/** Candidates with the same failures and the same passes, which no evidence tells apart; the preferred one first. */
type AmbiguityClass = readonly [Candidate, ...Candidate[]];

const byPreference = (left: Candidate, right: Candidate): number =>
  left.rank - right.rank || compareText(labelOf(left), labelOf(right));

function ambiguityClasses(candidates: readonly Candidate[]): readonly AmbiguityClass[] {
  const classes = groupsByKey(candidates, ({ failures, passes, passMark }) => {
    const mark = failures.reduce((sum, index) => (sum + mixed(index)) >>> 0, 0);
    return `${failures.length} ${failures[0]} ${failures.at(-1)} ${mark} ${passes} ${passMark}`;
  });
  return [...classes.values()].flatMap((members): readonly AmbiguityClass[] => {
    const [first, ...others] = members.toSorted(byPreference);
    return first === undefined ? [] : [[first, ...others]];
  });
}

/** A class with how much it explained when last looked at, which can only have become less. */
type Valued = { readonly members: AmbiguityClass; readonly gain: number };

function isBetter(left: Valued, right: Valued): boolean {
  if (left.gain !== right.gain) return left.gain > right.gain;
  const [a] = left.members;
  const [b] = right.members;
  if (a.failures.length !== b.failures.length) return a.failures.length < b.failures.length;
  return byPreference(a, b) < 0;
}

/** A queue whose best comes first (a binary heap). */
function queueOf(items: readonly Valued[]) {
  const heap: Valued[] = [];
  const swap = (left: number, right: number): void => {
    const [a, b] = [heap[left], heap[right]];
    if (a === undefined || b === undefined) return;
    heap[left] = b;
    heap[right] = a;
  };
  const isBefore = (left: number, right: number): boolean => {
    const [a, b] = [heap[left], heap[right]];
    return a !== undefined && (b === undefined || isBetter(a, b));
  };
  const push = (item: Valued): void => {
    heap.push(item);
    let at = heap.length - 1;
    while (at > 0 && isBefore(at, (at - 1) >> 1)) {
      swap(at, (at - 1) >> 1);
      at = (at - 1) >> 1;
    }
  };
  const pop = (): Valued | undefined => {
    const [best] = heap;
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return best;
    heap[0] = last;
    let at = 0;
    for (;;) {
      const [left, right] = [2 * at + 1, 2 * at + 2];
      const next = isBefore(right, left) ? right : left;
      if (!isBefore(next, at)) return best;
      swap(at, next);
      at = next;
    }
  };
  for (const item of items) push(item);
  return { push, pop };
}

const gainOf = ([candidate]: AmbiguityClass, covered: ReadonlySet<number>): number =>
  candidate.failures.reduce((sum, index) => (covered.has(index) ? sum : sum + 1), 0) -
  passWeight * candidate.passes;

/** The fewest classes that explain what can be explained, as a greedy cover finds them (SCORE, NSDI 2005). */
function cover(classes: readonly AmbiguityClass[]): readonly AmbiguityClass[] {
  const covered = new Set<number>();
  const chosen: AmbiguityClass[] = [];
  const queue = queueOf(classes.map((members) => ({ members, gain: gainOf(members, covered) })));
  for (let best = queue.pop(); best !== undefined && best.gain >= leastGain; best = queue.pop()) {
    const gain = gainOf(best.members, covered);
    if (gain < best.gain) queue.push({ ...best, gain });
    else {
      chosen.push(best.members);
      for (const index of best.members[0].failures) covered.add(index);
    }
  }
  return withoutNeedless(chosen);
}

/** Leaves out what others, chosen later, explain as a whole. */
function withoutNeedless(chosen: readonly AmbiguityClass[]): readonly AmbiguityClass[] {
  const counts = new Map<number, number>();
  const add = ([{ failures }]: AmbiguityClass, by: number): void => {
    for (const index of failures) counts.set(index, (counts.get(index) ?? 0) + by);
  };
  for (const members of chosen) add(members, 1);
  return chosen
    .toReversed()
    .filter((members) => {
      const isNeedless = members[0].failures.every((index) => (counts.get(index) ?? 0) > 1);
      if (isNeedless) add(members, -1);
      return !isNeedless;
    })
    .toReversed();
}

/** What a group of failures becomes a cause with. */
type Group = {
  readonly kind: CauseKind;
  readonly between: Between;
  readonly passes: number;
  readonly failures: readonly Failure[];
  readonly alternatives: Cause['alternatives'];
};

function symptomsOf(failures: readonly Failure[]): Cause['symptoms'] {
  const counts = new Map<string, number>();
  for (const { finding } of failures) counts.set(finding, (counts.get(finding) ?? 0) + 1);
  return [...counts]
    .map(([finding, count]) => ({ finding, count }))
    .sort((left, right) => right.count - left.count || compareText(left.finding, right.finding));
}

const isPlaceholder = (name: string): boolean => ['localhost', '127.0.0.1', '::1'].includes(name);

/** How the host of some failures is called: as most of them call it, but not by a name that is this machine everywhere. */
function hostOf({ target, isInside, machine }: Failure, { machines }: Observations): string | null {
  const own = machines[machine]?.name ?? null;
  const called = target.name ?? target.address;
  return isInside && (called === null || isPlaceholder(called)) ? own : called;
}

const distinct = (texts: readonly string[]): readonly string[] => [...new Set(texts)].sort(compareText);

/** The name that most failures use for their host. */
function commonest(names: readonly string[]): string | null {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  const [best] = [...counts].sort(([a, left], [b, right]) => right - left || compareText(a, b));
  return best?.[0] ?? null;
}

/** The destination with the host as it was called, in the place of its identity. */
function shownDestination(scope: DestinationScope, called: string | null): DestinationScope {
  return 'host' in scope ? { ...scope, host: called ?? scope.host } : scope;
}

function causeOf(layer: Layer, group: Group, observations: Observations): Cause {
  const { failures, between, kind, passes, alternatives } = group;
  const called = failures.flatMap((failure) => hostOf(failure, observations) ?? []);
  const name = commonest(called);
  const checks = failures.flatMap((failure) => failure.checks);
  return {
    kind,
    layer,
    source: between.source.scope,
    destination: shownDestination(between.destination.scope, name),
    symptoms: symptomsOf(failures),
    failures: failures.length,
    passes,
    reaches: between.fromSource - passes,
    reachedBy: between.toDestination - passes,
    machines: distinct(failures.flatMap(({ machine }) => observations.machines[machine]?.name ?? [])),
    hosts: 'host' in between.destination.scope && name !== null ? [name] : distinct(called),
    ports: [...new Set(failures.flatMap(({ target }) => target.port ?? []))].sort((a, b) => a - b),
    checks,
    alternatives: {
      source: alternatives.source,
      destination:
        alternatives.destination === null ? null : shownDestination(alternatives.destination, name),
    },
    counterproof: counterproofOf[layer],
  };
}

/** The nearest other reading of a class: who else the source could be, and what else the destination. */
function alternativesOf([chosen, ...others]: AmbiguityClass): Cause['alternatives'] {
  const same = <S>(left: S, right: S): boolean => left === right;
  const source = others.find(
    (other) => other.source.scope.kind === 'everyone' && chosen.source.scope.kind !== 'everyone',
  );
  const destination = others.find(
    (other) =>
      same(other.source.label, chosen.source.label) && other.destination.label !== chosen.destination.label,
  );
  return {
    source: source?.source.scope ?? null,
    destination: destination?.destination.scope ?? null,
  };
}

const none: Cause['alternatives'] = { source: null, destination: null };

/**
 * Failures that nothing explains, told with those that share their destination, or their source where they are many. One
 * on which several checks rest stays by itself: it explains these.
 */
function leftOver(layer: Layer, failures: readonly Failure[], shared: Shared): readonly Group[] {
  const ends: readonly { readonly failure: Failure; readonly between: Between }[] = failures.map(
    (failure) => ({
      failure,
      between: shared.alone(failure),
    }),
  );
  const together = (
    list: typeof ends,
    keyOf: (entry: (typeof ends)[number]) => string,
  ): readonly (typeof ends)[] => [...groupsByKey(list, keyOf).values()];
  const groupOf = (list: typeof ends, between: Between): Group => ({
    kind: list.length > 1 ? 'partial' : 'single',
    between,
    passes: 0,
    failures: list.map(({ failure }) => failure),
    alternatives: none,
  });
  const byTarget = together(
    ends,
    ({ failure, between }) => `${failure.finding}\t${between.destination.label}`,
  );
  const several = byTarget.filter((list) => list.length > 1);
  const others = byTarget.filter((list) => list.length === 1).flat();
  const bySource = together(others, ({ failure, between }) =>
    ofSource.includes(layer) && failure.checks.length < 2
      ? `${failure.finding}\t${between.source.label}`
      : `${labelOf(between)}\t${failure.finding}`,
  );
  const everyone: SourceScope = { kind: 'everyone' };
  const everything: DestinationScope = { kind: 'everything' };
  return [
    ...several.flatMap((list) =>
      list
        .slice(0, 1)
        .map(({ between }) => groupOf(list, { ...between, source: { scope: everyone, label: 'everyone' } })),
    ),
    ...bySource.flatMap((list) =>
      list.length >= leastAlike
        ? list.slice(0, 1).map(({ between }) =>
            groupOf(list, {
              ...between,
              destination: { scope: everything, label: 'everything' },
              toDestination: 0,
            }),
          )
        : list.map((entry) => groupOf([entry], entry.between)),
    ),
  ];
}

/** A text by which failures are put in order, whatever the order of the evidence. */
const canonical = (
  { machines }: Observations,
  { machine, target, finding, from, isInside }: Failure,
): string =>
  JSON.stringify([
    machines[machine],
    target.name,
    target.address,
    target.port,
    target.attribute,
    finding,
    from,
    isInside,
  ]);

function groupsOf(layer: Layer, observations: Observations, ends: Ends): readonly Cause[] {
  const failures = observations.failures
    .filter((failure) => failure.layer === layer)
    .map((failure) => ({ failure, key: canonical(observations, failure) }))
    .sort((left, right) => compareText(left.key, right.key))
    .map(({ failure }) => failure);
  if (failures.length === 0) return [];
  const shared = sharedBy(layer, failures, observations, ends);
  const chosen = cover(ambiguityClasses(shared.candidates.filter(isTolerable)));
  const taken = new Set<number>();
  const common = chosen.map((members): Group => {
    const [candidate] = members;
    const own = candidate.failures.filter((index) => !taken.has(index));
    for (const index of own) taken.add(index);
    return {
      kind: 'common',
      between: candidate,
      passes: candidate.passes,
      failures: own.flatMap((index) => failures[index] ?? []),
      alternatives: alternativesOf(members),
    };
  });
  const rest = failures.filter((_, index) => !taken.has(index));
  return [...common, ...leftOver(layer, rest, shared)]
    .map((group) => causeOf(layer, group, observations))
    .filter(({ checks }) => checks.length > 0);
}

const requiredOf = ({ checks }: Cause): number =>
  checks.filter(({ severity }) => severity === severities[0]).length;

const causeLabel = ({ layer, source, destination }: Cause): string =>
  JSON.stringify([layers.indexOf(layer), source, destination]);

/** What explains a required check first, then what explains more of them, then more checks at all. */
const byWeight = (left: Cause, right: Cause): number =>
  Number(requiredOf(right) > 0) - Number(requiredOf(left) > 0) ||
  Number(isExplained(right)) - Number(isExplained(left)) ||
  requiredOf(right) - requiredOf(left) ||
  right.checks.length - left.checks.length ||
  compareText(causeLabel(left), causeLabel(right));

/**
 * The probable causes of what failed: for each layer the fewest sources and destinations that the failures have in common
 * and that nothing which passed speaks against. Every failed check is in exactly one cause. The order of the evidence does
 * not matter, and the time grows with its amount. Prior art: SCORE (Kompella et al., NSDI 2005), with passes against
 * (Abreu et al. 2007).
 */
export function findCauses(observations: Observations): Causes {
  const present = layers.filter((layer) => observations.failures.some((failure) => failure.layer === layer));
  const ends = endsOf(observations);
  const causes = present.flatMap((layer) => groupsOf(layer, observations, ends)).sort(byWeight);
  const all = causes.flatMap(({ checks }): readonly FailedCheck[] => checks);
  return {
    causes,
    failed: all.length,
    notExplained: causes.filter((cause) => !isExplained(cause)).flatMap(({ checks }) => checks),
  };
}
