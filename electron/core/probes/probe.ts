import type { MachineFacts } from '../../../shared/catalogue/check.ts';
import type { Fact, FactKind, FactOf } from '../../../shared/probe/fact.ts';
import { answerLimitMs } from '../../../shared/probe/kinds.ts';
import type { ProbeLimits } from '../../../shared/probe/limits.ts';
import type { Outcome } from '../../../shared/probe/outcome.ts';
import type { ProbeKind, ProbeRequest, RequestOf, ServicePort } from '../../../shared/probe/probe-request.ts';
import { longest } from '../../../shared/words/lengths.ts';
import type { Attempt, Clock, Network, Platform, SocketAddress, Wait } from '../base/world.ts';
import { plainText } from './plain-text.ts';
import type { LeadsToPublicAuthority } from './public-authorities.ts';
import type { RehearsalParty } from './rehearsal-party.ts';
import type { Trust } from './trusted-authorities.ts';

/** Everything that a probe may use. The network in it refuses whatever the plan does not list. */
export type ProbeContext = {
  readonly clock: Clock;
  readonly network: Network;
  readonly platform: Platform;
  /** The addresses of a host, looked up once in a run. An address is its own and asks nobody. */
  readonly resolve: (host: string) => Promise<Attempt<readonly string[]>>;
  /** What SQL Server Browser tells about an instance, asked once in a run. */
  readonly browse: (request: RequestOf<'sql-browser'>) => Promise<readonly FactOf<'sql-browser'>[]>;
  /** Which authorities are trusted: those of this machine and those of the profile. Made at first use. */
  readonly trust: () => Trust;
  /** Whether a chain of certificates leads to a public authority, whichever this machine trusts. */
  readonly leadsToPublicAuthority: LeadsToPublicAuthority;
  /** This machine, by whose names and addresses a web server may call itself. */
  readonly machine: MachineFacts;
  /** Whether a connection of this run has shown already that an end takes none: to ask it again would tell nothing new. */
  readonly isSilent: (end: SocketAddress) => boolean;
  /** How long a connection is watched on which nobody says anything, in ms. */
  readonly watchMs: number;
  /** The part of this run in a rehearsal; null where it has none. */
  readonly rehearsal: RehearsalParty | null;
  readonly limits: ProbeLimits;
  readonly signal: AbortSignal;
};

/** The kind of fact that stands for a probe of which nothing was observed: its own, for `https` the handshake's. */
export type FactKindOf<K extends ProbeKind> = K extends FactKind ? K : 'tls';

/** What every fact says, whatever its kind. */
export type FactCommon = {
  readonly outcome: Outcome;
  readonly startedAt: string;
  readonly durationMs: number;
  readonly localAddress?: string;
  readonly localPort?: number;
  readonly remoteAddress?: string;
  readonly remotePort?: number;
  readonly code?: string;
};

/** Code that touches the world and returns facts. It never judges. */
export type Probe<K extends ProbeKind> = {
  /** Does what is asked. May throw: the engine then reports `unobserved`, and the run goes on. */
  readonly observe: (request: RequestOf<K>, context: ProbeContext) => Promise<readonly Fact[]>;
  /** The fact of this kind that tells only why nothing was observed. */
  readonly unobserved: (
    request: RequestOf<K>,
    common: FactCommon,
    platform: Platform,
  ) => FactOf<FactKindOf<K>>;
};

/** One probe for each kind of request: a missing one does not compile. */
export type Probes = { readonly [K in ProbeKind]: Probe<K> };

const roundMs = (ms: number): number => Math.round(ms * 1000) / 1000;

/** The ends of a connection, for a fact. */
export function ends(
  local: SocketAddress | null,
  remote: SocketAddress | null,
): Pick<FactCommon, 'localAddress' | 'localPort' | 'remoteAddress' | 'remotePort'> {
  const far = remote === null ? {} : { remoteAddress: remote.address, remotePort: remote.port };
  return local === null ? far : { localAddress: local.address, localPort: local.port, ...far };
}

/** The part of a fact that every kind shares. */
export function factCommon(
  outcome: Outcome,
  { startedAt, durationMs }: { readonly startedAt: Date; readonly durationMs: number },
  code: string | null = null,
): FactCommon {
  return {
    outcome,
    startedAt: startedAt.toISOString(),
    durationMs: roundMs(durationMs),
    ...(code === null ? {} : { code: plainText(code, longest.code) }),
  };
}

/** The port of a service for a fact about which nothing was observed; none where it would have been told. */
export const fixedPort = (port: ServicePort): Pick<FactCommon, 'remotePort'> =>
  typeof port === 'number' ? { remotePort: port } : {};

/** How long a probe may wait for a connection. */
export const connectWait = ({ limits, signal }: Pick<ProbeContext, 'limits' | 'signal'>): Wait => ({
  timeoutMs: limits.connectTimeoutMs,
  signal,
});

/** How long a probe may wait for the answer to a request: longer where the server may only be starting. */
export const requestWait = (
  request: ProbeRequest,
  { limits, signal }: Pick<ProbeContext, 'limits' | 'signal'>,
): Wait => ({ timeoutMs: answerLimitMs(request, limits), signal });

/** How long a probe may wait for an answer over an open connection. */
export const answerWait = ({ limits, signal }: Pick<ProbeContext, 'limits' | 'signal'>): Wait => ({
  timeoutMs: limits.answerTimeoutMs,
  signal,
});
