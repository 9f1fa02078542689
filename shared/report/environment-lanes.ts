import { isAddress } from '../profile/host.ts';
import type { Place } from '../profile/roles.ts';
import type { CheckResult, RunResult } from '../run/result.ts';
import { groupsByKey } from '../words/groups-by-key.ts';
import { compareNatural } from '../words/natural-order.ts';
import { type Verdict, worstFirst, worstVerdict } from '../words/verdict.ts';
import { isMachineOf } from './firewall-request.ts';
import { type HostRange, hostRanges } from './host-ranges.ts';
import { splitDomain } from './places.ts';

/** What the drawing needs of a check; a plan that is drawn before its run says `not-yet` for each. */
export type DrawnCheck = Pick<CheckResult, 'source' | 'destination' | 'direction' | 'verdict'> & {
  /** The number of the cause that explains its failure; none for what did not fail, and before a run. */
  readonly cause?: number;
};

/** What the drawing needs of a result. */
export type DrawnRun = Pick<RunResult, 'machine' | 'profile'> & { readonly checks: readonly DrawnCheck[] };

/** Who can stand at the other end of a connection, in the order in which the drawing has them. */
export const peers = [
  'end-user',
  'development-tools',
  'controller',
  'cache',
  'database',
  'lifetime',
  'front-end',
  'containers',
  'managed',
  'cloud',
  'server',
  'sysops',
] as const;
export type Peer = (typeof peers)[number];

/** `in`: others connect to this machine. `out`: it connects to others. */
export type Side = 'in' | 'out';

/** Connections of one side that end at one kind of peer, came to the same and have one cause. */
export type Lane = {
  readonly side: Side;
  /** Null where peers of several kinds had to be put together. */
  readonly peer: Peer | null;
  readonly name: string;
  /** Whether it is people at workstations, of whom no profile names one. */
  readonly isWorkstations: boolean;
  /** Hosts in natural order; none for workstations and for what no profile names. */
  readonly hosts: readonly string[];
  readonly ports: readonly number[];
  readonly verdict: Verdict;
  readonly cause: number | null;
};

/** A port of this machine itself, or what else was looked at on it (null), with the worst verdict. */
export type OwnPort = {
  readonly port: number | null;
  readonly verdict: Verdict;
  readonly cause: number | null;
};

type Names = { readonly one: string; readonly many: string };

const peerNames: Readonly<Record<Peer, Names>> = {
  'end-user': { one: 'End users', many: 'End users' },
  'development-tools': { one: 'Development tools', many: 'Development tools' },
  controller: { one: 'Controller', many: 'Controllers' },
  cache: { one: 'Cache', many: 'Caches' },
  database: { one: 'Database', many: 'Databases' },
  lifetime: { one: 'LifeTime', many: 'LifeTime' },
  'front-end': { one: 'Front-end', many: 'Front-ends' },
  containers: { one: 'Containers', many: 'Containers' },
  managed: { one: 'Managed server', many: 'Managed' },
  cloud: { one: 'Cloud service', many: 'Cloud services' },
  server: { one: 'Other server', many: 'Other servers' },
  sysops: { one: 'SysOps', many: 'SysOps' },
};

const peerOfPlace: Readonly<Record<Place, Peer>> = {
  controller: 'controller',
  'front-end': 'front-end',
  lifetime: 'lifetime',
  'container-runtime': 'containers',
  'end-user': 'end-user',
  'development-tools': 'development-tools',
  sysops: 'sysops',
  database: 'database',
  cache: 'cache',
  server: 'server',
  'outsystems-cloud': 'cloud',
};

const workstations: readonly Peer[] = ['end-user', 'development-tools', 'sysops'];

const isWorkstation = (peer: Peer): boolean => workstations.includes(peer);

type End = { readonly role: Place; readonly host: string | null };

/** The servers that a profile names for an end without a host. */
function namedHosts(peer: Peer, { profile }: DrawnRun): readonly string[] {
  switch (peer) {
    case 'controller':
      return [profile.controller.host];
    case 'front-end':
      return profile.frontEnds.map(({ host }) => host);
    case 'containers':
      return profile.containerRuntimes.map(({ host }) => host);
    case 'lifetime':
      return profile.lifetime === null ? [] : [profile.lifetime.host];
    case 'managed':
      return profile.managedServers.map(({ host }) => host);
    case 'cache':
    case 'database':
    case 'cloud':
    case 'server':
    case 'end-user':
    case 'development-tools':
    case 'sysops':
      return [];
  }
}

/** Who an end is: front-ends and controllers that a LifeTime server manages are not those of its own environment. */
function peerOf(end: End, other: End, run: DrawnRun): Peer {
  const peer = peerOfPlace[end.role];
  const isManaging = run.machine.roles.includes('lifetime') && other.role === 'lifetime';
  return isManaging && (peer === 'front-end' || peer === 'controller') ? 'managed' : peer;
}

/** A check as a part of a lane: the peer with its hosts. */
type Part = {
  readonly side: Side;
  readonly peer: Peer;
  readonly hosts: readonly string[];
  readonly check: DrawnCheck;
};

function partOf(check: DrawnCheck, run: DrawnRun): readonly Part[] {
  const { source, destination, direction } = check;
  if (source === null || destination === null || direction === 'local') return [];
  if (direction === 'outbound') {
    if (isMachineOf(run, destination.host)) return [];
    return [{ side: 'out', peer: peerOf(destination, source, run), hosts: [destination.host], check }];
  }
  const peer = peerOf(source, destination, run);
  const hosts = source.host === null ? namedHosts(peer, run) : [source.host];
  return [{ side: 'in', peer, hosts: hosts.filter((host) => !isMachineOf(run, host)), check }];
}

const engineNames = { sqlserver: 'SQL Server', oracle: 'Oracle' } as const;

/** What databases are: their product where it is the same of all. */
function databaseNames(hosts: readonly string[], { profile }: DrawnRun): Names {
  const engines = new Set(
    profile.databases.filter(({ host }) => hosts.includes(host)).map(({ engine }) => engine),
  );
  const [only, ...others] = engines;
  return only === undefined || others.length > 0
    ? peerNames.database
    : { one: engineNames[only], many: engineNames[only] };
}

function nameOf(peer: Peer, hosts: readonly string[], run: DrawnRun): string {
  const names = peer === 'database' ? databaseNames(hosts, run) : peerNames[peer];
  return hosts.length > 1 ? `${names.many}, ${hosts.length}` : names.one;
}

const distinctPorts = (checks: readonly DrawnCheck[]): readonly number[] =>
  [...new Set(checks.flatMap(({ destination }) => destination?.port ?? []))].sort(
    (left, right) => left - right,
  );

const causeOf = (checks: readonly DrawnCheck[]): number | null => {
  const [only, ...others] = new Set(checks.flatMap(({ cause }) => cause ?? []));
  return only === undefined || others.length > 0 ? null : only;
};

const togetherName = (here: readonly Peer[]): string =>
  here.every(isWorkstation) ? 'Workstations' : `${here.length} others`;

/** Parts as one lane. `peer` is null where they are of several kinds. */
function laneOf(parts: readonly Part[], run: DrawnRun): readonly Lane[] {
  const [first] = parts;
  if (first === undefined) return [];
  const here = [...new Set(parts.map(({ peer }) => peer))];
  const hosts = [...new Set(parts.flatMap((part) => part.hosts))].sort(compareNatural);
  const checks = parts.map(({ check }) => check);
  const verdict = worstVerdict(checks.map((check) => check.verdict));
  return [
    {
      side: first.side,
      peer: here.length === 1 ? first.peer : null,
      name: here.length === 1 ? nameOf(first.peer, hosts, run) : togetherName(here),
      isWorkstations: here.every(isWorkstation),
      hosts,
      ports: distinctPorts(checks),
      verdict,
      cause: causeOf(checks.filter((check) => check.verdict === verdict)),
    },
  ];
}

const byPeer = (left: Part, right: Part): number => peers.indexOf(left.peer) - peers.indexOf(right.peer);

/**
 * Parts of one connection as one: what is asked of one port of one host several times is as good as the worst that came of
 * it.
 */
function connection(parts: readonly Part[]): readonly Part[] {
  const [first] = parts;
  if (first === undefined) return [];
  const verdict = worstVerdict(parts.map(({ check }) => check.verdict));
  const worst = parts.filter(({ check }) => check.verdict === verdict).map(({ check }) => check);
  const cause = worst.find((check) => check.cause !== undefined) ?? worst[0] ?? first.check;
  return [{ ...first, check: cause }];
}

/** A lane in the making, and the finer ones that it can be parted into; none where it is as fine as lanes get. */
type Draft = { readonly parts: readonly Part[]; readonly split: readonly (readonly Part[])[] };

const draftOf = (parts: readonly Part[]): Draft => {
  const byVerdict = [...groupsByKey(parts, ({ check }) => check.verdict).values()];
  const split =
    byVerdict.length > 1 ? byVerdict : [...groupsByKey(parts, ({ check }) => check.cause ?? null).values()];
  return { parts, split: split.length > 1 ? split : [] };
};

const verdictOf = ({ parts }: Draft): Verdict => worstVerdict(parts.map(({ check }) => check.verdict));

/** Drafts parted by verdict and then by cause, the worst first, as long as there are not more than `most`. */
function parted(drafts: readonly Draft[], most: number): readonly Draft[] {
  const room = most - drafts.length;
  const able = drafts.filter(({ split }) => split.length > 0 && split.length - 1 <= room);
  const [next] = able.toSorted(
    (left, right) => worstFirst.indexOf(verdictOf(left)) - worstFirst.indexOf(verdictOf(right)),
  );
  if (next === undefined) return drafts;
  const finer = drafts.flatMap((draft) => (draft === next ? draft.split.map(draftOf) : [draft]));
  return parted(finer, most);
}

/** Ways to tell peers apart, the finest first: workstations are one kind where there is no room for three. */
const kinds: readonly ((part: Part) => string)[] = [
  ({ peer }) => peer,
  ({ peer }) => (isWorkstation(peer) ? 'workstation' : peer),
];

/**
 * The lanes of one side: one for each kind of peer, verdict and cause, so that a group parts exactly where it matters; less
 * finely where there would be more than `most`, and the last kinds together where even that is not enough.
 */
export function lanesOf(run: DrawnRun, side: Side, most: number): readonly Lane[] {
  const all = run.checks.flatMap((check) => partOf(check, run)).filter((part) => part.side === side);
  const parts = [
    ...groupsByKey(all, ({ peer, hosts, check }) =>
      JSON.stringify([peer, hosts, check.destination?.port]),
    ).values(),
  ]
    .flatMap(connection)
    .sort(byPeer);
  const told = kinds.map((keyOf) => [...groupsByKey(parts, keyOf).values()]);
  const groups = told.find(({ length }) => length <= most) ?? told.at(-1) ?? [];
  const fitting =
    groups.length <= most ? groups : [...groups.slice(0, most - 1), groups.slice(most - 1).flat()];
  return parted(fitting.map(draftOf), most).flatMap((draft) => laneOf(draft.parts, run));
}

/** What was looked at on this machine itself, and its connections to its own services, by port. */
export function ownPorts(run: DrawnRun): readonly OwnPort[] {
  const own = run.checks.filter(
    ({ direction, destination }) =>
      direction === 'local' ||
      (direction === 'outbound' && destination !== null && isMachineOf(run, destination.host)),
  );
  const ports = [...groupsByKey(own, ({ destination }) => destination?.port ?? null)].map(
    ([port, checks]): OwnPort => {
      const verdict = worstVerdict(checks.map((check) => check.verdict));
      return { port, verdict, cause: causeOf(checks.filter((check) => check.verdict === verdict)) };
    },
  );
  return ports.sort((left, right) => (left.port ?? 65_536) - (right.port ?? 65_536));
}

/** A host without its domain; an address as it is. */
export const ownName = (host: string): string => (isAddress(host) ? host : splitDomain(host).label);

/** Hosts without their domains, those in a row as one: short texts with how many hosts each stands for. */
export const shortHosts = (hosts: readonly string[]): readonly HostRange[] => hostRanges(hosts.map(ownName));
