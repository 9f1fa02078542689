import { setMaxListeners } from 'node:events';
import { onTestFinished } from 'vitest';
import type { Network, Platform } from '../../../../electron/core/base/world.ts';
import { systemClock } from '../../../../electron/core/engine/system-clock.ts';
import { createPlatform } from '../../../../electron/core/platform/platform.ts';
import { probes } from '../../../../electron/core/probes/index.ts';
import { type OwnAuthorities, ownAuthorities } from '../../../../electron/core/probes/own-authorities.ts';
import type { Probe, ProbeContext, Probes } from '../../../../electron/core/probes/probe.ts';
import { publicAuthorities } from '../../../../electron/core/probes/public-authorities.ts';
import { askEveryBrowser } from '../../../../electron/core/probes/sql-browser.ts';
import { createSystemNetwork } from '../../../../electron/core/probes/system-network.ts';
import { trustedAuthorities } from '../../../../electron/core/probes/trusted-authorities.ts';
import type { MachineFacts } from '../../../../shared/catalogue/check.ts';
import { type Fact, type FactKind, type FactOf, factSchema } from '../../../../shared/probe/fact.ts';
import { type ProbeLimits, watchMs } from '../../../../shared/probe/limits.ts';
import type { ProbeRequest, RequestOf } from '../../../../shared/probe/probe-request.ts';
import { isAddress } from '../../../../shared/profile/host.ts';

/** Closes a server when the test that started it is over, and gives it back. */
export async function during<T extends { readonly close: () => Promise<void> }>(
  starting: Promise<T>,
): Promise<T> {
  const server = await starting;
  onTestFinished(server.close);
  return server;
}

export const machine: MachineFacts = { hostname: 'web1', os: 'test', addresses: ['192.0.2.10'] };

/** Short, so that a test of silence is quick. */
export const shortLimits: ProbeLimits = {
  connectTimeoutMs: 300,
  answerTimeoutMs: 300,
  lookupTimeoutMs: 300,
};

/** Generous, for tests in which an answer comes. */
const limits: ProbeLimits = { connectTimeoutMs: 5000, answerTimeoutMs: 5000, lookupTimeoutMs: 5000 };

/** The real network, except that names resolve as the table says: no question leaves the machine. */
export function networkWith(
  names: Readonly<Record<string, readonly string[] | { readonly code: string }>>,
  dnsServers: readonly string[] = [],
): Network {
  const network = createSystemNetwork({ clock: systemClock, dnsServers });
  return {
    ...network,
    lookup: async (host) => {
      const found = names[host] ?? { code: 'ENOTFOUND' };
      const timing = { startedAt: systemClock.now(), durationMs: 1 };
      return 'code' in found
        ? { ...timing, ok: false, code: found.code, local: null }
        : { ...timing, ok: true, value: found };
    },
  };
}

export type World = {
  readonly network?: Network;
  readonly platform?: Platform;
  readonly limits?: ProbeLimits;
  readonly watchMs?: number;
  readonly signal?: AbortSignal;
  readonly extraCas?: readonly string[];
  readonly publicCas?: readonly string[];
  readonly rehearsal?: ProbeContext['rehearsal'];
  /** Stands for the reading of this machine's authorities. */
  readonly readOwn?: () => OwnAuthorities;
};

/** The real probes, except that a connection on which nobody says anything counts as open soon. */
export const soonOpen: Probes = {
  ...probes,
  tcp: {
    ...probes.tcp,
    observe: (request, context) => probes.tcp.observe(request, { ...context, watchMs: 100 }),
  },
};

/** This machine's authorities, and public ones: read at first use and then kept, as a run does. */
let read: OwnAuthorities | null = null;
const readOnce = (): OwnAuthorities => {
  read ??= ownAuthorities();
  return read;
};
const usualTrust = trustedAuthorities([], readOnce);
const leadsToKnownAuthority = publicAuthorities();

function trustOf({ extraCas, readOwn }: World): ProbeContext['trust'] {
  return extraCas === undefined && readOwn === undefined
    ? usualTrust
    : trustedAuthorities(extraCas ?? [], readOwn ?? readOnce);
}

/** Everything that a probe needs, real but for what is given. */
export function contextOf(world: World = {}): ProbeContext {
  const network = world.network ?? networkWith({});
  const signal = world.signal ?? new AbortController().signal;
  setMaxListeners(0, signal);
  const wait = { timeoutMs: 5000, signal };
  const context: ProbeContext = {
    clock: systemClock,
    network,
    platform: world.platform ?? createPlatform(),
    resolve: async (host) =>
      isAddress(host)
        ? { startedAt: systemClock.now(), durationMs: 0, ok: true, value: [host] }
        : await network.lookup(host, wait),
    browse: (request) => askEveryBrowser(request, context),
    watchMs: world.watchMs ?? watchMs,
    trust: trustOf(world),
    leadsToPublicAuthority:
      world.publicCas === undefined ? leadsToKnownAuthority : publicAuthorities(world.publicCas),
    machine,
    isSilent: () => false,
    rehearsal: world.rehearsal ?? null,
    limits: world.limits ?? limits,
    signal,
  };
  return context;
}

/** Runs the real probe of a request and puts every fact to the project's schema. */
export async function observe<R extends ProbeRequest>(
  request: R,
  world: World = {},
): Promise<readonly FactOf<R['kind'] & FactKind>[]> {
  const probe = probes[request.kind] as Probe<R['kind']>;
  const facts = await probe.observe(request as unknown as RequestOf<R['kind']>, contextOf(world));
  return parsed(facts).filter((fact): fact is FactOf<R['kind'] & FactKind> => fact.kind === request.kind);
}

/** Everything that the real probe of a request reports, of whatever kind, put to the project's schema. */
export async function allFacts<R extends ProbeRequest>(
  request: R,
  world: World = {},
): Promise<readonly Fact[]> {
  const probe = probes[request.kind] as Probe<R['kind']>;
  return parsed(await probe.observe(request as unknown as RequestOf<R['kind']>, contextOf(world)));
}

/** The facts as the schema reads them; throws for one that does not fit. */
export const parsed = (facts: readonly Fact[]): readonly Fact[] =>
  facts.map((fact) => factSchema.parse(fact));

/** The fact of a second attempt that ended like the first; throws when there were not just these two. */
export function again<T extends Fact>(facts: readonly T[]): T {
  const [first, second, ...more] = facts;
  if (first === undefined || second?.attempt !== 2 || second.outcome !== first.outcome || more.length > 0)
    throw new RangeError(`${facts.length} facts instead of two equal attempts`);
  return second;
}

/** The only fact; throws when there are more or none. */
export function only<T>(facts: readonly T[]): T {
  const [fact, ...more] = facts;
  if (fact === undefined || more.length > 0) throw new RangeError(`${facts.length} facts instead of one`);
  return fact;
}
