import type { RunResult } from '../../shared/run/result.ts';
import { type Environment, environmentResults, type Server } from './environment-results.ts';

const domain = 'example.local';

const lifetime: Server = { name: 'lt', addresses: ['10.1.8.10'], roles: ['lifetime'] };

/** The servers of one of several environments: a controller and two front-ends in a network of their own. */
const serversOf = (prefix: string, net: number): readonly Server[] => [
  { name: `${prefix}ctl`, addresses: [`10.${net}.1.10`], roles: ['controller'] },
  { name: `${prefix}fe1`, addresses: [`10.${net}.2.11`], roles: ['front-end'] },
  { name: `${prefix}fe2`, addresses: [`10.${net}.2.12`], roles: ['front-end'] },
];

const production = serversOf('prd', 2);
const development = serversOf('acp', 3);

const hostOf = ({ name }: Server): string => `${name}.${domain}`;

const known: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  [...production, ...development, lifetime].map((server) => [hostOf(server), server.addresses]),
);

const environment = (
  name: string,
  servers: readonly Server[],
  changes: Partial<Environment> = {},
): Environment => {
  const [controller] = servers;
  if (controller === undefined) throw new Error('an environment has a controller');
  return {
    servers,
    addresses: { ...known, [`db.${domain}`]: ['10.1.9.11'] },
    ...changes,
    profile: {
      environment: { name, oneProvider: 'yes' },
      controller: { host: hostOf(controller) },
      frontEnds: servers.slice(1).map((server) => ({ host: hostOf(server) })),
      databases: [{ purpose: 'platform', engine: 'sqlserver', host: `db.${domain}` }],
      lifetime: { host: hostOf(lifetime) },
      ...changes.profile,
    },
  };
};

/** Results with ids that those of other environments do not have. */
const numbered = (results: readonly RunResult[], environmentNumber: number): readonly RunResult[] =>
  results.map((result) => ({
    ...result,
    id: result.id.replace('0f3c9a52', `0f3c9a${String(environmentNumber).padStart(2, '0')}`),
  }));

/**
 * The reports of two environments under one LifeTime: production, of which one front-end does not reach its controller, and
 * development, which is sound but made one report less; and that of LifeTime, whose profile is one of its own.
 */
export function severalEnvironments(): {
  readonly production: readonly RunResult[];
  readonly development: readonly RunResult[];
  readonly lifetime: RunResult;
  readonly all: readonly RunResult[];
} {
  const first = numbered(
    environmentResults(
      environment('Production', production, {
        fault: ({ from, port }) => (from.name === 'prdfe2' && port === 12_000 ? 'timeout' : null),
      }),
    ),
    1,
  );
  const second = numbered(environmentResults(environment('Acceptance', development)), 2).slice(0, 2);
  const [shared] = numbered(
    environmentResults(
      environment('LifeTime', [lifetime], {
        profile: {
          frontEnds: [],
          managedServers: [...production, ...development].map((server) => ({
            host: hostOf(server),
            roles: [...server.roles],
          })),
        },
      }),
    ),
    3,
  );
  if (shared === undefined) throw new Error('LifeTime makes a report');
  return { production: first, development: second, lifetime: shared, all: [...first, ...second, shared] };
}
