import type { ProbeRequest } from '../plan/probe-request.ts';
import { hostAndPort, isLoopback } from '../profile/host.ts';
import { type Database, databasePorts } from '../profile/profile.ts';
import { type Place, placeWords } from '../profile/roles.ts';
import type { MachineFacts, PlanContext, Subject, Subjects } from './check.ts';

/** A place in the environment with its host. */
export type Target = { readonly place: Place; readonly host: string };

/** What is asked of an open port beyond TCP. */
export type Depth = 'none' | 'http' | 'tls';

export const planned = (subjects: readonly Subject[]): Subjects => ({ kind: 'planned', subjects });
export const notApplicable = (reason: string): Subjects => ({ kind: 'not-applicable', reason });
export const missing = (reason: string, remedy: string): Subjects => ({ kind: 'missing', reason, remedy });

/** Whether a host of the profile is this machine: a loopback name or address, its host name, or one of its addresses. */
export function isThisMachine(host: string, machine: MachineFacts): boolean {
  const name = machine.hostname.toLowerCase();
  return (
    host === 'localhost' ||
    isLoopback(host) ||
    host === name ||
    host.split('.')[0] === name ||
    machine.addresses.includes(host)
  );
}

/** The front-end servers of the profile; this machine alone when it is one and the profile lists none. */
export function frontEnds({ profile, roles }: PlanContext): readonly Target[] {
  const listed = profile.frontEnds.map(({ host }) => ({ place: 'front-end' as const, host }));
  return listed.length === 0 && roles.includes('front-end')
    ? [{ place: 'front-end', host: 'localhost' }]
    : listed;
}

export const controller = ({ profile }: PlanContext): Target => ({
  place: 'controller',
  host: profile.controller.host,
});

/** The Cache Invalidation Service: on the controller unless the profile says otherwise. */
export const cache = ({ profile }: PlanContext): Target => ({
  place: 'cache',
  host: profile.cache.host ?? profile.controller.host,
});

export const cachePort = ({ profile }: PlanContext): number => profile.cache.port ?? profile.ports.cache;

export const databasePort = (database: Database): number => database.port ?? databasePorts[database.engine];

/** The databases of one engine. */
export const databases = ({ profile }: PlanContext, engine: Database['engine']): readonly Database[] =>
  profile.databases.filter((database) => database.engine === engine);

/** This machine's host name, for a sentence such as "allow TCP 443 from …". */
const thisHost = ({ machine, profile }: PlanContext): string => profile.machine.name ?? machine.hostname;

/** The requests that prove a TCP service: its name, its port, and what speaks there. */
export function reachProbes(host: string, port: number, depth: Depth = 'none'): readonly ProbeRequest[] {
  const tcp: readonly ProbeRequest[] = [
    { kind: 'resolve', host },
    { kind: 'tcp', host, port },
  ];
  switch (depth) {
    case 'none':
      return tcp;
    case 'http':
      return [...tcp, { kind: 'http', host, port, path: '/', hostHeader: host }];
    case 'tls':
      return [...tcp, { kind: 'tls', host, port }];
  }
}

export type ReachSubject = {
  readonly from: Place;
  readonly to: Target;
  readonly port: number;
  readonly protocol: string;
  /** The service's name, for the sentences. */
  readonly service: string;
  /** Tells instances apart; the host unless given. `null` where there is only ever one. */
  readonly key?: string | null;
  readonly depth?: Depth;
  /** Another port of the same host that serves instead when this one is closed. */
  readonly fallbackPort?: number;
};

/** One connection from this machine, as a subject of the family `reach`. */
export function reachSubject(context: PlanContext, subject: ReachSubject): Subject {
  const { to, port } = subject;
  const key = subject.key === undefined ? to.host : subject.key;
  const fallback = subject.fallbackPort === undefined ? [] : reachProbes(to.host, subject.fallbackPort);
  return {
    ...(key === null ? {} : { key }),
    source: { place: subject.from, host: thisHost(context) },
    destination: { place: to.place, host: to.host, port, protocol: subject.protocol },
    probes: [...reachProbes(to.host, port, subject.depth), ...fallback.filter(({ kind }) => kind === 'tcp')],
    parameters: { service: subject.service, source: thisHost(context) },
    ...(subject.fallbackPort === undefined ? {} : { hints: { fallbackPort: String(subject.fallbackPort) } }),
  };
}

/** A local port, as a subject of the family `local-port`. `expected` lists process names that may hold it. */
export function localPortSubject(
  context: PlanContext,
  place: Place,
  port: number,
  service: string,
  expected: readonly string[],
): Subject {
  return {
    source: null,
    destination: { place, host: thisHost(context), port, protocol: 'TCP' },
    probes: [
      { kind: 'bind', address: '0.0.0.0', port },
      { kind: 'bind', address: '127.0.0.1', port },
      { kind: 'port-owner', port },
    ],
    parameters: { port: String(port), service },
    hints: { expected: expected.join(',') },
  };
}

/** A connection that others open to this machine, as a subject of the family `inbound`. */
export function inboundSubject(
  context: PlanContext,
  from: Place,
  to: Place,
  port: number,
  protocol: string,
): Subject {
  const host = thisHost(context);
  return {
    source: { place: from, host: null },
    destination: { place: to, host, port, protocol },
    probes: [],
    parameters: { from: placeWords[from].toLowerCase(), host, port: String(port) },
  };
}

/** How many connections a latency measurement makes. */
export const latencySamples = 20;

/** A latency measurement, as a subject of the family `latency`. */
export function latencySubject(
  context: PlanContext,
  from: Place,
  to: Target,
  port: number,
  key: string,
): Subject {
  const limit = context.profile.limits.latencyMs;
  return {
    key,
    source: { place: from, host: thisHost(context) },
    destination: { place: to.place, host: to.host, port, protocol: 'TCP' },
    probes: [
      { kind: 'resolve', host: to.host },
      { kind: 'latency', host: to.host, port, samples: latencySamples },
    ],
    parameters: { target: hostAndPort(to.host, port) },
    ...(limit === undefined ? {} : { hints: { limitMs: String(limit) } }),
  };
}

/** An answer of the profile, as a subject of the family `statement`. */
export function statementSubject(
  statement: 'as-required' | 'not-as-required' | 'not-stated',
  parameters: Readonly<Record<string, string>> = {},
): Subject {
  return { source: null, destination: null, probes: [], parameters, hints: { statement } };
}
