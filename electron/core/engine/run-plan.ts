import type { Plan, PlannedProbe } from '../../../shared/plan/plan.ts';
import { type Fact, factSchema } from '../../../shared/probe/fact.ts';
import { probeKey } from '../../../shared/probe/kinds.ts';
import {
  connectionsPerSecond,
  loneWatchMs,
  maxLatencies,
  probeLimits,
  watchMs,
} from '../../../shared/probe/limits.ts';
import type { ProbeKind, ProbeRequest, RequestOf } from '../../../shared/probe/probe-request.ts';
import type { Gathered } from '../../../shared/run/assemble-result.ts';
import type { RunEvent } from '../../../shared/run/event.ts';
import { fitTo } from '../../../shared/words/fit-to-schema.ts';
import { codeOf } from '../base/error-code.ts';
import type { Network, World } from '../base/world.ts';
import { probes as allProbes } from '../probes/index.ts';
import { createLimiter } from '../probes/limiter.ts';
import { factCommon, type Probe, type ProbeContext, type Probes } from '../probes/probe.ts';
import { abortError } from '../probes/probe-error.ts';
import { publicAuthorities } from '../probes/public-authorities.ts';
import type { RehearsalParty } from '../probes/rehearsal-party.ts';
import { askEveryBrowser } from '../probes/sql-browser.ts';
import { trustedAuthorities } from '../probes/trusted-authorities.ts';
import { countContacts } from './count-contacts.ts';
import { guardNetwork } from './guard-network.ts';
import { type LimitedWorld, limitWorld } from './limited-world.ts';
import { nullAfterGrace } from './null-after-grace.ts';
import { createPace } from './pace.ts';
import { createQuietPath, type QuietPath } from './quiet-path.ts';
import { createSharedBrowser } from './shared-browser.ts';
import { createSharedResolver } from './shared-resolver.ts';
import { createSilentEnds } from './silent-ends.ts';
import { stopSignal } from './stop-signal.ts';

export type RunOptions = {
  /** Aborted by the person; the run then ends at once, with a fact for every probe. */
  readonly signal: AbortSignal;
  /** Hears what happens, in order. It must not throw. */
  readonly onEvent?: (event: RunEvent) => void;
  /** Authorities to trust besides those of this machine, in PEM (the profile's `caFile`). */
  readonly extraCas?: readonly string[];
  /** Authorities that count as public, in PEM; those that this program carries unless given. */
  readonly publicCas?: readonly string[];
  /** The part of this run in a rehearsal; it has none unless given. */
  readonly rehearsal?: RehearsalParty;
  /** Other probes than the real ones, for example one that breaks. */
  readonly probes?: Probes;
};

/** What one probe may use, and the end of it. */
type ProbeWorld = { readonly context: ProbeContext; readonly close: () => void };

/**
 * What a probe is to the connections of the run: it makes the one that others wait for, asks whether a listener stands in
 * for the service, goes deeper into the service, or is last.
 */
type Part = 'connects' | 'rehearses' | 'goes-deeper' | 'measures';

/** What the probes of one run share. */
type Run = {
  readonly world: World;
  readonly probes: Probes;
  readonly signal: AbortSignal;
  readonly emit: (event: RunEvent) => void;
  readonly path: QuietPath;
  /** What was found so far, by probe key. */
  readonly facts: Map<string, readonly Fact[]>;
  readonly worldFor: (part: Part, watchMs: number, onTurn: () => void) => ProbeWorld;
};

const nobodyIsSilent = (): boolean => false;

/** The key of the connection to the host and port of a request; null where it goes nowhere, or not over TCP. */
function connectionKey(request: ProbeRequest): string | null {
  if (!('host' in request && 'port' in request) || request.kind === 'sql-browser') return null;
  return request.kind === 'proxy-connect'
    ? probeKey({ kind: 'tcp', host: request.proxy.host, port: request.proxy.port })
    : probeKey({ kind: 'tcp', host: request.host, port: request.port });
}

const hostOf = ({ request }: PlannedProbe): string => ('host' in request ? request.host : '');

/** The first of each key, in order. */
function onePerKey(planned: readonly PlannedProbe[]): readonly PlannedProbe[] {
  const keys = new Set<string>();
  return planned.filter(({ key }) => !keys.has(key) && keys.add(key));
}

/** The probe of a request, typed for requests of any kind: the table has the one for this kind under its name. */
function probeFor(probes: Probes, { kind }: RequestOf<ProbeKind>): Probe<ProbeKind> {
  return probes[kind] as Probe<ProbeKind>;
}

/** The only fact of a probe that was stopped or broke. */
function unobserved(
  { request }: PlannedProbe,
  run: Run,
  timing: { readonly startedAt: Date; readonly durationMs: number },
  error: unknown,
): readonly Fact[] {
  const outcome = run.signal.aborted ? 'cancelled' : 'probe-failed';
  const code = codeOf(run.signal.aborted ? abortError(run.signal) : error);
  const common = factCommon(outcome, timing, code);
  return [probeFor(run.probes, request).unobserved(request, common, run.world.platform)];
}

function partOf({ request }: PlannedProbe): Part {
  switch (request.kind) {
    case 'tcp':
      return 'connects';
    case 'rehearsal':
      return 'rehearses';
    case 'latency':
      return 'measures';
    default:
      return 'goes-deeper';
  }
}

/**
 * Runs a probe and keeps its facts. In one piece, as are the other functions on the way to a connection: thousands wait at a
 * time, and each async function in which they do holds half a KiB.
 */
async function gather(planned: PlannedProbe, run: Run, isLone: boolean): Promise<void> {
  const { key, request } = planned;
  const { clock } = run.world;
  const part = partOf(planned);
  let isStarted = false;
  const onTurn = () => {
    if (isStarted) return;
    isStarted = true;
    run.emit({ kind: 'probe-started', key, at: clock.now().toISOString() });
  };
  if (part !== 'measures') run.path.begin();
  try {
    const { context, close } = run.worldFor(part, isLone ? loneWatchMs : watchMs, onTurn);
    const startedAt = clock.now();
    const start = clock.monotonicMs();
    let found: readonly Fact[] | null = null;
    let failure: unknown = null;
    try {
      if (!run.signal.aborted)
        found = await nullAfterGrace(probeFor(run.probes, request).observe(request, context), context.signal);
    } catch (error) {
      failure = error;
    }
    const durationMs = Math.max(0, clock.monotonicMs() - start);
    found ??= unobserved(planned, run, { startedAt, durationMs }, failure);
    const facts = found.map((fact) => fitTo(factSchema, fact));
    close();
    run.facts.set(key, facts);
    run.emit({ kind: 'probe-finished', key, facts });
  } finally {
    if (part !== 'measures') run.path.end();
  }
}

/**
 * Runs every probe once. What goes deeper into an end waits until the connection to that end has shown whether anybody
 * takes it, and asks nothing where a listener of a rehearsal stands in for the service. A port that is spoken to only where
 * a listener of the same host has named it waits for what that one says. Latency is measured when nothing else of the run
 * is under way but waiting for ends that do not answer, so that it is that of the network.
 */
async function runProbes(planned: readonly PlannedProbe[], run: Run): Promise<Gathered['facts']> {
  const { facts } = run;
  const parts = (part: Part): readonly PlannedProbe[] => planned.filter((probe) => partOf(probe) === part);
  const connections = new Map<string, Promise<void>>();
  const connected = (probe: PlannedProbe): Promise<void> | undefined =>
    connections.get(connectionKey(probe.request) ?? '');
  const askedFurther = new Set(parts('goes-deeper').map(({ request }) => connectionKey(request)));
  const gatherHere = (probe: PlannedProbe): Promise<void> => gather(probe, run, !askedFurther.has(probe.key));
  const rehearsals = new Map<string, Promise<void>>();
  const gatherAfterConnection = async (probe: PlannedProbe): Promise<void> => {
    await connected(probe);
    await gatherHere(probe);
  };
  const standIns = new Set<string>();
  const rehearse = async (probe: PlannedProbe, end: string): Promise<void> => {
    await gatherAfterConnection(probe);
    const isProven = facts
      .get(probe.key)
      ?.some((fact) => fact.kind === 'rehearsal' && fact.reached === 'answer');
    if (isProven === true) standIns.add(end);
  };
  const startRehearsal = (probe: PlannedProbe, ready: Promise<unknown>): void => {
    const end = connectionKey(probe.request) ?? '';
    rehearsals.set(
      end,
      ready.then(() => rehearse(probe, end)),
    );
  };
  const gatherFromService = async (probe: PlannedProbe): Promise<void> => {
    const end = connectionKey(probe.request) ?? '';
    await rehearsals.get(end);
    if (!standIns.has(end)) return gatherAfterConnection(probe);
    facts.set(probe.key, []);
    run.emit({ kind: 'probe-finished', key: probe.key, facts: [] });
  };
  const measureInTurn = async (probes: Iterable<PlannedProbe>): Promise<void> => {
    for (const probe of probes) {
      await connected(probe);
      await gatherHere(probe);
    }
  };

  for (const probe of parts('connects')) connections.set(probe.key, gatherHere(probe));
  const isListedOnly = ({ request }: PlannedProbe): boolean =>
    request.kind === 'rehearsal' && request.isListedOnly === true;
  const naming = parts('rehearses').filter((probe) => !isListedOnly(probe));
  for (const probe of naming) startRehearsal(probe, Promise.resolve());
  for (const probe of parts('rehearses').filter(isListedOnly)) {
    const ofHost = naming.filter((other) => hostOf(other) === hostOf(probe));
    startRehearsal(
      probe,
      Promise.all(ofHost.map(({ request }) => rehearsals.get(connectionKey(request) ?? ''))),
    );
  }
  const deeper = [...rehearsals.values(), ...parts('goes-deeper').map(gatherFromService)];
  await run.path.quiet();
  const isWaiting = (probe: PlannedProbe): boolean =>
    connected(probe) !== undefined && !facts.has(connectionKey(probe.request) ?? '');
  const measured = parts('measures').toSorted(
    (left, right) => Number(isWaiting(left)) - Number(isWaiting(right)),
  );
  const inTurn = measured.values();
  const measuring = Array.from({ length: maxLatencies }, () => measureInTurn(inTurn));
  await Promise.all([...connections.values(), ...deeper, ...measuring]);
  return new Map(planned.map(({ key }) => [key, facts.get(key) ?? []]));
}

/**
 * Gathers the facts of a plan: each probe once, connections first, as far as the limits allow. It contacts only what the
 * plan lists. A probe that breaks gives one fact that says so and the run goes on; a run that is stopped,
 * by the person or by its budget, ends at once with a fact for every probe.
 * @returns facts by probe key, and what was contacted how often
 */
export async function runPlan(plan: Plan, world: World, options: RunOptions): Promise<Gathered> {
  const { limits } = plan.profile;
  const stop = stopSignal(options.signal, limits.runBudgetMs);
  const { signal } = stop;
  const emit = options.onEvent ?? (() => undefined);
  const { network, contacted } = countContacts(world.network, (contact) =>
    emit({ kind: 'contacted', contact }),
  );
  const platform = world.platform.forRun?.() ?? world.platform;
  const guarded: World = { ...world, platform, network: guardNetwork(plan, network, world.clock) };
  const limiter = createLimiter();
  const resolver = createSharedResolver(world.clock);
  const browser = createSharedBrowser();
  const trust = trustedAuthorities(options.extraCas ?? []);
  const leadsToPublicAuthority = publicAuthorities(options.publicCas);
  const timeouts = probeLimits(plan.profile);
  const path = createQuietPath();
  const heeded = path.heeding(guarded.network);
  const silent = createSilentEnds();
  const pace = createPace(connectionsPerSecond(plan.profile), world.clock);

  const limited = (network: Network): LimitedWorld =>
    limitWorld({ ...guarded, network }, limiter, pace, plan.machine);
  const deeper = limited(heeded);
  const worlds: Readonly<Record<Part, LimitedWorld>> = {
    connects: limited(silent.learning(heeded)),
    rehearses: deeper,
    'goes-deeper': deeper,
    measures: limited(guarded.network),
  };

  /** For the many that connect and measure, which ask the system nothing. */
  const platformOfAll = deeper.platformFor({ signal, onTurn: () => undefined });

  const worldFor = (part: Part, watchMs: number, onTurn: () => void): ProbeWorld => {
    const taker = { signal: stop.part(), onTurn };
    const { signal } = taker;
    const { networkFor, platformFor } = worlds[part];
    const { network, close } = networkFor(taker);
    const lookupWait = { timeoutMs: timeouts.lookupTimeoutMs, signal };
    const context: ProbeContext = {
      clock: world.clock,
      network: part === 'connects' ? network : silent.knowing(network),
      platform: part === 'goes-deeper' ? platformFor(taker) : platformOfAll,
      resolve: (host) => resolver(host, network, lookupWait),
      browse: (request) => browser(request, () => askEveryBrowser(request, context)),
      trust,
      leadsToPublicAuthority,
      machine: plan.machine,
      isSilent: part === 'connects' ? nobodyIsSilent : silent.has,
      watchMs,
      rehearsal: options.rehearsal ?? null,
      limits: timeouts,
      signal,
    };
    return { context, close };
  };

  const run: Run = {
    world: guarded,
    probes: options.probes ?? allProbes,
    signal,
    emit,
    path,
    facts: new Map(),
    worldFor,
  };
  const planned = onePerKey(plan.probes);
  emit({ kind: 'run-started', probes: planned.length });
  try {
    const facts = await runProbes(planned, run);
    emit({ kind: 'run-finished' });
    return { facts, contacted: contacted() };
  } finally {
    stop.dispose();
  }
}
