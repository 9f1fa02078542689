import type { ServicePort } from '../../probe/probe-request.ts';
import { databasePorts, defaultPorts, type PortName, portTitles } from '../../profile/profile.ts';
import type { CheckDefinition, PlanContext, Subject } from '../check.ts';
import { configuration, installedRulings } from '../families/configuration.ts';
import { statementRulings } from '../families/statement.ts';
import { planned, statementSubject } from '../subjects.ts';
import { cachePort, databasePort, isCacheHost, usualCachePort } from '../targets.ts';

const services = Object.keys(portTitles) as readonly PortName[];

const portOf = (context: PlanContext, name: PortName): number =>
  name === 'cache' ? cachePort(context) : context.profile.ports[name];

const usualPortOf = (context: PlanContext, name: PortName): number =>
  name === 'cache' ? usualCachePort(context) : defaultPorts[name];

function changedPorts(context: PlanContext): readonly string[] {
  const changed = (name: string, port: ServicePort, usual: number): readonly string[] => {
    if (port === usual) return [];
    const text = typeof port === 'number' ? String(port) : `of the instance ${port.instance}`;
    return [`${name} ${text} (default ${usual})`];
  };
  return [
    ...services.flatMap((name) =>
      changed(portTitles[name], portOf(context, name), usualPortOf(context, name)),
    ),
    ...context.profile.databases.flatMap((database) =>
      changed(`${database.purpose} database`, databasePort(database), databasePorts[database.engine]),
    ),
  ];
}

/** The profile's schema keeps `ports` distinct; `cache.port`, which may belong to another machine, it cannot. */
function portStatement(context: PlanContext): Subject {
  const port = cachePort(context);
  const other = services.find((name) => name !== 'cache' && portOf(context, name) === port);
  return other !== undefined && isCacheHost(context)
    ? statementSubject('not-as-required', { list: `${portTitles.cache} and ${portTitles[other]} (${port})` })
    : statementSubject('as-required', { list: changedPorts(context).join(', ') || 'none' });
}

function configurationSubject(context: PlanContext): Subject {
  const stated = portStatement(context);
  const { platformVersion } = context.profile.environment;
  return {
    ...stated,
    probes: [{ kind: 'installation' }],
    hints: { ...stated.hints, ...(platformVersion === undefined ? {} : { platformVersion }) },
  };
}

export const locConfig: CheckDefinition = {
  id: 'loc-config',
  requirements: ['B3'],
  title: 'Every service has a port of its own, and the profile fits what is installed',
  failureTitle: 'Two services share a port',
  why: 'All checks use the ports of the profile, so they must be those of the Configuration Tool.',
  group: 'this-machine',
  severity: 'advisory',
  direction: 'local',
  roles: 'any',
  family: configuration,
  rulings: {
    ...installedRulings,
    ...statementRulings({
      'as-required': {
        verdict: 'pass',
        reason: 'Ports of the profile that differ from the defaults: {list}.',
        remedy: null,
        owner: null,
      },
      'not-as-required': {
        verdict: 'fail',
        reason: 'The profile gives one port of this machine to two services: {list}.',
        remedy:
          'Give each service a port of its own in the Configuration Tool and in the profile (ports, cache.port).',
        owner: 'you',
      },
      'not-stated': {
        verdict: 'unknown',
        reason: 'The ports are not stated.',
        remedy: 'Put the ports of the Configuration Tool into the profile (ports).',
        owner: 'you',
      },
    }),
  },
  plan: (context) => planned([configurationSubject(context)]),
};
