import { z } from 'zod';
import { profileSchema } from '../../shared/profile/profile.ts';

/** A profile in which every field has something to lose. */
export const wholeProfile = {
  schemaVersion: 1,
  phase: 'before-install',
  machine: { name: 'web-01', roles: ['controller', 'front-end'] },
  environment: {
    name: 'Production',
    hosting: 'servers',
    hybrid: false,
    vpn: 'unknown',
    oneProvider: 'unknown',
    sslOffloading: 'unknown',
    parameterRecordAdded: 'unknown',
    servicePortsExposed: 'unknown',
    httpRegistered: false,
    platformVersion: '11.41.0',
  },
  controller: { host: 'ctrl' },
  cache: { host: 'cache', port: 5672, tls: false },
  frontEnds: [{ name: 'First', host: 'fe1' }],
  databases: [{ purpose: 'platform', engine: 'sqlserver', host: 'sql1', port: 1433, instance: 'ONE' }],
  unnamedDatabases: ['session'],
  lifetime: { host: 'lt' },
  managedServers: [{ host: 'managed', roles: ['front-end'] }],
  containerRuntimes: [{ host: 'container' }],
  ports: {
    http: 80,
    https: 443,
    deploymentController: 12000,
    deployment: 12001,
    scheduler: 12002,
    cache: 5672,
    deploymentControllerPrimary: 12100,
    deploymentPrimary: 12101,
    schedulerPrimary: 12102,
  },
  zones: [{ host: 'zone' }],
  edition: '2020',
  features: {
    mobileApps: false,
    architectureDashboard: false,
    itUserLogin: false,
    integrationBuilder: false,
    workflowBuilder: false,
  },
  proxy: { mode: 'manual', url: 'http://px01:8080', bypass: ['one.example.local'] },
  caFile: '/etc/one.pem',
  timestamp: { url: 'http://one.example.local/tsa' },
  limits: { connectTimeoutMs: 5000, runBudgetMs: 60_000, latencyMs: 10, connectionsPerSecond: 500 },
  overlays: ['health'],
  waivers: [{ check: 'in-rdp', reason: 'one reason' }],
};

/** For each field of the profile: another value than in `wholeProfile`. */
export const otherValues: Readonly<Record<string, unknown>> = {
  phase: 'after-install',
  'machine.name': 'web-02',
  'machine.roles[]': 'lifetime',
  'environment.name': 'Production Lisbon',
  'environment.hosting': 'containers',
  'environment.hybrid': true,
  'environment.vpn': 'yes',
  'environment.oneProvider': 'no',
  'environment.sslOffloading': 'yes',
  'environment.parameterRecordAdded': 'yes',
  'environment.platformVersion': '11.42.0',
  'controller.host': 'other',
  'cache.host': 'other',
  'cache.port': 5673,
  'cache.tls': true,
  'frontEnds[].name': 'Second',
  'frontEnds[].host': 'other',
  'databases[].purpose': 'logging',
  'databases[].engine': 'oracle',
  'databases[].host': 'other',
  'databases[].port': 1434,
  'databases[].instance': 'TWO',
  'unnamedDatabases[]': 'logging',
  'lifetime.host': 'other',
  'managedServers[].host': 'other',
  'managedServers[].roles[]': 'controller',
  'containerRuntimes[].host': 'other',
  'ports.http': 8080,
  'ports.https': 8443,
  'ports.deploymentController': 13000,
  'ports.deployment': 13001,
  'ports.scheduler': 13002,
  'ports.cache': 13003,
  'ports.deploymentControllerPrimary': 13100,
  'ports.deploymentPrimary': 13101,
  'ports.schedulerPrimary': 13102,
  'zones[].host': 'other',
  edition: '2025',
  'environment.servicePortsExposed': 'yes',
  'environment.httpRegistered': true,
  'features.itUserLogin': true,
  'features.integrationBuilder': true,
  'features.workflowBuilder': true,
  'features.mobileApps': true,
  'features.architectureDashboard': true,
  'proxy.mode': 'none',
  'proxy.url': 'http://px02:8080',
  'proxy.bypass[]': 'two.example.local',
  caFile: '/etc/two.pem',
  'timestamp.url': 'http://two.example.local/tsa',
  'limits.connectTimeoutMs': 6000,
  'limits.runBudgetMs': 70_000,
  'limits.latencyMs': 20,
  'limits.connectionsPerSecond': 200,
  'overlays[]': 'cache-tls',
  'waivers[].check': 'in-ssh',
  'waivers[].reason': 'another reason',
};

type Json = { readonly properties?: Record<string, Json>; readonly items?: Json; readonly anyOf?: Json[] };

/** The paths of all fields that a profile can have, from its schema: `frontEnds[].name`. */
function pathsOf({ properties, items, anyOf }: Json, path = ''): readonly string[] {
  if (items !== undefined) return pathsOf(items, `${path}[]`);
  if (anyOf?.some((option) => option.properties !== undefined) === true)
    return anyOf.flatMap((option) => (option.properties === undefined ? [] : pathsOf(option, path)));
  if (properties === undefined) return [path];
  return Object.entries(properties).flatMap(([key, inner]) =>
    pathsOf(inner, path === '' ? key : `${path}.${key}`),
  );
}

/** The same value with another one at a path; `[]` is the first entry of a list. */
export function put(value: unknown, path: string, other: unknown): unknown {
  if (path === '') return other;
  const [, head = '', list = '', rest = ''] = /^([^.[]*)(\[\])?\.?(.*)$/.exec(path) ?? [];
  const inner: unknown = Reflect.get(value as object, head);
  const changed =
    list === ''
      ? put(inner, rest, other)
      : (inner as unknown[]).map((entry, index) => (index === 0 ? put(entry, rest, other) : entry));
  return { ...(value as object), [head]: changed };
}

/** The paths of everything that a profile can say, from its schema. */
export const profilePaths: readonly string[] = pathsOf(
  z.toJSONSchema(profileSchema, { io: 'input', unrepresentable: 'any' }) as Json,
).filter((path) => path !== 'schemaVersion');
