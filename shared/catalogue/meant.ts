import type { ListenerView } from '../probe/rehearsal-view.ts';
import type { Profile } from '../profile/profile.ts';
import type { Place } from '../profile/roles.ts';
import type { MachineFacts } from './check.ts';
import { isThisMachine } from './targets.ts';

type Whoami = {
  readonly profile: Profile;
  readonly machine: MachineFacts;
  /** What this machine listens for; also places that are no roles of OutSystems. */
  readonly roles: readonly Place[];
};

/**
 * Whether a host that somebody dialled is this machine, as far as its own profile tells. By its name or address it surely
 * is. By the profile it is another one where that has one place for each role, and this machine is not there: a front-end
 * of the list is not another one of it, and a machine without the controller's role is not the controller. An alias that
 * nobody can tell stays unknown.
 */
export function meantBy(wanted: string, { profile, machine, roles }: Whoami): ListenerView['meant'] {
  if (isThisMachine(wanted, machine)) return 'this';
  const frontEnds = profile.frontEnds.map(({ host }) => host);
  const runtimes = profile.containerRuntimes.map(({ host }) => host);
  const single = [
    { host: profile.controller.host, role: 'controller' },
    { host: profile.lifetime?.host, role: 'lifetime' },
    { host: profile.cache.host, role: 'cache' },
    ...profile.databases.map(({ host }) => ({ host, role: 'database' as const })),
  ] as const;
  const wantedRoles = single.filter(({ host }) => host === wanted).map(({ role }) => role);
  if (wantedRoles.some((role) => roles.includes(role))) return 'this';
  if (wantedRoles.includes('cache') && roles.includes('controller')) return 'this';
  const isListedElsewhere = (list: readonly string[]): boolean =>
    list.includes(wanted) && list.some((host) => isThisMachine(host, machine));
  if (isListedElsewhere(frontEnds) || isListedElsewhere(runtimes)) return 'another';
  return wantedRoles.includes('controller') || wantedRoles.includes('lifetime') ? 'another' : 'unknown';
}
