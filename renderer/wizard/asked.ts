import { effectiveRoles, type Role } from '../../shared/profile/roles.ts';
import type { Answers } from './answers.ts';
import type { Field } from './fields.ts';

/** Parts of the questions, each asked only where a chosen role needs it. */
export type Topic =
  | 'controller'
  | 'front-ends'
  | 'databases'
  | 'cache'
  | 'lifetime'
  | 'managed-servers'
  | 'hosting'
  | 'container-runtimes'
  | 'hybrid'
  | 'service-ports'
  | 'proxy'
  | 'mobile-apps'
  | 'architecture-dashboard'
  | 'one-provider'
  | 'vpn'
  | 'ssl-offloading';

/** Whether applications run in containers: said, or implied by a machine that is a container runtime. */
export const hasContainers = (answers: Pick<Answers, 'hosting' | 'roles'>): boolean =>
  answers.hosting === 'containers' || answers.roles.includes('container-runtime');

/** What has to be asked, from the roles and from answers that lead to others. */
export function askedTopics(answers: Pick<Answers, 'hosting' | 'hybrid' | 'roles'>): ReadonlySet<Topic> {
  const roles = effectiveRoles(answers.roles);
  const has = (...wanted: readonly Role[]): boolean => wanted.some((role) => roles.includes(role));
  const platform = has('controller', 'front-end');
  const server = platform || has('container-runtime');
  const when = (topic: Topic, applies: boolean): readonly Topic[] => (applies ? [topic] : []);
  return new Set([
    ...when('controller', server || has('sysops')),
    ...when('front-ends', platform || has('end-user', 'development-tools', 'sysops')),
    ...when('databases', server),
    ...when('cache', server),
    ...when('lifetime', platform && !has('lifetime')),
    ...when('managed-servers', has('lifetime')),
    ...when('hosting', server),
    ...when('container-runtimes', server && hasContainers(answers)),
    ...when('hybrid', server),
    ...when('service-ports', server),
    ...when('proxy', platform),
    ...when('mobile-apps', has('front-end')),
    ...when('architecture-dashboard', has('lifetime')),
    ...when('one-provider', server),
    ...when('vpn', server && answers.hybrid),
    ...when('ssl-offloading', server && hasContainers(answers)),
  ]);
}

/** The topic that a field belongs to; null for what every machine is asked. */
function topicOf(field: Field): Topic | null {
  if (field.startsWith('databases.')) return 'databases';
  switch (field) {
    case 'controllerHost':
      return 'controller';
    case 'frontEnds':
      return 'front-ends';
    case 'cacheHost':
    case 'cachePort':
      return 'cache';
    case 'lifetimeHost':
      return 'lifetime';
    case 'managedFrontEnds':
    case 'managedControllers':
      return 'managed-servers';
    case 'containerRuntimes':
      return 'container-runtimes';
    case 'ports.deploymentController':
    case 'ports.deployment':
    case 'ports.scheduler':
    case 'ports.cache':
      return 'service-ports';
    case 'proxyUrl':
    case 'proxyBypass':
    case 'caFile':
      return 'proxy';
    default:
      return null;
  }
}

/** Whether the page shows a field, so that the person can correct it. */
export function isAsked(field: Field, topics: ReadonlySet<Topic>): boolean {
  const topic = topicOf(field);
  return topic === null || topics.has(topic);
}
