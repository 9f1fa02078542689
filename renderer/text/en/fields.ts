import { portTitles } from '../../../shared/profile/profile.ts';
import { platformServices } from '../../../shared/profile/services.ts';
import type { DatabaseAnswer } from '../../wizard/answers.ts';
import type { Field } from '../../wizard/fields.ts';
import { environmentText } from './environment.ts';

const labels = {
  roles: 'What this machine is for',
  machineName: 'Name in the report',
  environmentName: 'Name of the environment',
  platformVersion: 'Platform version',
  controllerHost: 'Deployment Controller',
  cacheHost: `${platformServices.cache.title} (${platformServices.cache.windowsService})`,
  cachePort: 'Its port',
  frontEnds: 'Front-end servers',
  lifetimeHost: 'LifeTime server',
  managedFrontEnds: 'Front-ends that LifeTime manages',
  managedControllers: 'Deployment Controllers that LifeTime manages',
  containerRuntimes: 'Container runtime endpoints',
  'ports.http': portTitles.http,
  'ports.https': portTitles.https,
  'ports.deploymentController': portTitles.deploymentController,
  'ports.deployment': portTitles.deployment,
  'ports.scheduler': portTitles.scheduler,
  'ports.cache': portTitles.cache,
  proxyUrl: 'Address of the proxy',
  proxyBypass: 'Hosts that are reached without the proxy',
  caFile: "Certificates of your organisation's authorities",
  timestampUrl: 'Address of the time-stamping authority',
  connectTimeoutMs: 'Time limit for one connection, in milliseconds',
  latencyMs: 'Limit for latency, in milliseconds',
} as const satisfies Partial<Record<Field, string>>;

const isLabelled = (field: Field): field is keyof typeof labels => Object.hasOwn(labels, field);

const databaseLabels: Readonly<Record<string, string>> = {
  host: 'server',
  port: 'port',
  instance: 'instance',
};

/**
 * What a field is called, above it and in a list of problems.
 * @param databases the databases that were answered, by whose purposes theirs are told apart
 */
export function fieldLabel(field: Field, databases: readonly DatabaseAnswer[] = []): string {
  if (isLabelled(field)) return labels[field];
  const [, index, key] = field.split('.');
  const purpose = databases[Number(index)]?.purpose;
  const name = purpose === undefined ? `Database ${Number(index) + 1}` : environmentText.purposes[purpose];
  return `${name}, ${databaseLabels[key ?? ''] ?? 'answer'}`;
}

/** Sentences under fields that the profile's rules do not give. */
export const fieldText = {
  nothingGiven: (allowed: string): string => `Nothing was given. Allowed: ${allowed}.`,
  line: (line: number, reason: string): string => `Line ${line}: ${reason}`,
  moreLines: (lines: readonly number[]): string =>
    `${lines.length === 1 ? 'Line' : 'Lines'} ${lines.slice(0, 20).join(', ')}${lines.length > 20 ? ' and others' : ''} too.`,
} as const;
