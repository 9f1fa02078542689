import type { Profile } from '../profile/profile.ts';
import type { PlanView } from './plan-view.ts';

/** The most things that a run does at a time. */
export const maxAtOnce = 24;

/** The most connections at a time to one host. */
export const maxPerHost = 4;

/** The most names that are looked up at a time; fewer where the program has fewer threads to wait for them. */
export const maxLookups = 8;

/** How many names are expected to be looked up at a time, whatever the threads. */
const expectedLookups = 4;

/** How often a probe asks at most: what gets no answer or is cut off is tried once more. */
export const maxAttempts = 2;

/** A lookup asks several servers several times, so it may take that many times as long as a connection. */
const lookupFactor = 4;

const connecting: readonly string[] = [
  'tcp',
  'tls',
  'http',
  'https',
  'proxy-connect',
  'latency',
  'sql-browser',
  'tds',
  'tns',
  'amqp',
];

type Planned = {
  readonly names: PlanView['names'];
  readonly checks: readonly Pick<PlanView['checks'][number], 'probes'>[];
};

/**
 * How long a run takes when no name server and no address answers, in ms: what a person who starts it should expect
 * at worst. A name with several addresses, or a server that accepts and then falls silent, can take longer, so this is
 * to be shown as "about", unless the profile sets a budget, which the run never exceeds.
 */
export function longestRunMs(plan: Planned, limits: Profile['limits']): number {
  const keys = new Set(plan.checks.flatMap(({ probes }) => probes));
  const hosts = [...keys]
    .map((key) => key.split(' '))
    .filter(([kind = '']) => connecting.includes(kind))
    .map(([, host = '']) => host);
  const perHost = [...new Set(hosts)].map((host) => hosts.filter((other) => other === host).length);
  const rounds = Math.max(
    Math.ceil(hosts.length / maxAtOnce),
    ...perHost.map((count) => Math.ceil(count / maxPerHost)),
  );
  const lookups = lookupFactor * Math.ceil(plan.names.length / expectedLookups);
  const longest = (maxAttempts * rounds + lookups) * limits.connectTimeoutMs;
  return limits.runBudgetMs === undefined ? longest : Math.min(longest, limits.runBudgetMs);
}
