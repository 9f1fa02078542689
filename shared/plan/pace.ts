import { connectionsPerSecond, maxPerHost } from '../probe/limits.ts';
import { isLoopback } from '../profile/host.ts';
import { nearPrefix, networkOf } from '../profile/networks.ts';
import type { Profile } from '../profile/profile.ts';
import { groupsByKey } from '../words/groups-by-key.ts';
import { counted } from '../words/phrases.ts';
import type { Plan } from './plan.ts';

/** How fast a run connects, for whoever looks after a firewall that counts connections. */
export type PlannedPace = {
  /** The most connections to other machines that begin in one second, in all. */
  readonly perSecond: number;
  /** The most connections that one host has at a time. */
  readonly perHost: number;
  /** The network (/24, or /64 of IPv6) in which most ends are that the plan names by address; null where it names none. */
  readonly densest: { readonly network: string; readonly ends: number } | null;
};

/** The pace of a plan. Where names lead is known only during the run, so only addresses count for the densest network. */
export function paceOf({
  contacts,
  profile,
}: Pick<Plan, 'contacts'> & { readonly profile: Pick<Profile, 'limits'> }): PlannedPace {
  const networks = groupsByKey(
    contacts.flatMap(({ host, protocol }) =>
      protocol === 'TCP' && !isLoopback(host) ? [networkOf(host, nearPrefix)] : [],
    ),
    (network) => network,
  );
  const [densest = null] = [...networks]
    .flatMap(([network, ends]) => (network === null ? [] : [{ network, ends: ends.length }]))
    .toSorted((left, right) => right.ends - left.ends);
  return { perSecond: connectionsPerSecond(profile), perHost: maxPerHost, densest };
}

/** The pace in words. */
export function paceText({ perSecond, perHost, densest }: PlannedPace): string {
  const most =
    densest === null ? '' : ` Most of the addresses above are in ${densest.network}: ${densest.ends}.`;
  return `At most ${counted(perSecond, 'new connection')} a second to other machines, in all and to any network (limits.connectionsPerSecond); at most ${perHost} at a time to one host.${most}`;
}
