import type { Role } from '../profile/roles.ts';
import { platformServices, type ServiceWithPrimaryPort } from '../profile/services.ts';
import { capitalised } from '../words/phrases.ts';
import type { PlanContext, Subject, Subjects } from './check.ts';
import { isAtLeast, sinceRelease } from './platform-version.ts';
import {
  eachFrontEnd,
  inboundFromServers,
  localPortSubject,
  planned,
  protocols,
  reachSubject,
} from './subjects.ts';
import { controller, type Target } from './targets.ts';

/** The primary port of a service, which a profile may have moved. */
const portOf = ({ profile }: PlanContext, { primary }: ServiceWithPrimaryPort): number =>
  profile.ports[primary.name];

/** Plans a check of a primary port from the release on with which the service listens there. */
const whenThere = (context: PlanContext, service: ServiceWithPrimaryPort, plan: () => Subjects): Subjects =>
  sinceRelease(
    context,
    service.primary.listensSince,
    `${capitalised(service.service)} listens on port ${portOf(context, service)}`,
    plan,
  );

/** The local port, which the service needs as soon as it listens there. */
export const primaryLocalPort = (
  context: PlanContext,
  role: 'controller' | 'front-end',
  service: ServiceWithPrimaryPort,
): Subjects =>
  whenThere(context, service, () => {
    const subject = localPortSubject(context, role, portOf(context, service), service);
    return planned([{ ...subject, hints: { ...subject.hints, ...unusedHint(context, service) } }]);
  });

/** From when on the port is used by other servers, where the version of the profile does not use it yet. */
function unusedHint(
  { profile }: PlanContext,
  { primary: { usedSince } }: ServiceWithPrimaryPort,
): Readonly<Record<string, string>> {
  const version = profile.environment.platformVersion;
  const isUsed = usedSince !== null && version !== undefined && isAtLeast(version, usedSince);
  return isUsed ? {} : { unusedUntil: usedSince ?? 'never' };
}

function connection(
  context: PlanContext,
  from: Role,
  to: Target,
  service: ServiceWithPrimaryPort,
  key?: null,
): Subject {
  const subject = reachSubject(context, {
    from,
    to,
    port: portOf(context, service),
    protocol: protocols.tcp,
    service: service.service,
    ...(key === undefined ? {} : { key }),
  });
  return { ...subject, hints: { ...subject.hints, ...unusedHint(context, service) } };
}

/** The connection to the controller. */
export const primaryToController = (context: PlanContext, service: ServiceWithPrimaryPort): Subjects =>
  whenThere(context, service, () =>
    planned([connection(context, 'front-end', controller(context), service, null)]),
  );

/** The connection to each front-end. */
export const primaryToFrontEnds = (
  context: PlanContext,
  from: 'controller' | 'front-end',
  service: ServiceWithPrimaryPort,
): Subjects =>
  whenThere(context, service, () => eachFrontEnd(context, (to) => connection(context, from, to, service)));

/** The connection that other servers open to this machine. */
export const primaryFromServers = (
  context: PlanContext,
  from: readonly ('controller' | 'front-end')[],
  to: 'controller' | 'front-end',
  listener: 'deploymentController' | 'deployment' | 'scheduler',
): Subjects => {
  const service = platformServices[listener];
  return whenThere(context, service, () =>
    inboundFromServers(context, from, to, portOf(context, service), protocols.tcp, listener),
  );
};
