import { type Owner, owners } from '../catalogue/check.ts';
import { type Cause, isExplained } from '../causes/cause.ts';
import { findCauses } from '../causes/find-causes.ts';
import type { Layer } from '../causes/layers.ts';
import type { FailedCheck, Failure } from '../causes/observation.ts';
import { type ObservedCheck, type ObservedRun, observe } from '../causes/observe.ts';
import type { DestinationScope } from '../causes/scopes.ts';
import { compareText } from '../words/compare-text.ts';
import { longest, most } from '../words/lengths.ts';
import type { Told, UsedInput, Weighed } from './connections.ts';
import type { Connection, EnvironmentCause, OwnCheck } from './environment-result.ts';

/** A failed question of a machine about itself, with where it was told. */
export type OwnFailure = { readonly own: OwnCheck; readonly told: Told };

/** The causes, and which of them each connection and each question of a machine has. */
export type Explained = {
  readonly causes: readonly EnvironmentCause[];
  readonly ofConnection: ReadonlyMap<Weighed, number>;
  readonly ofOwn: ReadonlyMap<OwnFailure, number>;
};

type Overruled = { readonly layer: Layer; readonly finding: string; readonly owner: Owner };

/**
 * As what something counts among the causes about which the other end says otherwise than the source; null where the word of
 * the source stands.
 */
function overruled({ decision, destination }: Connection): Overruled | null {
  switch (decision) {
    case 'nobody-came':
      return { layer: 'service', finding: 'accepted-for-it', owner: 'network-team' };
    case 'other-answered':
      return { layer: 'service', finding: 'other-machine', owner: 'network-team' };
    case 'rejected':
      return { layer: 'path', finding: 'path-blocked', owner: 'network-team' };
    case 'service-absent':
      return destination?.looked === 'after'
        ? { layer: 'listen', finding: 'free', owner: 'you' }
        : { layer: 'service', finding: 'accepted-for-it', owner: 'network-team' };
    case 'source':
    case 'destination':
    case 'both':
    case 'blocked-there':
    case 'answer-lost':
    case 'none':
      return null;
  }
}

/** What a check of an input is told by among all: inputs, and ids within each. */
const toldKey = ({ input, check }: Told): string => `${input.index} ${check.id}`;

/**
 * The checks of some inputs as those of one result, made while they are read: without those that the other end overrules, and
 * without what a destination says against a way that its source found open.
 */
function* checksIn(inputs: readonly UsedInput[], dropped: ReadonlySet<string>): Generator<ObservedCheck> {
  for (const input of inputs)
    for (const check of input.input.result.checks) {
      const id = toldKey({ input, check });
      if (check.verdict !== 'skipped' && !dropped.has(id)) yield { ...check, id };
    }
}

/** The evidence of each machine as one result, as causes want it. */
function evidenceOf(
  used: readonly UsedInput[],
  dropped: ReadonlySet<string>,
): readonly { readonly result: ObservedRun; readonly inputs: readonly UsedInput[] }[] {
  const groups = new Map<string, UsedInput[]>();
  for (const input of used) {
    const { hostname } = input.input.result.machine;
    const key = `${input.machine} ${hostname}`;
    groups.set(key, [...(groups.get(key) ?? []), input]);
  }
  return [...groups.values()].flatMap((inputs) => {
    const [first] = inputs;
    if (first === undefined) return [];
    return [{ inputs, result: { machine: first.input.result.machine, checks: checksIn(inputs, dropped) } }];
  });
}

/** What nothing asks about: an inbound check that failed while every way that it is about was found open or is counted elsewhere. */
const isInboundFailure = ({ check }: Told): boolean =>
  check.direction === 'inbound' && (check.waiver?.verdict ?? check.verdict) === 'fail';

function droppedOf(
  weighed: readonly Weighed[],
  used: readonly UsedInput[],
  own: readonly OwnFailure[],
): ReadonlySet<string> {
  const deciding = new Set([
    ...weighed.flatMap(({ decidedThere }) => (decidedThere === null ? [] : [toldKey(decidedThere)])),
    ...own.map(({ told }) => toldKey(told)),
  ]);
  const dropped = new Set<string>();
  for (const { connection, told } of weighed)
    if (overruled(connection) !== null) for (const one of told) dropped.add(toldKey(one));
  for (const input of used)
    for (const check of input.input.result.checks) {
      const one = { input, check };
      if (isInboundFailure(one) && !deciding.has(toldKey(one))) dropped.add(toldKey(one));
    }
  return dropped;
}

const overruledId = (index: number): string => `overruled ${index}`;

/** A way that the other end overrules, as a failure among the others. */
function overruledFailure(
  { connection, told }: Weighed,
  index: number,
  machineOf: (input: UsedInput) => number,
): Failure | null {
  const kind = overruled(connection);
  const [first] = told;
  if (kind === null || first === undefined) return null;
  const machine = machineOf(first.input);
  return {
    machine,
    isInside: false,
    from: connection.source?.from ?? null,
    target: {
      name: first.check.destination?.host ?? null,
      address: connection.source?.address ?? null,
      port: connection.port,
      attribute: null,
    },
    layer: kind.layer,
    finding: kind.finding,
    checks: [{ machine, id: overruledId(index), severity: connection.severity }],
  };
}

const failedKey = ({ machine, id }: Pick<FailedCheck, 'machine' | 'id'>): string => `${machine}\n${id}`;

function commonestOwner(list: readonly (Owner | null)[]): Owner {
  const count = (owner: Owner): number => list.filter((one) => (one ?? 'you') === owner).length;
  return [...owners].sort((left, right) => count(right) - count(left))[0] ?? 'you';
}

const short = <T>(list: readonly T[], length: number): T[] => list.slice(0, length);

/** A destination whose attribute has a length that a result may hold: of many programs on one port, the first. */
const fitted = (scope: DestinationScope): DestinationScope =>
  'attribute' in scope
    ? { ...scope, attribute: Array.from(scope.attribute).slice(0, longest.parameter).join('') }
    : scope;

function stored(cause: Cause, owner: Owner, explains: number, required: number): EnvironmentCause {
  const { kind, layer, source, destination, failures, passes, reaches, reachedBy, counterproof } = cause;
  return {
    kind,
    isExplained: isExplained(cause),
    layer,
    source,
    destination: fitted(destination),
    symptoms: short(cause.symptoms, most.symptoms),
    failures,
    passes,
    reaches,
    reachedBy,
    machines: short(cause.machines, most.environmentMachines),
    hosts: short(cause.hosts, most.environmentMachines),
    ports: short(cause.ports, most.causePorts),
    alternatives: {
      source: cause.alternatives.source,
      destination: cause.alternatives.destination === null ? null : fitted(cause.alternatives.destination),
    },
    counterproof,
    owner,
    explains,
    required,
  };
}

const label = ({ layer, source, destination }: Cause): string => JSON.stringify([layer, source, destination]);

type Counted = { readonly cause: Cause; readonly weighed: Weighed[]; readonly own: OwnFailure[] };

const requiredOf = ({ weighed, own }: Counted): number =>
  weighed.filter(({ connection }) => connection.severity === 'required').length +
  own.filter((one) => one.own.severity === 'required').length;

const sizeOf = ({ weighed, own }: Counted): number => weighed.length + own.length;

/** What explains something required first, then what explains more than one thing, then what explains more of them. */
const byWeight = (left: Counted, right: Counted): number =>
  Number(requiredOf(right) > 0) - Number(requiredOf(left) > 0) ||
  Number(isExplained(right.cause)) - Number(isExplained(left.cause)) ||
  requiredOf(right) - requiredOf(left) ||
  sizeOf(right) - sizeOf(left) ||
  compareText(label(left.cause), label(right.cause));

/**
 * The probable causes of everything that failed, found on the evidence of all machines together. Each failed connection and
 * each failed question of a machine has exactly one; where there are more causes than a result holds, those that explain
 * least are left out, and what they had is not explained.
 */
export function explain(
  weighed: readonly Weighed[],
  own: readonly OwnFailure[],
  used: readonly UsedInput[],
): Explained {
  const failed = weighed.filter(({ connection }) => connection.verdict === 'fail');
  if (failed.length + own.length === 0) return { causes: [], ofConnection: new Map(), ofOwn: new Map() };
  const evidence = evidenceOf(used, droppedOf(weighed, used, own));
  const machineOf = new Map(
    evidence.flatMap(({ inputs }, index) => inputs.map((input) => [input, index] as const)),
  );
  const place = (input: UsedInput): number => machineOf.get(input) ?? 0;
  const seen = observe(evidence.map(({ result }) => result));
  const added = failed.flatMap((one, index) => overruledFailure(one, index, place) ?? []);
  const { causes } = findCauses({ ...seen, failures: [...seen.failures, ...added] });
  const counted = causes.map((cause): Counted => ({ cause, weighed: [], own: [] }));
  const byCheck = new Map<string, number>();
  for (const [index, { checks }] of causes.entries())
    for (const check of checks) if (!byCheck.has(failedKey(check))) byCheck.set(failedKey(check), index);
  const causeOfTold = (one: Told): number | undefined =>
    byCheck.get(failedKey({ machine: place(one.input), id: toldKey(one) }));
  const left: Weighed[] = [];
  for (const [index, one] of failed.entries()) {
    const [first] = one.told;
    const found =
      overruled(one.connection) !== null && first !== undefined
        ? byCheck.get(failedKey({ machine: place(first.input), id: overruledId(index) }))
        : [...(one.decidedThere === null ? [] : [one.decidedThere]), ...one.told]
            .map(causeOfTold)
            .find((cause) => cause !== undefined);
    if (found === undefined) left.push(one);
    else counted[found]?.weighed.push(one);
  }
  for (const one of own) {
    const found = causeOfTold(one.told);
    if (found !== undefined) counted[found]?.own.push(one);
  }
  const kept = counted
    .filter((one) => sizeOf(one) > 0)
    .sort(byWeight)
    .slice(0, most.environmentCauses);
  const owner = ({ weighed: ways, own: questions }: Counted): Owner =>
    commonestOwner([
      ...ways.map(
        ({ connection, told, decidedThere }) =>
          overruled(connection)?.owner ??
          (decidedThere ?? told.find(({ check }) => check.verdict === 'fail'))?.check.owner ??
          null,
      ),
      ...questions.map(({ told }) => told.check.owner),
    ]);
  return {
    causes: kept.map((one) => stored(one.cause, owner(one), sizeOf(one), requiredOf(one))),
    ofConnection: new Map(kept.flatMap((one, index) => one.weighed.map((way) => [way, index] as const))),
    ofOwn: new Map(kept.flatMap((one, index) => one.own.map((question) => [question, index] as const))),
  };
}
