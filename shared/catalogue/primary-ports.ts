import type { Role } from '../profile/roles.ts';
import { capitalised } from '../words/phrases.ts';
import type { PlanContext, Subject, Subjects } from './check.ts';
import { sinceRelease } from './platform-version.ts';
import {
  eachFrontEnd,
  inboundFromServers,
  localPortSubject,
  planned,
  protocols,
  reachSubject,
} from './subjects.ts';
import { controller, type Target } from './targets.ts';

/**
 * A second port of a service of the platform. Later releases of Platform Server listen on it, and at first still use
 * the port of the source document, which they call the secondary one.
 */
export type PrimaryPort = {
  readonly port: number;
  /** The service's name, for the sentences. */
  readonly service: string;
  /** The name under which Windows lists it. */
  readonly windowsService: string;
  readonly process: string;
  /** The release from which the service listens on the port. */
  readonly listensSince: string;
  /** The release from which other servers use it. The same where none other is published. */
  readonly usedSince: string;
};

/** The primary ports, from the release notes of Platform Server 11.21.0, 11.24.0, 11.25.0, 11.28.0 and 11.41.0. */
export const primaryPorts = {
  deploymentController: {
    port: 12_100,
    service: 'the Deployment Controller Service',
    windowsService: 'OutSystems Deployment Controller Service',
    process: 'CompilerService.exe',
    listensSince: '11.25.0',
    usedSince: '11.25.0',
  },
  deployment: {
    port: 12_101,
    service: 'the Deployment Service',
    windowsService: 'OutSystems Deployment Service',
    process: 'DeployService.exe',
    listensSince: '11.24.0',
    usedSince: '11.41.0',
  },
  scheduler: {
    port: 12_102,
    service: 'the Scheduler Service',
    windowsService: 'OutSystems Scheduler Service',
    process: 'Scheduler.exe',
    listensSince: '11.21.0',
    usedSince: '11.28.0',
  },
} as const satisfies Readonly<Record<string, PrimaryPort>>;

/** The local port, which the service needs as soon as it listens there. */
export function primaryLocalPort(
  context: PlanContext,
  role: 'controller' | 'front-end',
  primary: PrimaryPort,
): Subjects {
  const { port, service, windowsService, process, listensSince } = primary;
  return sinceRelease(context, listensSince, `${capitalised(service)} listens on port ${port}`, () =>
    planned([localPortSubject(context, role, port, { service, windowsService, processes: [process] })]),
  );
}

function whenUsed(context: PlanContext, { port, usedSince }: PrimaryPort, plan: () => Subjects): Subjects {
  return sinceRelease(context, usedSince, `Port ${port} is used`, plan);
}

const connection = (
  context: PlanContext,
  from: Role,
  to: Target,
  { port, service }: PrimaryPort,
  key?: null,
): Subject =>
  reachSubject(context, {
    from,
    to,
    port,
    protocol: protocols.tcp,
    service,
    ...(key === undefined ? {} : { key }),
  });

/** The connection to the controller. */
export const primaryToController = (context: PlanContext, primary: PrimaryPort): Subjects =>
  whenUsed(context, primary, () =>
    planned([connection(context, 'front-end', controller(context), primary, null)]),
  );

/** The connection to each front-end. */
export const primaryToFrontEnds = (
  context: PlanContext,
  from: 'controller' | 'front-end',
  primary: PrimaryPort,
): Subjects =>
  whenUsed(context, primary, () => eachFrontEnd(context, (to) => connection(context, from, to, primary)));

/** The connection that other servers open to this machine. */
export const primaryFromServers = (
  context: PlanContext,
  from: readonly ('controller' | 'front-end')[],
  to: 'controller' | 'front-end',
  primary: PrimaryPort,
): Subjects =>
  whenUsed(context, primary, () => inboundFromServers(context, from, to, primary.port, protocols.tcp));
