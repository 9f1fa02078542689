import type { PortName } from '../../shared/profile/profile.ts';

/** A question that is answered by typing, and so can be answered wrongly. */
export type Field =
  | 'roles'
  | 'machineName'
  | 'environmentName'
  | 'platformVersion'
  | 'controllerHost'
  | 'cacheHost'
  | 'cachePort'
  | 'frontEnds'
  | `databases.${number}.${'host' | 'port' | 'instance'}`
  | 'lifetimeHost'
  | 'managedFrontEnds'
  | 'managedControllers'
  | 'containerRuntimes'
  | `ports.${PortName}`
  | 'proxyUrl'
  | 'proxyBypass'
  | 'caFile'
  | 'timestampUrl'
  | 'connectTimeoutMs'
  | 'latencyMs';

/** The steps that ask. */
export const answerSteps = ['machine', 'environment', 'scope'] as const;
export type AnswerStep = (typeof answerSteps)[number];

/** The step that asks for a field. */
export function stepOfField(field: Field): AnswerStep {
  switch (field) {
    case 'roles':
    case 'machineName':
      return 'machine';
    case 'connectTimeoutMs':
    case 'latencyMs':
      return 'scope';
    default:
      return 'environment';
  }
}

type Path = readonly PropertyKey[];

const databaseKeys = ['host', 'port', 'instance'] as const;

const fixed: Readonly<Record<string, Field>> = {
  'machine.roles': 'roles',
  'machine.name': 'machineName',
  'environment.name': 'environmentName',
  'environment.platformVersion': 'platformVersion',
  'controller.host': 'controllerHost',
  'cache.host': 'cacheHost',
  'cache.port': 'cachePort',
  'lifetime.host': 'lifetimeHost',
  'ports.http': 'ports.http',
  'ports.https': 'ports.https',
  'ports.deploymentController': 'ports.deploymentController',
  'ports.deployment': 'ports.deployment',
  'ports.scheduler': 'ports.scheduler',
  'ports.cache': 'ports.cache',
  'proxy.url': 'proxyUrl',
  'timestamp.url': 'timestampUrl',
  'limits.connectTimeoutMs': 'connectTimeoutMs',
  'limits.latencyMs': 'latencyMs',
};

const lists: Readonly<Record<string, Field>> = {
  frontEnds: 'frontEnds',
  managedServers: 'managedFrontEnds',
  containerRuntimes: 'containerRuntimes',
  caFile: 'caFile',
};

/** The field behind a path of the profile; null for what no field asks about. */
export function fieldOfPath(path: Path): Field | null {
  const [head, second, third] = path;
  const list = lists[String(head)];
  if (list !== undefined) return list;
  if (head === 'proxy' && second === 'bypass') return 'proxyBypass';
  if (head === 'databases') {
    const key = databaseKeys.find((name) => name === third);
    return typeof second === 'number' && key !== undefined
      ? `databases.${second}.${key}`
      : 'databases.0.host';
  }
  return fixed[`${String(head)}.${String(second)}`] ?? null;
}

/** The questions as they stand on the pages, so that problems are listed in the order in which they are met. */
const order: readonly string[] = [
  'roles',
  'machineName',
  'controllerHost',
  'frontEnds',
  'databases',
  'cacheHost',
  'cachePort',
  'lifetimeHost',
  'managedFrontEnds',
  'managedControllers',
  'containerRuntimes',
  'environmentName',
  'platformVersion',
  'ports',
  'proxyUrl',
  'proxyBypass',
  'caFile',
  'timestampUrl',
  'connectTimeoutMs',
  'latencyMs',
];

/** Where a field stands among all questions. */
export const placeOfField = (field: Field): number => order.indexOf(field.split('.')[0] ?? field);

/** The id of a field's input in the page, for labels, descriptions and links from a summary. */
export const fieldId = (field: Field): string => `field-${field.replaceAll('.', '-')}`;
