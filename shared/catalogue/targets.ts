import type { ServicePort } from '../probe/probe-request.ts';
import { hostAndPort, isAddress, isLoopback } from '../profile/host.ts';
import { cacheTlsPort, type Database, databasePorts, defaultPorts } from '../profile/profile.ts';
import { type Place, serverRoles } from '../profile/roles.ts';
import type { Endpoint, MachineFacts, PlanContext } from './check.ts';

/** A place in the environment with its host. */
export type Target = { readonly role: Place; readonly host: string };

/** Whether two names can mean one host: equal, or equal up to the domain when one of them carries none. */
export function isSameName(left: string, right: string): boolean {
  if (left === right) return true;
  if (left.split('.')[0] !== right.split('.')[0] || (left.includes('.') && right.includes('.'))) return false;
  return !isAddress(left) && !isAddress(right);
}

/** Whether a host of the profile is this machine: a loopback name or address, its host name, or one of its addresses. */
export function isThisMachine(host: string, machine: MachineFacts): boolean {
  return (
    host === 'localhost' ||
    isLoopback(host) ||
    isSameName(host, machine.hostname.toLowerCase()) ||
    machine.addresses.includes(host)
  );
}

const listedFrontEnds = new WeakMap<PlanContext, boolean>();

/** Whether the profile's list of front-ends names this machine; found once for a plan, because the list may be long. */
function isListedFrontEnd(context: PlanContext): boolean {
  const known = listedFrontEnds.get(context);
  if (known !== undefined) return known;
  const isListed = context.profile.frontEnds.some(({ host }) => isThisMachine(host, context.machine));
  listedFrontEnds.set(context, isListed);
  return isListed;
}

/**
 * Whether a destination may be this machine itself: it has that role, or the profile names it there. A front-end whose
 * own name stands in the list of front-ends is none of the others. LifeTime and what it manages are different machines.
 * A profile that says localhost means this machine: whether it has that role is a question of its own (requirement B4).
 */
export function mayBeThisMachine(context: PlanContext, from: Place, { role, host }: Target): boolean {
  const { machine, roles } = context;
  const isNamed = isThisMachine(host, machine);
  if (host === 'localhost' || isLoopback(host)) return true;
  if (from === 'lifetime') return isNamed;
  switch (role) {
    case 'cache':
      return roles.includes('controller') || isNamed;
    case 'front-end':
      return roles.includes(role) && (isNamed || !isListedFrontEnd(context));
    case 'controller':
    case 'lifetime':
    case 'container-runtime':
      return roles.includes(role);
    case 'server':
      return roles.some((own) => serverRoles.some((server) => server === own));
    default:
      return isNamed;
  }
}

/** The front-end servers of the profile; this machine alone when it is one and the profile lists none. */
export function frontEnds({ profile, roles }: PlanContext): readonly Target[] {
  const listed = profile.frontEnds.map(({ host }) => ({ role: 'front-end' as const, host }));
  return listed.length === 0 && roles.includes('front-end')
    ? [{ role: 'front-end', host: 'localhost' }]
    : listed;
}

export const controller = ({ profile }: PlanContext): Target => ({
  role: 'controller',
  host: profile.controller.host,
});

/** The Cache Invalidation Service: on the controller unless the profile says otherwise. */
export const cache = ({ profile }: PlanContext): Target => ({
  role: 'cache',
  host: profile.cache.host ?? profile.controller.host,
});

/** The port that the Cache Invalidation Service has unless the profile moves it: with TLS it is another one. */
export const usualCachePort = ({ profile }: Pick<PlanContext, 'profile'>): number =>
  profile.cache.tls ? cacheTlsPort : defaultPorts.cache;

export function cachePort({ profile }: Pick<PlanContext, 'profile'>): number {
  const { cache: own, ports } = profile;
  if (own.port !== undefined) return own.port;
  return ports.cache === defaultPorts.cache ? usualCachePort({ profile }) : ports.cache;
}

/** Whether the Cache Invalidation Service runs on this controller, which is where it is unless the profile moves it. */
export const isCacheHost = ({ profile, machine, roles }: PlanContext): boolean =>
  roles.includes('controller') &&
  (profile.cache.host === undefined || isThisMachine(profile.cache.host, machine));

/** The port on which SQL Server Browser answers, over UDP ([MC-SQLR] section 2.1). */
export const sqlBrowserPort = 1434;

/** The name under which SQL Server's clients know the default instance, which has a port of its own. */
const defaultInstance = 'mssqlserver';

/** A database's port. That of a named SQL Server instance without a port is told by SQL Server Browser during the run. */
export function databasePort({ engine, port, instance }: Database): ServicePort {
  if (port !== undefined) return port;
  const isNamed =
    engine === 'sqlserver' && instance !== undefined && instance.toLowerCase() !== defaultInstance;
  return isNamed ? { instance, browserPort: sqlBrowserPort } : databasePorts[engine];
}

/** A service in a sentence: `host:port`, or `host\\instance` where the port is told during the run. */
export const serviceText = (host: string, port: ServicePort): string =>
  typeof port === 'number' ? hostAndPort(host, port) : `${host}\\${port.instance}`;

/** The databases of one engine. */
export const databases = ({ profile }: PlanContext, engine: Database['engine']): readonly Database[] =>
  profile.databases.filter((database) => database.engine === engine);

/** The hosts of one role that are not this machine. */
export function otherHosts(context: PlanContext, role: 'controller' | 'front-end'): readonly string[] {
  const listed = role === 'controller' ? [controller(context)] : frontEnds(context);
  return listed.filter(({ host }) => !isThisMachine(host, context.machine)).map(({ host }) => host);
}

/**
 * The other servers of the environment that open connections to this one, by role. The host is given where there is
 * exactly one. Empty when this machine is the only server of those roles.
 */
export function otherServers(
  context: PlanContext,
  wanted: readonly ('controller' | 'front-end')[],
): readonly Endpoint[] {
  const others = (role: 'controller' | 'front-end'): readonly Endpoint[] => {
    const remote = otherHosts(context, role);
    if (remote.length === 0 && context.roles.includes(role)) return [];
    return [{ role, host: remote.length === 1 ? (remote[0] ?? null) : null }];
  };
  return wanted.flatMap(others);
}

/** The servers that system operators log in to: controller and front-ends, each host once. */
export function administeredServers(context: PlanContext): readonly Target[] {
  const hosts = [controller(context), ...frontEnds(context)].map(({ host }) => host);
  return [...new Set(hosts)].map((host) => ({ role: 'server', host }));
}
