import type { Ruling } from './check.ts';

type Gap = Required<Pick<Ruling, 'headline' | 'reason' | 'asks'>> & { readonly remedy: string };

/** Answers that a profile can lack, so that a check of it cannot be planned: what is said of each. */
export const gaps = {
  'no-front-end': {
    headline: 'The profile lists no front-end server',
    reason: 'The profile lists no front-end server.',
    remedy: 'Add the front-end servers[[ to the profile (frontEnds)]].',
    asks: ['frontEnds'],
  },
  'no-database': {
    headline: 'The profile names no database',
    reason: 'The profile names no database.',
    remedy: 'Add the platform, logging and session databases[[ to the profile (databases)]].',
    asks: ['databases'],
  },
  'no-platform-database': {
    headline: 'The profile names no platform database',
    reason: 'The profile names no platform database.',
    remedy: 'Add the platform database[[ to the profile (databases, with the purpose platform)]].',
    asks: ['databases'],
  },
  'unnamed-database': {
    headline: 'The profile does not name the server of the {purpose} database',
    reason: 'There is a {purpose} database, and the profile does not name its server.',
    remedy:
      'Add the {purpose} database[[ to the profile (databases)]], or [[take it off the list of those without a server (unnamedDatabases)|say that there is none]].',
    asks: ['databases', 'unnamedDatabases'],
  },
  'no-container-runtime': {
    headline: 'The profile lists no container runtime',
    reason: 'The profile lists no container runtime.',
    remedy: 'Add the endpoints of the container runtimes[[ to the profile (containerRuntimes)]].',
    asks: ['containerRuntimes'],
  },
  'servers-instead-of-containers': {
    headline: 'The profile has applications on servers, but this is a container runtime',
    reason: 'This machine is a container runtime, but the profile says that applications run on servers.',
    remedy:
      '[[Set environment.hosting to "containers" in the profile|Say that applications run in containers]], or take the role off this machine[[ (machine.roles)]].',
    asks: ['environment.hosting', 'machine.roles'],
  },
  'containers-ended': {
    headline: 'The profile has containers, which this version of the platform has not',
    reason: 'The profile says that applications run in containers, which ended with OutSystems 11.23.0.',
    remedy:
      '[[Set environment.hosting to "servers" in the profile|Say that applications run on front-end servers]], or correct the version of the platform[[ (environment.platformVersion)]].',
    asks: ['environment.hosting', 'environment.platformVersion'],
  },
  'no-managed-server': {
    headline: 'The profile lists no {place} that LifeTime manages',
    reason: 'The profile lists no {place} that LifeTime manages.',
    remedy:
      'Add the servers of the managed environments to [[the profile (managedServers), with the role {role} where they have it|the list of their role]].',
    asks: ['managedServers'],
  },
  'no-platform-version': {
    headline: 'The profile does not name the version of the platform',
    reason: 'Whether this is needed depends on the version of the platform, which the profile does not name.',
    remedy:
      '[[Put the version that is or will be installed into the profile (environment.platformVersion)|Say which version is or will be installed]], for example 11.41.0.',
    asks: ['environment.platformVersion'],
  },
} as const satisfies Readonly<Record<string, Gap>>;

export type GapName = keyof typeof gaps;
