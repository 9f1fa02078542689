import type { Role } from '../profile/roles.ts';
import type { ServiceWithPrimaryPort } from '../profile/services.ts';
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

/** The local port, which the service needs as soon as it listens there. */
export function primaryLocalPort(
  context: PlanContext,
  role: 'controller' | 'front-end',
  service: ServiceWithPrimaryPort,
): Subjects {
  const { port, listensSince } = service.primary;
  return sinceRelease(context, listensSince, `${capitalised(service.service)} listens on port ${port}`, () =>
    planned([localPortSubject(context, role, port, service)]),
  );
}

function whenUsed(
  context: PlanContext,
  { primary: { port, usedSince } }: ServiceWithPrimaryPort,
  plan: () => Subjects,
): Subjects {
  return sinceRelease(context, usedSince, `Port ${port} is used`, plan);
}

const connection = (
  context: PlanContext,
  from: Role,
  to: Target,
  { primary, service }: ServiceWithPrimaryPort,
  key?: null,
): Subject =>
  reachSubject(context, {
    from,
    to,
    port: primary.port,
    protocol: protocols.tcp,
    service,
    ...(key === undefined ? {} : { key }),
  });

/** The connection to the controller. */
export const primaryToController = (context: PlanContext, service: ServiceWithPrimaryPort): Subjects =>
  whenUsed(context, service, () =>
    planned([connection(context, 'front-end', controller(context), service, null)]),
  );

/** The connection to each front-end. */
export const primaryToFrontEnds = (
  context: PlanContext,
  from: 'controller' | 'front-end',
  service: ServiceWithPrimaryPort,
): Subjects =>
  whenUsed(context, service, () => eachFrontEnd(context, (to) => connection(context, from, to, service)));

/** The connection that other servers open to this machine. */
export const primaryFromServers = (
  context: PlanContext,
  from: readonly ('controller' | 'front-end')[],
  to: 'controller' | 'front-end',
  service: ServiceWithPrimaryPort,
): Subjects =>
  whenUsed(context, service, () =>
    inboundFromServers(context, from, to, service.primary.port, protocols.tcp),
  );
