import { isThisMachine } from '../../shared/catalogue/targets.ts';
import type { OperationOutput } from '../../shared/contract/dispatch.ts';
import { hostSchema, isLoopback } from '../../shared/profile/host.ts';
import type { Profile } from '../../shared/profile/profile.ts';
import { effectiveRoles, type Role } from '../../shared/profile/roles.ts';
import type { Answers } from './answers.ts';

/** What the host says about this machine and this program. */
export type About = OperationOutput<'app.describe'>;

/** The name by which other servers know this machine; `localhost` where its own name is none that can be asked for. */
export function ownHost(about: About): string {
  const parsed = hostSchema.safeParse(about.machine.hostname);
  return parsed.success ? parsed.data : 'localhost';
}

/**
 * The answers with this machine's own name where its roles put it, so that the file serves the other servers too;
 * and without it where a role was taken back.
 */
export function withOwnHost(answers: Answers, about: About): Answers {
  const own = ownHost(about);
  const roles = effectiveRoles(answers.roles);
  const fill = (value: string, role: Role): string => {
    if (roles.includes(role)) return value.trim() === '' ? own : value;
    return value.trim() === own ? '' : value;
  };
  return {
    ...answers,
    controllerHost: fill(answers.controllerHost, 'controller'),
    frontEnds: fill(answers.frontEnds, 'front-end'),
    lifetimeHost:
      answers.lifetimeHost.trim() === own && roles.includes('lifetime') ? '' : answers.lifetimeHost,
  };
}

/** Whether a host means whichever machine reads it: the same words mean another one on the next server. */
const isLocalhost = (host: string): boolean => host === 'localhost' || isLoopback(host);

/** Whether a profile names a server of the environment by a word that means another machine on each. */
export function namesLocalhost({ controller, frontEnds, databases, cache, lifetime }: Profile): boolean {
  const hosts = [
    controller.host,
    ...frontEnds.map(({ host }) => host),
    ...databases.map(({ host }) => host),
    ...(cache.host === undefined ? [] : [cache.host]),
    ...(lifetime === null ? [] : [lifetime.host]),
  ];
  return hosts.some(isLocalhost);
}

/** The roles that a profile gives to this machine by its name or addresses; empty when it names it nowhere. */
export function rolesInProfile(profile: Profile, about: About): readonly Role[] {
  const here = (host: string): boolean => !isLocalhost(host) && isThisMachine(host, about.machine);
  const isLifetime = profile.lifetime !== null && here(profile.lifetime.host);
  return [
    ...(here(profile.controller.host) ? (['controller'] as const) : []),
    ...(profile.frontEnds.some(({ host }) => here(host)) ? (['front-end'] as const) : []),
    ...(isLifetime ? (['lifetime'] as const) : []),
    ...(profile.containerRuntimes.some(({ host }) => here(host)) ? (['container-runtime'] as const) : []),
  ];
}
