import { isPatient, probeContact } from '../probe/kinds.ts';
import {
  attemptsAtSilence,
  connectionsPerSecond,
  firstAnswerMs,
  maxPerHost,
  maxSockets,
  probeLimits,
} from '../probe/limits.ts';
import type { Profile } from '../profile/profile.ts';
import type { Plan } from './plan.ts';

/** How many names are expected to be looked up at a time, whatever the threads. */
const expectedLookups = 4;

type Planned = Pick<Plan, 'names' | 'probes'> & { readonly profile: Pick<Profile, 'limits'> };

/** How many different ends each host has that a plan may contact. */
function endsPerHost(probes: Planned['probes']): readonly number[] {
  const ends = new Map<string, Set<string>>();
  for (const { request } of probes) {
    const contact = probeContact(request);
    if (contact === null) continue;
    const { host, protocol, port, instance } = contact;
    ends.set(host, (ends.get(host) ?? new Set()).add(`${protocol} ${port ?? instance}`));
  }
  return [...ends.values()].map(({ size }) => size);
}

/**
 * How long a run takes when no name server and no address answers, or the web server of this machine only starts, in ms:
 * what a person who starts it should expect at worst. Whatever is asked of one end, its silence is waited for once. A name with several addresses, or a server that
 * accepts and then falls silent, can take longer, so this is to be shown as "about", unless the profile sets a budget,
 * which the run never exceeds.
 */
export function longestRunMs({ names, probes, profile }: Planned): number {
  const limits = probeLimits(profile);
  const perHost = endsPerHost(probes);
  const all = perHost.reduce((sum, count) => sum + count, 0);
  const rounds = Math.max(
    Math.ceil(all / maxSockets),
    ...perHost.map((count) => Math.ceil(count / maxPerHost)),
  );
  const asksUdp = probes.some(({ request }) => probeContact(request)?.protocol === 'UDP');
  const attempts = Math.max(
    rounds * attemptsAtSilence('tcp', limits),
    asksUdp ? attemptsAtSilence('udp', limits) : 0,
  );
  const lookups = Math.ceil(names.length / expectedLookups);
  const paceMs = Math.floor(all / connectionsPerSecond(profile)) * 1000;
  const silent = attempts * limits.connectTimeoutMs + lookups * limits.lookupTimeoutMs + paceMs;
  const starting = probes.some(({ request }) => isPatient(request)) ? firstAnswerMs : 0;
  const longest = Math.max(silent, starting);
  const { runBudgetMs } = profile.limits;
  return runBudgetMs === undefined ? longest : Math.min(longest, runBudgetMs);
}
