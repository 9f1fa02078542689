import type { ServicePort } from '../../probe/probe-request.ts';
import { databasePorts, defaultPorts, type PortName, portTitles } from '../../profile/profile.ts';
import { once } from '../../words/once.ts';
import { type CheckDefinition, isWindows, type PlanContext, type Subject } from '../check.ts';
import { configuration, installedRulings } from '../families/configuration.ts';
import { statementRulings } from '../families/statement.ts';
import { type Parameter, param } from '../parameter.ts';
import { planned, statementSubject } from '../subjects.ts';
import { cachePort, databasePort, isCacheHost, usualCachePort } from '../targets.ts';

const services = Object.keys(portTitles) as readonly PortName[];

const portOf = (context: PlanContext, name: PortName): number =>
  name === 'cache' ? cachePort(context) : context.profile.ports[name];

const usualPortOf = (context: PlanContext, name: PortName): number =>
  name === 'cache' ? usualCachePort(context) : defaultPorts[name];

const portParameter = (port: ServicePort): Parameter =>
  typeof port === 'number'
    ? param.number(port)
    : param.phrase('instance-port', { instance: param.name(port.instance) });

function changedPorts(context: PlanContext): readonly Parameter[] {
  const changed = (name: string, port: ServicePort, usual: number): readonly Parameter[] =>
    port === usual
      ? []
      : [
          param.phrase('changed-port', {
            service: param.keep(name),
            port: portParameter(port),
            usual: param.number(usual),
          }),
        ];
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
  if (other !== undefined && isCacheHost(context)) {
    const shared = {
      first: param.keep(portTitles.cache),
      second: param.keep(portTitles[other]),
      port: param.number(port),
    };
    return statementSubject('not-as-required', { ...shared, list: param.phrase('two-services', shared) });
  }
  const changed = changedPorts(context);
  const list = changed.length === 0 ? param.keep('none') : param.list('comma', changed);
  return statementSubject('as-required', { list });
}

/**
 * Windows answers a refusal with two more attempts, half a second apart, and takes about two seconds for it (Winsock,
 * `TcpMaxConnectRetransmissions` and the refused connect).
 */
const shortestLimitMs = 3000;

function configurationSubject(context: PlanContext): Subject {
  const stated = portStatement(context);
  const { platformVersion } = context.profile.environment;
  const limit = context.profile.limits.connectTimeoutMs;
  return {
    ...stated,
    probes: [{ kind: 'installation' }],
    parameters: { ...stated.parameters, limit: param.milliseconds(limit) },
    hints: {
      ...stated.hints,
      ...(isWindows(context.machine) && limit < shortestLimitMs ? { limit: 'too-short' } : {}),
      ...(platformVersion === undefined ? {} : { platformVersion }),
    },
  };
}

export const locConfig: CheckDefinition = {
  id: 'loc-config',
  requirements: ['B3'],
  title: 'Every service has a port of its own, and the profile fits what is installed',
  why: 'All checks use the ports of the profile, so they must be those of the Configuration Tool.',
  group: 'this-machine',
  severity: 'advisory',
  direction: 'local',
  roles: 'any',
  family: configuration,
  rulings: once(() => ({
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
          'Give each service a port of its own in the Configuration Tool and in [[the profile (ports, cache.port)|Netready]].',
        owner: 'you',
        asks: ['ports', 'cache.port'],
      },
      'not-stated': {
        verdict: 'unknown',
        reason: 'The ports are not stated.',
        remedy:
          '[[Put the ports of the Configuration Tool into the profile (ports)|Give the ports as the Configuration Tool has them]].',
        owner: 'you',
        asks: ['ports'],
      },
    }),
  })),
  plan: (context) => planned([configurationSubject(context)]),
};
