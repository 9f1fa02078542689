import { editions } from '../../../shared/catalogue/editions.ts';
import type { AskedId } from '../../../shared/profile/questions.ts';
import { platformServices } from '../../../shared/profile/services.ts';
import { stepOfQuestion } from '../../wizard/fields.ts';
import type { Question } from '../../wizard/questions.ts';
import { frameText } from './frame.ts';

/** What the wizard says of a question. */
export type QuestionText = {
  /** Above the input, in a list of problems, or as the name of the choice. */
  readonly label: string;
  readonly hint?: string;
  /** What the values of a choice are called. */
  readonly options?: Readonly<Record<string, string>>;
  /** What the answer is called in a sentence. */
  readonly words: string;
  /** What it is called as the aim of a link, where that is something else. */
  readonly link?: string;
};

const frontEndsHint = 'One host per line, or separated by commas, semicolons or tabs.';

/** The texts of every question. */
export const questionTexts = {
  phase: { label: 'When is this check made?', words: 'the phase' },
  roles: { label: 'What this machine is for', words: 'the roles', link: 'the roles of this machine' },
  machineName: { label: 'Name in the report', words: 'the name in the report' },
  environmentName: {
    label: 'Name of the environment',
    hint: 'Stands on the report, for example Production.',
    words: 'the name of the environment',
  },
  platformVersion: {
    label: 'Platform version',
    hint: 'For example 11.41.0.',
    words: 'the platform version',
  },
  hosting: {
    label: 'Where applications run',
    options: { servers: 'On front-end servers', containers: 'In containers' },
    words: 'where applications run',
  },
  hybrid: {
    label: 'Part of the infrastructure is in the OutSystems Cloud',
    words: 'whether a part is in the OutSystems Cloud',
  },
  oneProvider: {
    label: 'Do all servers of the environment, the database server too, run under one provider?',
    words: 'the answer about the provider',
  },
  vpn: {
    label: 'Does a VPN join the part in the OutSystems Cloud with yours?',
    words: 'the answer about the VPN',
  },
  sslOffloading: {
    label: 'Does TLS end at a reverse proxy in front of the containers?',
    words: 'the answer about TLS',
  },
  servicePortsExposed: {
    label:
      'Can the ports of the platform services (12000 to 12002, 12100 to 12102) be reached from the Internet?',
    words: 'the answer about the Internet',
  },
  httpRegistered: {
    label: 'LifeTime uses HTTP: it is older than 11.8.3, or has environments registered before that',
    hint: 'From 11.8.3 on LifeTime asks for HTTPS. Keeps the rows about HTTP between LifeTime and the environments.',
    words: 'whether LifeTime uses HTTP',
  },
  parameterRecordAdded: {
    label: 'Did somebody add the record for HTTPS to OSSYS_PARAMETER by hand?',
    hint: 'The platform adds it when it deploys to containers, so nobody should.',
    words: 'the answer about OSSYS_PARAMETER',
  },
  controllerHost: {
    label: 'Deployment Controller',
    hint: 'Host name or address. There is one in each environment.',
    words: 'the Deployment Controller',
  },
  cacheHost: {
    label: `${platformServices.cache.title} (${platformServices.cache.windowsService})`,
    hint: 'Only if it does not run on the Deployment Controller.',
    words: 'the host of the Cache Invalidation Service',
  },
  cachePort: { label: 'Its port', words: 'the port of the Cache Invalidation Service' },
  cacheTls: {
    label: 'Connections to it use TLS',
    words: 'whether the Cache Invalidation Service uses TLS',
  },
  frontEnds: { label: 'Front-end servers', hint: frontEndsHint, words: 'the front-end servers' },
  databases: {
    label: 'Databases',
    hint: 'Each server with the ports that this machine connects to. No user name and no password is ever asked.',
    words: 'the databases',
  },
  unnamedDatabases: {
    label: 'Databases whose servers are not named yet',
    hint: 'The opened file has them and does not say where they are. Add them above, or switch off what there is not.',
    words: 'the databases without a server',
  },
  lifetimeHost: {
    label: 'LifeTime server',
    hint: 'Leave it empty if no LifeTime server manages this environment.',
    words: 'the LifeTime server',
  },
  managedFrontEnds: {
    label: 'Front-ends that LifeTime manages',
    hint: frontEndsHint,
    words: 'the front-ends that LifeTime manages',
    link: 'the servers that LifeTime manages',
  },
  managedControllers: {
    label: 'Deployment Controllers that LifeTime manages',
    hint: 'The same way as front-ends.',
    words: 'the controllers that LifeTime manages',
  },
  containerRuntimes: {
    label: 'Container runtime endpoints',
    hint: 'Host names or addresses where the containers accept connections.',
    words: 'the container endpoints',
  },
  zones: {
    label: 'Addresses of deployment zones',
    hint: 'Only where the front-ends are divided into zones. One host per line.',
    words: 'the deployment zones',
  },
  ports: {
    label: 'Ports that differ from the defaults',
    hint: 'Change a port only if the Configuration Tool of the platform was told so too.',
    words: 'the ports',
  },
  mobileApps: {
    label: 'Mobile apps are generated',
    hint: 'Adds the way to the mobile app builder, nativebuilder.api.outsystems.com.',
    words: 'whether mobile apps are generated',
  },
  architectureDashboard: {
    label: 'Architecture Dashboard is used',
    hint: 'Adds the way to architecture.outsystems.com.',
    words: 'whether Architecture Dashboard is used',
  },
  itUserLogin: {
    label: 'People log in to Code Quality with their accounts of the platform',
    hint: 'Adds the way from Code Quality to this machine, from published addresses.',
    words: 'whether people log in to Code Quality so',
  },
  integrationBuilder: {
    label: 'Integration Builder is used',
    hint: 'Adds both ways between the front-ends and integrationbuilder.outsystems.com.',
    words: 'whether Integration Builder is used',
  },
  workflowBuilder: {
    label: 'Workflow Builder is used',
    hint: 'Adds the way from workflowbuilder.outsystems.com to the front-ends and LifeTime.',
    words: 'whether Workflow Builder is used',
  },
  proxyMode: {
    label: 'How this machine reaches the internet',
    hint: 'Used for the OutSystems cloud services only, never between the servers.',
    options: { system: 'As the system says', none: 'Directly', manual: 'Through this proxy' },
    words: 'the way to the internet',
    link: 'the proxy',
  },
  proxyUrl: {
    label: 'Address of the proxy',
    hint: 'http://host:port or https://host:port, without a user name or password.',
    words: 'the proxy',
  },
  proxyBypass: {
    label: 'Hosts that are reached without the proxy',
    hint: 'One per line, or separated by commas, semicolons or tabs.',
    words: 'the hosts without the proxy',
  },
  caFile: {
    label: "Certificates of your organisation's authorities",
    hint: 'Path of a PEM file on this machine; needed only where TLS is inspected on the way out.',
    words: 'the certificates of your authorities',
  },
  timestampUrl: {
    label: 'Address of the time-stamping authority',
    hint: 'Asked to confirm the time when a report is made (RFC 3161), for example http://timestamp.example.local/tsa. Without one the report says that its time is the claim of this machine.',
    words: 'the time-stamping authority',
  },
  connectTimeoutMs: {
    label: 'Time limit for one connection, in milliseconds',
    hint: 'A connection that has not been made by then counts as blocked. 5000 unless you say otherwise.',
    words: 'the time limit for connections',
  },
  latencyMs: {
    label: 'Limit for latency, in milliseconds',
    hint: 'No figure is published. Without one, latency is measured and not judged.',
    words: 'the limit for latency',
  },
  edition: {
    label: 'Edition of the requirements',
    hint: 'The text of the requirements that this machine is checked against.',
    options: { '2020': editions['2020'].title, '2025': editions['2025'].title },
    words: 'the edition',
  },
  connectionsPerSecond: {
    label: 'New connections in one second, at most',
    hint: 'A firewall that counts new connections may block a machine that makes too many. 1000 unless you say otherwise.',
    words: 'the pace of connections',
  },
  overlays: {
    label: 'Requirements of later versions and products',
    hint: 'Each adds the requirements of one later version, product or setting to the edition (an overlay). Choose those that your environment has; what you leave off is not checked.',
    words: 'the requirements of later versions',
  },
} as const satisfies Readonly<Record<AskedId, QuestionText>>;

/** The texts of a question, whichever it is. */
export const textOfQuestion = (id: AskedId): QuestionText => questionTexts[id];

/** The ways from a sentence about the profile to what was answered in the wizard. */
export const questionText = {
  change: (question: Question): string => {
    const { link, words } = textOfQuestion(question);
    return `Change ${link ?? words} (${frameText.stepWords[stepOfQuestion(question)]})`;
  },
} as const;
