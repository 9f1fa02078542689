import { z } from 'zod';
import type { Place } from '../profile/roles.ts';
import type { Severity } from '../words/verdict.ts';

/** The keys of the source document's rows and bullets, in its order. */
export const requirementKeys = [
  'A1',
  'A2',
  'A3',
  'B1',
  'B2',
  'B3',
  'B4',
  'R1',
  'R2',
  'R3',
  'R4',
  'R5',
  'R6',
  'R7',
  'R8',
  'R9',
  'R10',
  'R11',
  'M1',
  'M2',
  'M3',
  'M4',
  'M5',
  'M6',
  'M7',
  'H1',
  'C1',
  'C2',
  'C3',
  'C4',
  'C5',
  'C6',
  'L1',
  'L2',
  'T0',
  'T0h',
  'T1',
  'T2',
  'T3',
  'T4',
  'D1',
] as const;

/** The keys of rows that later editions added, in their order. */
export const laterKeys = [
  'N1',
  'N2',
  'N3',
  'N4',
  'N5',
  'N6',
  'N7',
  'N8',
  'N9',
  'N10',
  'N11',
  'N12',
  'N13',
  'N14',
  'N15',
] as const;

/** Every key of any edition, in order. */
export const allRequirementKeys = [...requirementKeys, ...laterKeys] as const;

export const requirementKeySchema = z.enum(allRequirementKeys);
export type RequirementKey = z.infer<typeof requirementKeySchema>;
export type BaseKey = (typeof requirementKeys)[number];
export type LaterKey = (typeof laterKeys)[number];

/** One row or bullet of the source document, in our own words. */
export type Requirement = {
  readonly key: RequirementKey;
  /** What must be true, in one sentence. */
  readonly text: string;
  /** Where it stands in the source document: the heading, then the row or bullet. */
  readonly where: string;
  readonly source: Place | null;
  readonly destination: Place | null;
  /** The published default ports; empty where the requirement names none. */
  readonly ports: readonly number[];
  readonly protocol: string | null;
  readonly severity: Severity;
  /** Whether every check of it must pass, or any one of each server is enough (R1: SSH or Remote Desktop). */
  readonly satisfiedBy: 'all' | 'any';
};

type RequirementFacts = Omit<Requirement, 'key' | 'satisfiedBy'> & Partial<Pick<Requirement, 'satisfiedBy'>>;

const portList = 'Open ports, list of service ports';
const localhostList = 'Open ports, list about localhost';
const runtimeTable = 'Open ports, table of publication and runtime';
const monitoringTable = 'Open ports, table of monitoring';
const containers = 'Containers considerations';
const lifetimeTable = 'LifeTime, table';

const facts: Readonly<Record<BaseKey, RequirementFacts>> = {
  A1: {
    text: 'The Deployment Controller Service has port 12000.',
    where: `${portList}, bullet 1`,
    source: null,
    destination: 'controller',
    ports: [12000],
    protocol: 'TCP',
    severity: 'required',
  },
  A2: {
    text: 'The Deployment Service has port 12001.',
    where: `${portList}, bullet 2`,
    source: null,
    destination: 'front-end',
    ports: [12001],
    protocol: 'TCP',
    severity: 'required',
  },
  A3: {
    text: 'The Scheduler Service has port 12002.',
    where: `${portList}, bullet 3`,
    source: null,
    destination: 'front-end',
    ports: [12002],
    protocol: 'TCP',
    severity: 'required',
  },
  B1: {
    text: 'On every server, the name localhost means 127.0.0.1.',
    where: `${localhostList}, bullet 1`,
    source: null,
    destination: 'server',
    ports: [],
    protocol: null,
    severity: 'required',
  },
  B2: {
    text: 'On every server, a web server answers plain HTTP on 127.0.0.1.',
    where: `${localhostList}, bullet 2`,
    source: null,
    destination: 'server',
    ports: [],
    protocol: 'HTTP',
    severity: 'required',
  },
  B3: {
    text: 'Ports that were changed in the Configuration Tool count instead of the defaults.',
    where: 'Open ports, note on configurable ports',
    source: null,
    destination: null,
    ports: [],
    protocol: null,
    severity: 'advisory',
  },
  B4: {
    text: 'A server with several roles meets the requirements of all of them.',
    where: 'Open ports, sentence before the table of publication and runtime',
    source: null,
    destination: null,
    ports: [],
    protocol: null,
    severity: 'advisory',
  },
  R1: {
    text: 'System operators can log in to each server by SSH or Remote Desktop.',
    where: `${runtimeTable}, row 1`,
    source: 'sysops',
    destination: 'server',
    ports: [22, 3389],
    protocol: 'TCP',
    severity: 'required',
    satisfiedBy: 'any',
  },
  R2: {
    text: 'End users reach the applications on each front-end by HTTP.',
    where: `${runtimeTable}, row 2`,
    source: 'end-user',
    destination: 'front-end',
    ports: [80],
    protocol: 'TCP',
    severity: 'required',
  },
  R3: {
    text: 'End users reach the applications on each front-end by HTTPS, without which Mobile and Reactive Web apps do not work.',
    where: `${runtimeTable}, row 3`,
    source: 'end-user',
    destination: 'front-end',
    ports: [443],
    protocol: 'TCP',
    severity: 'required',
  },
  R4: {
    text: 'Development tools reach each front-end by HTTP in order to publish.',
    where: `${runtimeTable}, row 4`,
    source: 'development-tools',
    destination: 'front-end',
    ports: [80],
    protocol: 'TCP',
    severity: 'required',
  },
  R5: {
    text: 'Development tools reach each front-end by HTTPS in order to publish.',
    where: `${runtimeTable}, row 5`,
    source: 'development-tools',
    destination: 'front-end',
    ports: [443],
    protocol: 'TCP',
    severity: 'required',
  },
  R6: {
    text: 'Front-ends reach the service in the OutSystems cloud that builds mobile apps.',
    where: `${runtimeTable}, row 6`,
    source: 'front-end',
    destination: 'outsystems-cloud',
    ports: [443],
    protocol: 'TCP',
    severity: 'required',
  },
  R7: {
    text: 'Front-ends reach the Cache Invalidation Service, which runs on the controller by default.',
    where: `${runtimeTable}, row 7`,
    source: 'front-end',
    destination: 'controller',
    ports: [5672],
    protocol: 'TCP',
    severity: 'required',
  },
  R8: {
    text: 'Front-ends reach the Deployment Controller Service.',
    where: `${runtimeTable}, row 8`,
    source: 'front-end',
    destination: 'controller',
    ports: [12000],
    protocol: 'TCP',
    severity: 'required',
  },
  R9: {
    text: 'Front-ends reach the databases.',
    where: `${runtimeTable}, row 9`,
    source: 'front-end',
    destination: 'database',
    ports: [1433, 1521],
    protocol: 'TCP',
    severity: 'required',
  },
  R10: {
    text: 'The controller reaches the Deployment Service of each front-end.',
    where: `${runtimeTable}, row 10`,
    source: 'controller',
    destination: 'front-end',
    ports: [12001],
    protocol: 'TCP',
    severity: 'required',
  },
  R11: {
    text: 'The controller reaches the databases.',
    where: `${runtimeTable}, row 11`,
    source: 'controller',
    destination: 'database',
    ports: [1433, 1521],
    protocol: 'TCP',
    severity: 'required',
  },
  M1: {
    text: 'Front-ends can watch IIS on each other.',
    where: `${monitoringTable}, row 1`,
    source: 'front-end',
    destination: 'front-end',
    ports: [80],
    protocol: 'TCP',
    severity: 'monitoring',
  },
  M2: {
    text: 'Front-ends can watch the Deployment Controller Service.',
    where: `${monitoringTable}, row 2`,
    source: 'front-end',
    destination: 'controller',
    ports: [12000],
    protocol: 'TCP',
    severity: 'monitoring',
  },
  M3: {
    text: 'Front-ends can watch the Deployment Service on each other.',
    where: `${monitoringTable}, row 3`,
    source: 'front-end',
    destination: 'front-end',
    ports: [12001],
    protocol: 'TCP',
    severity: 'monitoring',
  },
  M4: {
    text: 'Front-ends can watch the Scheduler Service on each other.',
    where: `${monitoringTable}, row 4`,
    source: 'front-end',
    destination: 'front-end',
    ports: [12002],
    protocol: 'TCP',
    severity: 'monitoring',
  },
  M5: {
    text: 'The controller can watch IIS on each front-end.',
    where: `${monitoringTable}, row 5`,
    source: 'controller',
    destination: 'front-end',
    ports: [80],
    protocol: 'TCP',
    severity: 'monitoring',
  },
  M6: {
    text: 'The controller can watch the Deployment Service on each front-end.',
    where: `${monitoringTable}, row 6`,
    source: 'controller',
    destination: 'front-end',
    ports: [12001],
    protocol: 'TCP',
    severity: 'monitoring',
  },
  M7: {
    text: 'The controller can watch the Scheduler Service on each front-end.',
    where: `${monitoringTable}, row 7`,
    source: 'controller',
    destination: 'front-end',
    ports: [12002],
    protocol: 'TCP',
    severity: 'monitoring',
  },
  H1: {
    text: 'Where part of the infrastructure is in the OutSystems Cloud, a VPN may join both parts; only licences from before January 2020 allow this.',
    where: 'Open ports, last paragraph (hybrid infrastructures)',
    source: null,
    destination: null,
    ports: [],
    protocol: null,
    severity: 'advisory',
  },
  C1: {
    text: 'The endpoint of the container runtime accepts HTTP on port 80.',
    where: `${containers}, bullet 1`,
    source: null,
    destination: 'container-runtime',
    ports: [80],
    protocol: 'TCP',
    severity: 'required',
  },
  C2: {
    text: 'The container runtime reaches the platform database and the logging database.',
    where: `${containers}, bullet 2`,
    source: 'container-runtime',
    destination: 'database',
    ports: [],
    protocol: 'TCP',
    severity: 'required',
  },
  C3: {
    text: 'The container runtime reaches the Deployment Controller Service.',
    where: `${containers}, bullet 3`,
    source: 'container-runtime',
    destination: 'controller',
    ports: [12000],
    protocol: 'TCP',
    severity: 'required',
  },
  C4: {
    text: 'The container runtime reaches the Cache Invalidation Service.',
    where: `${containers}, bullet 4`,
    source: 'container-runtime',
    destination: 'cache',
    ports: [5672],
    protocol: 'TCP',
    severity: 'required',
  },
  C5: {
    text: 'A reverse proxy in front of the containers ends TLS.',
    where: `${containers}, last paragraph (SSL offloading)`,
    source: null,
    destination: 'container-runtime',
    ports: [],
    protocol: null,
    severity: 'required',
  },
  C6: {
    text: 'Nobody adds the HTTPS proxy record to OSSYS_PARAMETER by hand, because the platform does it for containers.',
    where: `${containers}, last paragraph (note on OSSYS_PARAMETER)`,
    source: null,
    destination: null,
    ports: [],
    protocol: null,
    severity: 'advisory',
  },
  L1: {
    text: 'The network between database, controller and front-ends answers quickly.',
    where: 'Network latency, first sentence',
    source: 'server',
    destination: 'server',
    ports: [],
    protocol: null,
    severity: 'advisory',
  },
  L2: {
    text: 'All servers of the environment, the database included, run under one provider.',
    where: 'Network latency, second sentence and example',
    source: null,
    destination: null,
    ports: [],
    protocol: null,
    severity: 'advisory',
  },
  T0: {
    text: 'The front-end of LifeTime and every other front-end and Deployment Controller reach each other in both directions.',
    where: 'LifeTime, first paragraph',
    source: 'lifetime',
    destination: 'server',
    ports: [],
    protocol: 'TCP',
    severity: 'required',
  },
  T0h: {
    text: 'Between LifeTime and an environment, HTTP serves where HTTPS does not.',
    where: 'LifeTime, second paragraph',
    source: 'lifetime',
    destination: 'server',
    ports: [],
    protocol: 'HTTP',
    severity: 'required',
  },
  T1: {
    text: 'LifeTime reaches the front-ends of each environment by HTTP.',
    where: `${lifetimeTable}, row 1`,
    source: 'lifetime',
    destination: 'front-end',
    ports: [80],
    protocol: 'TCP',
    severity: 'required',
  },
  T2: {
    text: 'LifeTime reaches the front-ends of each environment by HTTPS.',
    where: `${lifetimeTable}, row 2`,
    source: 'lifetime',
    destination: 'front-end',
    ports: [443],
    protocol: 'TCP',
    severity: 'required',
  },
  T3: {
    text: 'The front-ends of each environment reach LifeTime by HTTP.',
    where: `${lifetimeTable}, row 3`,
    source: 'front-end',
    destination: 'lifetime',
    ports: [80],
    protocol: 'TCP',
    severity: 'required',
  },
  T4: {
    text: 'The front-ends of each environment reach LifeTime by HTTPS.',
    where: `${lifetimeTable}, row 4`,
    source: 'front-end',
    destination: 'lifetime',
    ports: [443],
    protocol: 'TCP',
    severity: 'required',
  },
  D1: {
    text: 'The Architecture Dashboard plugin on LifeTime reaches its service in the OutSystems cloud.',
    where: 'Architecture Dashboard, table, row 1',
    source: 'lifetime',
    destination: 'outsystems-cloud',
    ports: [443],
    protocol: 'TCP',
    severity: 'required',
  },
};

const ports443 = { ports: [443], protocol: 'TCP' } as const;
const cloudRow = { ...ports443, destination: 'outsystems-cloud' } as const;
const monitoringList = 'Monitoring, table';
const devTable = 'Development tools, table';

/** Rows of the edition of 2025 that the source document has not; those of deployment zones stand on a page of their own. */
const laterFacts: Readonly<Record<LaterKey, RequirementFacts>> = {
  N1: {
    text: 'Front-ends and controllers send telemetry to OutSystems.',
    where: `${monitoringList}, row about telemetry`,
    source: 'server',
    ...cloudRow,
    severity: 'monitoring',
  },
  N2: {
    text: 'Service Studio reaches OutSystems for updates, the Forge, AI and telemetry.',
    where: `${devTable}, row about outsystems.com`,
    source: 'development-tools',
    ...cloudRow,
    severity: 'advisory',
  },
  N3: {
    text: 'Service Studio reaches the storage of the Forge and of templates at Amazon.',
    where: `${devTable}, row about s3.amazonaws.com`,
    source: 'development-tools',
    ...cloudRow,
    severity: 'advisory',
  },
  N4: {
    text: 'Service Studio reaches the web fonts that themes use.',
    where: `${devTable}, row about fonts.googleapis.com`,
    source: 'development-tools',
    ...cloudRow,
    severity: 'advisory',
  },
  N5: {
    text: 'Integration Builder reaches the front-ends, at least of the development environment.',
    where: 'Integration Builder, table, inbound row',
    source: 'outsystems-cloud',
    destination: 'front-end',
    ...ports443,
    severity: 'required',
  },
  N6: {
    text: 'Front-ends, at least of the development environment, reach Integration Builder.',
    where: 'Integration Builder, table, outbound row',
    source: 'front-end',
    ...cloudRow,
    severity: 'required',
  },
  N7: {
    text: 'Workflow Builder reaches the front-ends.',
    where: 'Workflow Builder, table, row about front-ends',
    source: 'outsystems-cloud',
    destination: 'front-end',
    ...ports443,
    severity: 'required',
  },
  N8: {
    text: 'Workflow Builder reaches LifeTime where teams in LifeTime decide what users may do.',
    where: 'Workflow Builder, table, row about LifeTime',
    source: 'outsystems-cloud',
    destination: 'lifetime',
    ...ports443,
    severity: 'required',
  },
  N9: {
    text: 'LifeTime sends what probes from 4.2 on find to AI Mentor Studio, which is called Code Quality now.',
    where: 'AI Mentor Studio, table, row about probes from 4.2 on',
    source: 'lifetime',
    ...cloudRow,
    severity: 'required',
  },
  N10: {
    text: 'LifeTime sends what probes 4.0 and 4.1 find to Architecture Dashboard.',
    where: 'AI Mentor Studio, table, row about probes 4.0 and 4.1',
    source: 'lifetime',
    ...cloudRow,
    severity: 'advisory',
  },
  N11: {
    text: 'Code Quality reaches the front-ends where users log in to it with their accounts of the platform.',
    where: 'AI Mentor Studio, table, inbound row about front-ends',
    source: 'outsystems-cloud',
    destination: 'front-end',
    ...ports443,
    severity: 'required',
  },
  N12: {
    text: 'Code Quality reaches LifeTime where users log in to it with their accounts of the platform.',
    where: 'AI Mentor Studio, table, inbound row about LifeTime',
    source: 'outsystems-cloud',
    destination: 'lifetime',
    ...ports443,
    severity: 'required',
  },
  N13: {
    text: 'The ports of the platform services cannot be reached from the Internet.',
    where: 'Open ports, advice about the Internet',
    source: null,
    destination: 'server',
    ports: [12000, 12001, 12002, 12100, 12101, 12102],
    protocol: 'TCP',
    severity: 'advisory',
  },
  N14: {
    text: 'The platform reaches each address of a deployment zone by HTTP.',
    where: 'Deployment zones reference, port 80',
    source: 'server',
    destination: 'front-end',
    ports: [80],
    protocol: 'TCP',
    severity: 'required',
  },
  N15: {
    text: 'The platform reaches each address of a deployment zone by HTTPS.',
    where: 'Deployment zones reference, port 443',
    source: 'server',
    destination: 'front-end',
    ...ports443,
    severity: 'required',
  },
};

const byKey = <K extends RequirementKey>(
  keys: readonly K[],
  all: Readonly<Record<K, RequirementFacts>>,
): Readonly<Record<K, Requirement>> =>
  Object.fromEntries(
    keys.map((key): readonly [K, Requirement] => [key, { key, satisfiedBy: 'all', ...all[key] }]),
  ) as Readonly<Record<K, Requirement>>;

/** Every row and bullet of the source document by its key, in the document's order. */
export const requirements = byKey(requirementKeys, facts);

/** The rows that later editions added, by their keys. */
export const laterRequirements = byKey(laterKeys, laterFacts);

const everyRequirement: Readonly<Record<RequirementKey, Requirement>> = {
  ...requirements,
  ...laterRequirements,
};

/** A requirement of any edition. */
export const requirementOf = (key: RequirementKey): Requirement => everyRequirement[key];
