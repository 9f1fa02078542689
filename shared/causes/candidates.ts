import type { Layer } from './layers.ts';
import type { Failure, Machine, Observations, Pass, Target } from './observation.ts';
import {
  type DestinationScope,
  destinationScopes,
  dimensions,
  networkReader,
  type SourceScope,
  sourceScopes,
} from './scopes.ts';

/** One end of what failed or passed, with a label that tells it from every other whatever the order of the evidence. */
type End<S> = { readonly scope: S; readonly label: string };

/** A source and a destination, and what passed between them and beside them. */
export type Between = {
  readonly source: End<SourceScope>;
  readonly destination: End<DestinationScope>;
  /** What passed from the same source to anywhere, and from anywhere to the same destination. */
  readonly fromSource: number;
  readonly toDestination: number;
};

/** A source and a destination that several failures have in common. */
export type Candidate = Between & {
  /** Where it stands in its layer's order of preference, the preferred ones first. */
  readonly rank: number;
  /** The failures, by their place in the list, ascending. */
  readonly failures: readonly number[];
  readonly passes: number;
  /** Equal for candidates with the same passes. */
  readonly passMark: number;
};

/** What the failures of a layer have in common, and each failure by itself. */
export type Shared = {
  readonly candidates: readonly Candidate[];
  /** The ends of a failure that is told alone, or with those of the same source or destination. */
  readonly alone: (failure: Failure) => Between;
};

/** Something by its number, and numbers for things by their labels. */
type Numbers<T> = {
  readonly of: (label: string, make: () => T) => number;
  readonly at: (index: number) => T;
};

function numbersOf<T>(): Numbers<T> {
  const indexes = new Map<string, number>();
  const things: T[] = [];
  return {
    of: (label, make) => {
      const known = indexes.get(label);
      if (known !== undefined) return known;
      indexes.set(label, things.length);
      things.push(make());
      return things.length - 1;
    },
    at: (index) => {
      const thing = things[index];
      if (thing === undefined) throw new RangeError(`nothing has the number ${index}`);
      return thing;
    },
  };
}

const machineLabel = ({ name, addresses }: Machine): string => `${name} ${[...addresses].sort()[0] ?? ''}`;

/** Tells the identity of a host: a machine that made a report is itself under each of its addresses and names. */
function identitiesOf(
  machines: readonly Machine[],
): (seen: Pick<Failure, 'machine' | 'isInside' | 'target'>) => string {
  const labels = machines.map(machineLabel);
  const byAddress = new Map(
    machines.flatMap(({ addresses }, index) =>
      addresses.map((address): [string, string] => [address, labels[index] ?? '']),
    ),
  );
  return ({ machine, isInside, target }) => {
    if (isInside) return labels[machine] ?? '';
    const { address, name } = target;
    return address === null ? (name ?? '') : (byAddress.get(address) ?? address);
  };
}

/** The address from which a machine asked: as it was seen, else its first one of the same version of IP. */
function sourceAddress(machine: Machine | undefined, from: string | null, target: Target): string | null {
  if (from !== null) return from;
  const addresses = machine?.addresses ?? [];
  const isIpv6 = target.address?.includes(':') === true;
  return addresses.find((address) => address.includes(':') === isIpv6) ?? addresses[0] ?? null;
}

const sourceLabel = (scope: SourceScope, machine: string): string =>
  scope.kind === 'machine'
    ? `machine ${machine}`
    : 'network' in scope
      ? `${scope.kind} ${scope.network}`
      : scope.kind;

/** A label of a scope: its kind and what it names. */
export const destinationLabel = (scope: DestinationScope): string => Object.values(scope).join(' ');

/** Layers at which what stays within a machine is about that machine, and not about whoever connects to it. */
const ofOneMachine: readonly Layer[] = ['self', 'owner', 'slow', 'own'];
/** Destinations that are networks: what stays within a machine leads to none. */
const ofNetworks: readonly DestinationScope['kind'][] = ['network', 'network-port'];
/** Layers that a connection within a machine does not cross. */
const between: readonly Layer[] = ['permission', 'path', 'reset'];

/** The ends of one observation: a set of sources and a set of destinations, by their numbers. */
type Place = { readonly sources: number; readonly destinations: number };

/** Every end of some observations with a number, and each observation by the numbers of its ends. */
export type Ends = {
  readonly source: (number: number) => End<SourceScope>;
  readonly destination: (number: number) => End<DestinationScope>;
  readonly sourceSet: (number: number) => { readonly isInside: boolean; readonly members: readonly number[] };
  readonly destinationSet: (number: number) => readonly number[];
  readonly placeOf: (seen: Failure | Pass) => Place;
  /** The places of all passes, in their order. */
  readonly passes: readonly Place[];
};

/** Gives the ends of all observations their numbers, once for all layers. */
export function endsOf({ machines, passes }: Observations): Ends {
  const hostOf = identitiesOf(machines);
  const networks = networkReader();
  const labels = machines.map(machineLabel);
  const sources = numbersOf<End<SourceScope>>();
  const destinations = numbersOf<End<DestinationScope>>();
  const sourceSets = numbersOf<ReturnType<Ends['sourceSet']>>();
  const destinationSets = numbersOf<readonly number[]>();

  const numberedSources = (machine: number, address: string | null): readonly number[] =>
    sourceScopes(machines[machine]?.name ?? '', networks(address)).map((scope) => {
      const label = sourceLabel(scope, labels[machine] ?? '');
      return sources.of(label, () => ({ scope, label }));
    });

  const numberedDestinations = (
    { isInside, target }: Pick<Failure, 'isInside' | 'target'>,
    host: string,
  ): readonly number[] =>
    destinationScopes(target, host, networks(target.address))
      .filter(({ kind }) => !isInside || !ofNetworks.includes(kind))
      .map((scope) => {
        const label = destinationLabel(scope);
        return destinations.of(label, () => ({ scope, label }));
      });

  const placeOf = (seen: Failure | Pass): Place => {
    const { machine, isInside, target } = seen;
    const address = sourceAddress(machines[machine], seen.from, target);
    const host = hostOf(seen);
    const { name, port, attribute } = target;
    const key = `${isInside}\t${host}\t${name}\t${target.address}\t${port}\t${attribute}`;
    return {
      sources: sourceSets.of(`${machine} ${address} ${isInside}`, () => ({
        isInside,
        members: numberedSources(machine, address),
      })),
      destinations: destinationSets.of(key, () => numberedDestinations(seen, host)),
    };
  };
  return {
    source: sources.at,
    destination: destinations.at,
    sourceSet: sourceSets.at,
    destinationSet: destinationSets.at,
    placeOf,
    passes: passes.map(placeOf),
  };
}

/** The ends that causes of a layer are looked for in, the preferred ones first; each set is worked out once. */
function endsOfLayer(layer: Layer, ends: Ends) {
  const kinds = dimensions[layer];
  const sources = onceEach<readonly number[]>();
  const destinations = onceEach<readonly number[]>();
  const sourceRank = (number: number): number => kinds.sources.indexOf(ends.source(number).scope.kind);
  const destinationRank = (number: number): number =>
    kinds.destinations.indexOf(ends.destination(number).scope.kind);
  const chosen = (members: readonly number[], rankOf: (number: number) => number): readonly number[] =>
    members.filter((number) => rankOf(number) >= 0).sort((left, right) => rankOf(left) - rankOf(right));
  return {
    sourceRank,
    destinationRank,
    sourcesOf: (place: Place): readonly number[] =>
      sources(place.sources, () => {
        const { isInside, members } = ends.sourceSet(place.sources);
        const isAbout = (number: number): boolean => {
          const { kind } = ends.source(number).scope;
          return !isInside || kind === 'everyone' || (kind === 'machine' && ofOneMachine.includes(layer));
        };
        return chosen(members.filter(isAbout), sourceRank);
      }),
    destinationsOf: (place: Place): readonly number[] =>
      destinations(place.destinations, () =>
        chosen(ends.destinationSet(place.destinations), destinationRank),
      ),
  };
}

/** More destinations than there can be: one number for a source and a destination together. */
const stride = 2 ** 26;

const keysOf = (sources: readonly number[], destinations: readonly number[]): readonly number[] =>
  sources.flatMap((source) => destinations.map((destination) => source * stride + destination));

/** A number that looks random for each whole one (the finaliser of MurmurHash3), so that sums of them tell sets apart. */
export function mixed(value: number): number {
  let state = (value + 0x9e3779b9) | 0;
  state = Math.imul(state ^ (state >>> 16), 0x85ebca6b);
  state = Math.imul(state ^ (state >>> 13), 0xc2b2ae35);
  return (state ^ (state >>> 16)) >>> 0;
}

/** The least number of failures that have something in common. */
const leastFailures = 2;

type Counted = { readonly failures: number[]; passes: number; passMark: number };

/** The keys that at least two failures share, with these failures. */
function sharedKeys(failures: readonly (readonly number[])[]): ReadonlyMap<number, Counted> {
  const counts = new Map<number, number>();
  for (const keys of failures) for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  const shared = new Map<number, Counted>();
  for (const [index, keys] of failures.entries())
    for (const key of keys) {
      if ((counts.get(key) ?? 0) < leastFailures) continue;
      const known = shared.get(key);
      if (known === undefined) shared.set(key, { failures: [index], passes: 0, passMark: 0 });
      else known.failures.push(index);
    }
  return shared;
}

/** One more of each of some ends. */
function count(counts: Map<number, number>, numbers: readonly number[]): void {
  for (const number of numbers) counts.set(number, (counts.get(number) ?? 0) + 1);
}

/** What a function makes of a number, made once for each. */
function onceEach<T>(): (number: number, make: () => T) => T {
  const known = new Map<number, T>();
  return (number, make) => {
    const found = known.get(number) ?? make();
    known.set(number, found);
    return found;
  };
}

const nowhere: Between = {
  source: { scope: { kind: 'everyone' }, label: 'everyone' },
  destination: { scope: { kind: 'everything' }, label: 'everything' },
  fromSource: 0,
  toDestination: 0,
};

/**
 * Every source with every destination that at least two failures of a layer share, with the passes counted on those alone:
 * so the work grows with what failed, and what passed is never kept.
 * @param failures those of the layer, in an order that does not depend on the order of the evidence
 * @param ends of all observations
 */
export function sharedBy(
  layer: Layer,
  failures: readonly Failure[],
  { passes }: Pick<Observations, 'passes'>,
  ends: Ends,
): Shared {
  const own = endsOfLayer(layer, ends);
  const places = failures.map((failure) => ends.placeOf(failure));
  const shared = sharedKeys(places.map((place) => keysOf(own.sourcesOf(place), own.destinationsOf(place))));
  const fromSource = new Map(places.flatMap(own.sourcesOf).map((number) => [number, 0]));
  const toDestination = new Map(places.flatMap(own.destinationsOf).map((number) => [number, 0]));
  const sourcesMet = onceEach<readonly number[]>();
  const destinationsMet = onceEach<readonly number[]>();
  for (const [index, pass] of passes.entries()) {
    const place = ends.passes[index];
    const isCrossing = !(pass.isInside && between.includes(layer));
    if (place === undefined || !pass.layers.includes(layer) || !isCrossing) continue;
    const from = sourcesMet(place.sources, () => own.sourcesOf(place).filter((end) => fromSource.has(end)));
    const to = destinationsMet(place.destinations, () =>
      own.destinationsOf(place).filter((end) => toDestination.has(end)),
    );
    count(fromSource, from);
    count(toDestination, to);
    const mark = mixed(index);
    for (const source of from)
      for (const destination of to) {
        const counted = shared.get(source * stride + destination);
        if (counted === undefined) continue;
        counted.passes += 1;
        counted.passMark = (counted.passMark + mark) >>> 0;
      }
  }
  const betweenEnds = (source: number, destination: number): Between => ({
    source: ends.source(source),
    destination: ends.destination(destination),
    fromSource: fromSource.get(source) ?? 0,
    toDestination: toDestination.get(destination) ?? 0,
  });
  const width = dimensions[layer].destinations.length;
  return {
    candidates: [...shared].map(([key, counted]) => {
      const source = Math.floor(key / stride);
      const destination = key % stride;
      const rank = own.sourceRank(source) * width + own.destinationRank(destination);
      return { rank, ...betweenEnds(source, destination), ...counted };
    }),
    alone: (failure) => {
      const place = ends.placeOf(failure);
      const [source] = own.sourcesOf(place);
      const [destination] = own.destinationsOf(place);
      return source === undefined || destination === undefined ? nowhere : betweenEnds(source, destination);
    },
  };
}
