import type { FieldPolicy } from '../words/text-kind.ts';
import { phases, phaseWords } from '../words/verdict.ts';
import { baseEditionId, editionIds } from './edition-ids.ts';
import { type Profile, purposes } from './profile.ts';
import type { ProfilePath } from './profile-path.ts';
import { effectiveRoles, placeWords, type Role, roles, type serverRoles } from './roles.ts';

/** The steps of the wizard that ask. */
export const answerSteps = ['machine', 'environment', 'scope'] as const;
export type AnswerStep = (typeof answerSteps)[number];

/** The parts of the pages in the order in which they are met, each with its step. */
export const parts = {
  roles: 'machine',
  identity: 'machine',
  general: 'environment',
  containers: 'environment',
  servers: 'environment',
  databases: 'environment',
  cache: 'environment',
  lifetime: 'environment',
  ports: 'environment',
  proxy: 'environment',
  timestamp: 'environment',
  phase: 'scope',
  edition: 'scope',
  overlays: 'scope',
  features: 'scope',
  statements: 'scope',
  limits: 'scope',
} as const satisfies Readonly<Record<string, AnswerStep>>;
export type Part = keyof typeof parts;

/** The answers that decide what else is asked. */
export type Asking = {
  readonly roles: readonly Role[];
  readonly hosting: Profile['environment']['hosting'];
  readonly hybrid: boolean;
  readonly proxyMode: Profile['proxy']['mode'];
  readonly unnamedDatabases: Profile['unnamedDatabases'];
  readonly edition: Profile['edition'];
  readonly overlays: readonly string[];
};

/** Whether applications run in containers: said, or implied by a machine that is a container runtime. */
export const hasContainers = ({ hosting, roles: own }: Pick<Asking, 'hosting' | 'roles'>): boolean =>
  hosting === 'containers' || own.includes('container-runtime');

const is = (asking: Asking, ...wanted: readonly Role[]): boolean => {
  const own = effectiveRoles(asking.roles);
  return wanted.some((role) => own.includes(role));
};
const isPlatform = (asking: Asking): boolean => is(asking, 'controller', 'front-end');
/** Whether rows are asked that an overlay or the edition of 2025 brings. */
const has = ({ edition, overlays }: Asking, overlay: string): boolean =>
  edition !== baseEditionId || overlays.includes(overlay);
const isServer = (asking: Asking): boolean => isPlatform(asking) || is(asking, 'container-runtime');

/** Questions that are asked only where a role or another answer needs them, and when that is. */
export const topics = {
  controller: (asking) => isServer(asking) || is(asking, 'sysops'),
  'front-ends': (asking) => isPlatform(asking) || is(asking, 'end-user', 'development-tools', 'sysops'),
  databases: isServer,
  'unnamed-databases': (asking) => isServer(asking) && asking.unnamedDatabases.length > 0,
  cache: isServer,
  lifetime: (asking) => isPlatform(asking) && !is(asking, 'lifetime'),
  'managed-servers': (asking) => is(asking, 'lifetime'),
  hosting: isServer,
  'container-runtimes': (asking) => isServer(asking) && hasContainers(asking),
  hybrid: isServer,
  'service-ports': isServer,
  proxy: isPlatform,
  'named-proxy': (asking) => isPlatform(asking) && asking.proxyMode === 'manual',
  'mobile-apps': (asking) => is(asking, 'front-end'),
  'architecture-dashboard': (asking) => is(asking, 'lifetime'),
  'it-user-login': (asking) => is(asking, 'front-end', 'lifetime') && has(asking, 'ai-mentor-studio'),
  'integration-builder': (asking) => is(asking, 'front-end') && has(asking, 'integration-builder'),
  'workflow-builder': (asking) => is(asking, 'front-end', 'lifetime') && has(asking, 'workflow-builder'),
  zones: (asking) => isPlatform(asking) && has(asking, 'deployment-zones'),
  'http-registered': (asking) => isPlatform(asking) && asking.edition !== baseEditionId,
  exposure: (asking) => isPlatform(asking) && has(asking, 'exposure'),
  'one-provider': isServer,
  vpn: (asking) => isServer(asking) && asking.hybrid,
  'ssl-offloading': (asking) => isServer(asking) && hasContainers(asking),
} as const satisfies Readonly<Record<string, (asking: Asking) => boolean>>;
export type Topic = keyof typeof topics;

/**
 * How an answer is said in the report. `asked` answers are left out where they are not asked, `given` ones where nothing
 * was; what differs from its default is always said.
 */
export type Saying =
  | {
      readonly label: string;
      /** An address, a port, a path or an id. */
      readonly isTyped?: true;
      readonly when?: 'asked' | 'given';
      /** What is said where nothing was answered. */
      readonly none?: string;
      /** What the values are called where they are words for machines. */
      readonly words?: Readonly<Record<string, string>>;
    }
  /** Said together with another question. */
  | { readonly within: string };

/** What every question says of itself. */
type Row = {
  /** Where its answer stands in the profile: one field, a list or an object. */
  readonly path: ProfilePath;
  /** Every field of the profile that the answer fills, with how it is redacted; `[]` stands for each entry of a list. */
  readonly fields: Readonly<Record<string, FieldPolicy | null>>;
  /** What decides nothing, names above all: a run stays true when it changes (see `labels.ts`). */
  readonly labels?: readonly string[];
  /** Where it is asked. Null where no page asks: an opened file's answer is kept as it came. */
  readonly part: Part | null;
  /** When it is asked; null for always. */
  readonly topic: Topic | null;
  /** The question to which a person is led in its place, because it decides whether this one is shown. */
  readonly behind?: string;
  readonly said: Saying;
};

/** The kinds of questions: each has one way of being typed, read and written (see the codecs of the wizard). */
export type QuestionRow = Row &
  (
    | { readonly kind: 'yes-no' | 'yes-no-unknown' }
    | { readonly kind: 'choice'; readonly values: readonly string[] }
    /** Several of a set; `values` is null where the set is not the profile's to know. */
    | { readonly kind: 'choices'; readonly values: readonly string[] | null }
    /** `isRequired`: an empty field is a wrong answer, and never the default. `isTyped`: set in mono. */
    | { readonly kind: 'text'; readonly isRequired?: true; readonly isTyped?: true }
    | { readonly kind: 'number' }
    /** A pasted list of hosts, or of other entries. */
    | { readonly kind: 'hosts' | 'entries' }
    | { readonly kind: 'managed-hosts'; readonly role: (typeof serverRoles)[number] }
    | { readonly kind: 'databases' | 'ports' | 'unasked' }
  );

const keep = { kind: 'keep' } as const;
const host = { kind: 'host' } as const;

/**
 * The questions: everything that a profile can answer, in the order in which the report says it. The wizard's pages, what
 * it keeps, reads from a file and writes into one, the ways from a remedy to an answer, the report's answers and the
 * redaction of a profile follow from here. Every field of the profile's schema stands in exactly one row.
 */
export const questions = {
  phase: {
    kind: 'choice',
    values: phases,
    path: 'phase',
    fields: { phase: keep },
    part: 'phase',
    topic: null,
    said: { label: 'Phase', words: phaseWords },
  },
  roles: {
    kind: 'choices',
    values: roles,
    path: 'machine.roles',
    fields: { 'machine.roles[]': keep },
    part: 'roles',
    topic: null,
    said: { label: 'Roles of this machine', words: placeWords },
  },
  machineName: {
    kind: 'text',
    isTyped: true,
    path: 'machine.name',
    fields: { 'machine.name': { kind: 'name', noun: 'Machine' } },
    labels: ['machine.name'],
    part: 'identity',
    topic: null,
    said: { label: 'Name of this machine', when: 'given' },
  },
  environmentName: {
    kind: 'text',
    path: 'environment.name',
    fields: { 'environment.name': { kind: 'name', noun: 'Environment' } },
    labels: ['environment.name'],
    part: 'general',
    topic: null,
    said: { label: 'Environment' },
  },
  platformVersion: {
    kind: 'text',
    isTyped: true,
    path: 'environment.platformVersion',
    fields: { 'environment.platformVersion': keep },
    part: 'general',
    topic: null,
    said: { label: 'Platform version', none: 'Not given' },
  },
  edition: {
    kind: 'choice',
    values: editionIds,
    path: 'edition',
    fields: { edition: keep },
    part: 'edition',
    topic: null,
    said: { label: 'Edition of the requirements', when: 'given' },
  },
  overlays: {
    kind: 'choices',
    values: null,
    path: 'overlays',
    fields: { 'overlays[]': { kind: 'overlay' } },
    part: 'overlays',
    topic: null,
    said: { label: 'Overlays', none: 'None' },
  },
  hosting: {
    kind: 'choice',
    values: ['servers', 'containers'],
    path: 'environment.hosting',
    fields: { 'environment.hosting': keep },
    part: 'general',
    topic: 'hosting',
    said: { label: 'Hosting', words: { servers: 'Servers', containers: 'Containers' } },
  },
  hybrid: {
    kind: 'yes-no',
    path: 'environment.hybrid',
    fields: { 'environment.hybrid': null },
    part: 'general',
    topic: 'hybrid',
    said: { label: 'Partly in the OutSystems Cloud' },
  },
  oneProvider: {
    kind: 'yes-no-unknown',
    path: 'environment.oneProvider',
    fields: { 'environment.oneProvider': keep },
    part: 'statements',
    topic: 'one-provider',
    said: { label: 'All servers under one provider' },
  },
  vpn: {
    kind: 'yes-no-unknown',
    path: 'environment.vpn',
    fields: { 'environment.vpn': keep },
    part: 'statements',
    topic: 'vpn',
    said: { label: 'VPN between the two parts', when: 'asked' },
  },
  sslOffloading: {
    kind: 'yes-no-unknown',
    path: 'environment.sslOffloading',
    fields: { 'environment.sslOffloading': keep },
    part: 'statements',
    topic: 'ssl-offloading',
    said: { label: 'TLS ends before the containers', when: 'asked' },
  },
  servicePortsExposed: {
    kind: 'yes-no-unknown',
    path: 'environment.servicePortsExposed',
    fields: { 'environment.servicePortsExposed': keep },
    part: 'statements',
    topic: 'exposure',
    said: { label: 'Service ports reachable from the Internet', when: 'asked' },
  },
  httpRegistered: {
    kind: 'yes-no',
    path: 'environment.httpRegistered',
    fields: { 'environment.httpRegistered': null },
    part: 'features',
    topic: 'http-registered',
    said: { label: 'LifeTime uses HTTP', when: 'asked' },
  },
  parameterRecordAdded: {
    kind: 'yes-no-unknown',
    path: 'environment.parameterRecordAdded',
    fields: { 'environment.parameterRecordAdded': keep },
    part: 'statements',
    topic: 'ssl-offloading',
    said: { label: 'Record added to OSSYS_PARAMETER by hand', when: 'asked' },
  },
  containerRuntimes: {
    kind: 'hosts',
    path: 'containerRuntimes',
    fields: { 'containerRuntimes[].host': host },
    part: 'containers',
    topic: 'container-runtimes',
    said: { label: 'Container runtimes', isTyped: true, when: 'given' },
  },
  controllerHost: {
    kind: 'text',
    isTyped: true,
    isRequired: true,
    path: 'controller.host',
    fields: { 'controller.host': host },
    part: 'servers',
    topic: 'controller',
    said: { label: placeWords.controller, isTyped: true },
  },
  cacheHost: {
    kind: 'text',
    isTyped: true,
    path: 'cache.host',
    fields: { 'cache.host': host },
    part: 'cache',
    topic: 'cache',
    said: { label: placeWords.cache, isTyped: true },
  },
  cachePort: {
    kind: 'number',
    path: 'cache.port',
    fields: { 'cache.port': null },
    part: 'cache',
    topic: 'cache',
    said: { within: 'cacheHost' },
  },
  cacheTls: {
    kind: 'yes-no',
    path: 'cache.tls',
    fields: { 'cache.tls': null },
    part: 'cache',
    topic: 'cache',
    said: { within: 'cacheHost' },
  },
  frontEnds: {
    kind: 'hosts',
    path: 'frontEnds',
    fields: { 'frontEnds[].host': host, 'frontEnds[].name': { kind: 'name', noun: 'Server' } },
    labels: ['frontEnds[].name'],
    part: 'servers',
    topic: 'front-ends',
    said: { label: 'Front-ends', isTyped: true, none: 'None named' },
  },
  databases: {
    kind: 'databases',
    path: 'databases',
    fields: {
      'databases[].purpose': keep,
      'databases[].engine': keep,
      'databases[].host': host,
      'databases[].port': null,
      'databases[].instance': { kind: 'name', noun: 'instance' },
    },
    part: 'databases',
    topic: 'databases',
    said: { label: 'Databases', isTyped: true, none: 'None named' },
  },
  unnamedDatabases: {
    kind: 'choices',
    values: purposes,
    path: 'unnamedDatabases',
    fields: { 'unnamedDatabases[]': keep },
    part: 'databases',
    topic: 'unnamed-databases',
    behind: 'databases',
    said: {
      label: 'Databases whose servers are not named',
      when: 'given',
      words: { platform: 'Platform', logging: 'Logging', session: 'Session' },
    },
  },
  lifetimeHost: {
    kind: 'text',
    isTyped: true,
    path: 'lifetime.host',
    fields: { 'lifetime.host': host },
    part: 'lifetime',
    topic: 'lifetime',
    said: { label: 'LifeTime', isTyped: true, none: 'None named' },
  },
  managedFrontEnds: {
    kind: 'managed-hosts',
    role: 'front-end',
    path: 'managedServers',
    fields: { 'managedServers[].host': host, 'managedServers[].roles[]': keep },
    part: 'lifetime',
    topic: 'managed-servers',
    said: { label: 'Servers that LifeTime manages', isTyped: true, when: 'given' },
  },
  managedControllers: {
    kind: 'managed-hosts',
    role: 'controller',
    path: 'managedServers',
    fields: {},
    part: 'lifetime',
    topic: 'managed-servers',
    said: { within: 'managedFrontEnds' },
  },
  zones: {
    kind: 'hosts',
    path: 'zones',
    fields: { 'zones[].host': host },
    part: 'servers',
    topic: 'zones',
    said: { label: 'Deployment zones', isTyped: true, when: 'given' },
  },
  ports: {
    kind: 'ports',
    path: 'ports',
    fields: {
      'ports.http': null,
      'ports.https': null,
      'ports.deploymentController': null,
      'ports.deployment': null,
      'ports.scheduler': null,
      'ports.cache': null,
      'ports.deploymentControllerPrimary': null,
      'ports.deploymentPrimary': null,
      'ports.schedulerPrimary': null,
    },
    part: 'ports',
    topic: null,
    said: { label: 'Ports', isTyped: true },
  },
  mobileApps: {
    kind: 'yes-no',
    path: 'features.mobileApps',
    fields: { 'features.mobileApps': null },
    part: 'features',
    topic: 'mobile-apps',
    said: { label: 'Mobile apps are generated' },
  },
  architectureDashboard: {
    kind: 'yes-no',
    path: 'features.architectureDashboard',
    fields: { 'features.architectureDashboard': null },
    part: 'features',
    topic: 'architecture-dashboard',
    said: { label: 'Architecture Dashboard is used' },
  },
  itUserLogin: {
    kind: 'yes-no',
    path: 'features.itUserLogin',
    fields: { 'features.itUserLogin': null },
    part: 'features',
    topic: 'it-user-login',
    said: { label: 'Login to Code Quality with accounts of the platform', when: 'asked' },
  },
  integrationBuilder: {
    kind: 'yes-no',
    path: 'features.integrationBuilder',
    fields: { 'features.integrationBuilder': null },
    part: 'features',
    topic: 'integration-builder',
    said: { label: 'Integration Builder is used', when: 'asked' },
  },
  workflowBuilder: {
    kind: 'yes-no',
    path: 'features.workflowBuilder',
    fields: { 'features.workflowBuilder': null },
    part: 'features',
    topic: 'workflow-builder',
    said: { label: 'Workflow Builder is used', when: 'asked' },
  },
  proxyMode: {
    kind: 'choice',
    values: ['system', 'none', 'manual'],
    path: 'proxy.mode',
    fields: { 'proxy.mode': keep },
    part: 'proxy',
    topic: 'proxy',
    said: { label: 'Proxy' },
  },
  proxyUrl: {
    kind: 'text',
    isTyped: true,
    path: 'proxy.url',
    fields: { 'proxy.url': { kind: 'url' } },
    part: 'proxy',
    topic: 'named-proxy',
    behind: 'proxyMode',
    said: { within: 'proxyMode' },
  },
  proxyBypass: {
    kind: 'entries',
    path: 'proxy.bypass',
    fields: { 'proxy.bypass[]': { kind: 'exception' } },
    part: 'proxy',
    topic: 'named-proxy',
    behind: 'proxyMode',
    said: { within: 'proxyMode' },
  },
  caFile: {
    kind: 'text',
    isTyped: true,
    path: 'caFile',
    fields: { caFile: { kind: 'file', noun: 'authorities' } },
    part: 'proxy',
    topic: 'proxy',
    said: { label: 'Additional authorities', isTyped: true, when: 'given' },
  },
  timestampUrl: {
    kind: 'text',
    isTyped: true,
    path: 'timestamp.url',
    fields: { 'timestamp.url': { kind: 'url' } },
    part: 'timestamp',
    topic: null,
    said: { label: 'Time-stamping authority', isTyped: true, when: 'given' },
  },
  connectTimeoutMs: {
    kind: 'number',
    path: 'limits.connectTimeoutMs',
    fields: { 'limits.connectTimeoutMs': null },
    part: 'limits',
    topic: null,
    said: { label: 'Limits' },
  },
  runBudgetMs: {
    kind: 'unasked',
    path: 'limits.runBudgetMs',
    fields: { 'limits.runBudgetMs': null },
    part: null,
    topic: null,
    said: { within: 'connectTimeoutMs' },
  },
  latencyMs: {
    kind: 'number',
    path: 'limits.latencyMs',
    fields: { 'limits.latencyMs': null },
    part: 'limits',
    topic: null,
    said: { within: 'connectTimeoutMs' },
  },
  connectionsPerSecond: {
    kind: 'number',
    path: 'limits.connectionsPerSecond',
    fields: { 'limits.connectionsPerSecond': null },
    part: 'limits',
    topic: null,
    said: { within: 'connectTimeoutMs' },
  },
  waivers: {
    kind: 'unasked',
    path: 'waivers',
    fields: { 'waivers[].check': { kind: 'check' }, 'waivers[].reason': { kind: 'free', field: 'waiver' } },
    labels: ['waivers'],
    part: null,
    topic: null,
    said: { label: 'Waivers', none: 'None' },
  },
} as const satisfies Readonly<Record<string, QuestionRow>>;

type Rows = typeof questions;
export type QuestionId = keyof Rows;

/** The questions that a page asks. */
export type AskedId = { [I in QuestionId]: Rows[I]['part'] extends null ? never : I }[QuestionId];

/** The questions of some kinds. */
export type IdOfKind<K extends QuestionRow['kind']> = {
  [I in QuestionId]: Rows[I]['kind'] extends K ? I : never;
}[QuestionId];

/** One question, whichever it is. */
export const questionOf = (id: QuestionId): QuestionRow => questions[id];

export const questionIds = Object.keys(questions) as readonly QuestionId[];

export const isAskedId = (id: QuestionId): id is AskedId => questionOf(id).part !== null;
export const askedIds: readonly AskedId[] = questionIds.filter(isAskedId);

/** What a profile holds at the path of a question; undefined where it holds nothing. */
export const valueAt = (profile: unknown, path: string): unknown =>
  path
    .split('.')
    .reduce<unknown>(
      (value, key) =>
        typeof value === 'object' && value !== null && Object.hasOwn(value, key)
          ? Reflect.get(value, key)
          : undefined,
      profile,
    );

/** The answers of a profile that decide what else is asked. */
export const askingOf = ({
  machine,
  environment,
  proxy,
  unnamedDatabases,
  edition,
  overlays,
}: Profile): Asking => ({
  roles: machine.roles,
  hosting: environment.hosting,
  hybrid: environment.hybrid,
  proxyMode: proxy.mode,
  unnamedDatabases,
  edition,
  overlays,
});

/** Whether a question is asked of somebody who has given these answers. */
export function isAsked(id: QuestionId, asking: Asking): boolean {
  const { part, topic } = questionOf(id);
  return part !== null && (topic === null || topics[topic](asking));
}
