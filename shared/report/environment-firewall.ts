import { catalogue } from '../catalogue/catalogue.ts';
import { checksInForce } from '../catalogue/in-force.ts';
import { buildPlan } from '../plan/build-plan.ts';
import { isAddress } from '../profile/host.ts';
import type { Profile } from '../profile/profile.ts';
import type { Role } from '../profile/roles.ts';
import { combinedRequests, type FirewallRow, firewallRequestOfPlan } from './firewall-request.ts';

/** A server of an environment, as its profile names it, and what it is for. */
export type EnvironmentServer = { readonly host: string; readonly roles: readonly Role[] };

/**
 * The servers that a profile names, each host once with all its roles. LifeTime is one of them only as the other end:
 * it has an environment, and a profile, of its own.
 */
export function serversOf({
  controller,
  frontEnds,
  containerRuntimes,
}: Profile): readonly EnvironmentServer[] {
  const named: readonly (readonly [Role, string])[] = [
    ['controller', controller.host],
    ...frontEnds.map(({ host }) => ['front-end', host] as const),
    ...containerRuntimes.map(({ host }) => ['container-runtime', host] as const),
  ];
  const servers = new Map<string, Role[]>();
  for (const [role, host] of named) {
    const roles = servers.get(host.toLowerCase()) ?? [];
    servers.set(host.toLowerCase(), roles.includes(role) ? roles : [...roles, role]);
  }
  return [...servers].map(([host, roles]) => ({ host, roles }));
}

/** The connections that one server opens and takes, from the profile of its environment alone. */
function requestOf(server: EnvironmentServer, profile: Profile): readonly FirewallRow[] {
  const own: Profile = {
    ...profile,
    machine: { ...profile.machine, roles: [...server.roles], name: server.host },
  };
  const machine = { hostname: server.host, os: '', addresses: isAddress(server.host) ? [server.host] : [] };
  return firewallRequestOfPlan(buildPlan(checksInForce(catalogue, own), own, machine));
}

/**
 * The connections that a whole environment needs, each once: what every server that the profile names opens and takes.
 * Nothing was tried for it.
 */
export const firewallRequestOfEnvironment = (profile: Profile): readonly FirewallRow[] =>
  combinedRequests(serversOf(profile).map((server) => requestOf(server, profile)));
