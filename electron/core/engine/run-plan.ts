import type { Plan, PlannedProbe } from '../../../shared/plan/plan.ts';
import { type Fact, factSchema } from '../../../shared/probe/fact.ts';
import { probeLimits } from '../../../shared/probe/limits.ts';
import type { ProbeKind, RequestOf } from '../../../shared/probe/probe-request.ts';
import type { Gathered } from '../../../shared/run/assemble-result.ts';
import type { RunEvent } from '../../../shared/run/event.ts';
import { fitTo } from '../../../shared/words/fit-to-schema.ts';
import { codeOf } from '../base/error-code.ts';
import type { World } from '../base/world.ts';
import { probes as allProbes } from '../probes/index.ts';
import { createLimiter } from '../probes/limiter.ts';
import { factCommon, type Probe, type ProbeContext, type Probes } from '../probes/probe.ts';
import { abortError } from '../probes/probe-error.ts';
import { publicAuthorities } from '../probes/public-authorities.ts';
import { askEveryBrowser } from '../probes/sql-browser.ts';
import { trustedAuthorities } from '../probes/trusted-authorities.ts';
import { countContacts } from './count-contacts.ts';
import { guardNetwork } from './guard-network.ts';
import { limitWorld } from './limited-world.ts';
import { nullAfterGrace } from './null-after-grace.ts';
import { createSharedBrowser } from './shared-browser.ts';
import { createSharedResolver } from './shared-resolver.ts';
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
  /** Other probes than the real ones, for example one that breaks. */
  readonly probes?: Probes;
};

/** What one probe may use, and the end of them. */
type ProbeWorld = { readonly context: ProbeContext; readonly close: () => void };

/** What the probes of one run share. */
type Run = {
  readonly world: World;
  readonly probes: Probes;
  readonly signal: AbortSignal;
  readonly emit: (event: RunEvent) => void;
  readonly worldFor: (onTurn: () => void) => ProbeWorld;
};

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

async function factsOf(planned: PlannedProbe, run: Run, context: ProbeContext): Promise<readonly Fact[]> {
  const { clock } = run.world;
  const startedAt = clock.now();
  const start = clock.monotonicMs();
  const nothing = (error: unknown) =>
    unobserved(planned, run, { startedAt, durationMs: Math.max(0, clock.monotonicMs() - start) }, error);
  if (run.signal.aborted) return nothing(null);
  try {
    const observing = probeFor(run.probes, planned.request).observe(planned.request, context);
    return (await nullAfterGrace(observing, run.signal)) ?? nothing(null);
  } catch (error) {
    return nothing(error);
  }
}

async function runProbe(planned: PlannedProbe, run: Run): Promise<readonly [string, readonly Fact[]]> {
  const { key } = planned;
  let isStarted = false;
  const start = () => {
    if (isStarted) return;
    isStarted = true;
    run.emit({ kind: 'probe-started', key, at: run.world.clock.now().toISOString() });
  };
  const { context, close } = run.worldFor(start);
  const found = await factsOf(planned, run, context);
  const facts = found.map((fact) => fitTo(factSchema, fact));
  close();
  run.emit({ kind: 'probe-finished', key, facts });
  return [key, facts];
}

/**
 * Gathers the facts of a plan: each probe once, in the plan's order as far as the limits allow. It contacts only
 * what the plan lists. A probe that breaks gives one fact that says so and the run goes on; a run that is stopped,
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

  const worldFor = (onTurn: () => void): ProbeWorld => {
    const limited = limitWorld(guarded, limiter, plan.machine, signal, onTurn);
    const lookupWait = { timeoutMs: timeouts.lookupTimeoutMs, signal };
    const context: ProbeContext = {
      ...limited.world,
      resolve: (host) => resolver(host, limited.world.network, lookupWait),
      browse: (request) => browser(request, () => askEveryBrowser(request, context)),
      trust,
      leadsToPublicAuthority,
      machine: plan.machine,
      limits: timeouts,
      signal,
    };
    return { context, close: limited.close };
  };

  const run: Run = { world: guarded, probes: options.probes ?? allProbes, signal, emit, worldFor };
  const planned = onePerKey(plan.probes);
  emit({ kind: 'run-started', probes: planned.length });
  try {
    const facts = new Map(await Promise.all(planned.map((probe) => runProbe(probe, run))));
    emit({ kind: 'run-finished' });
    return { facts, contacted: contacted() };
  } finally {
    stop.dispose();
  }
}
