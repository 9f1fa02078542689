import { probeContact } from '../probe/kinds.ts';
import { maxAtOnce, maxAttempts, maxPerHost, probeLimits } from '../probe/limits.ts';
import type { Profile } from '../profile/profile.ts';
import type { Plan } from './plan.ts';

/** How many names are expected to be looked up at a time, whatever the threads. */
const expectedLookups = 4;

type Planned = Pick<Plan, 'names' | 'probes'> & { readonly profile: Pick<Profile, 'limits'> };

/**
 * How long a run takes when no name server and no address answers, in ms: what a person who starts it should expect
 * at worst. A name with several addresses, or a server that accepts and then falls silent, can take longer, so this is
 * to be shown as "about", unless the profile sets a budget, which the run never exceeds.
 */
export function longestRunMs({ names, probes, profile }: Planned): number {
  const { connectTimeoutMs, lookupTimeoutMs } = probeLimits(profile);
  const hosts = probes.flatMap(({ request }) => probeContact(request)?.host ?? []);
  const perHost = [...new Set(hosts)].map((host) => hosts.filter((other) => other === host).length);
  const rounds = Math.max(
    Math.ceil(hosts.length / maxAtOnce),
    ...perHost.map((count) => Math.ceil(count / maxPerHost)),
  );
  const lookups = Math.ceil(names.length / expectedLookups);
  const longest = maxAttempts * rounds * connectTimeoutMs + lookups * lookupTimeoutMs;
  const { runBudgetMs } = profile.limits;
  return runBudgetMs === undefined ? longest : Math.min(longest, runBudgetMs);
}
