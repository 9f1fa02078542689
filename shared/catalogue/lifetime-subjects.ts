import { type Place, placeWords } from '../profile/roles.ts';
import type { PlanContext, Subject, Subjects } from './check.ts';
import { hasHttpFallback } from './editions.ts';
import { param } from './parameter.ts';
import { inboundSubject, missing, notApplicable, planned, protocols, webSubject } from './subjects.ts';
import type { Target } from './targets.ts';

/** Why a check of the way to LifeTime cannot be planned on a server of an environment; null when it can. */
export function lifetimeGap({ profile, roles }: PlanContext): Subjects | null {
  if (roles.includes('lifetime')) return notApplicable('This machine is the LifeTime server itself.');
  return profile.lifetime === null
    ? notApplicable('[[The profile names no LifeTime server (lifetime)|No LifeTime server is named]].')
    : null;
}

/** One instance for each server of a role that LifeTime manages; reports the gap when the profile lists none. */
export function eachManagedServer(
  { profile }: PlanContext,
  role: 'controller' | 'front-end',
  subject: (to: Target) => Subject,
): Subjects {
  const hosts = profile.managedServers.filter(({ roles }) => roles.includes(role)).map(({ host }) => host);
  return hosts.length === 0
    ? missing('no-managed-server', {
        place: param.keep(placeWords[role].toLowerCase()),
        role: param.keep(role),
      })
    : planned(hosts.map((host) => subject({ role, host })));
}

/** The place of a managed environment that this machine is: a front-end, or its controller alone. */
export const managedPlace = ({ roles }: PlanContext): Place =>
  roles.includes('front-end') ? 'front-end' : 'controller';

/** The connection from a server of an environment to LifeTime. */
export function toLifetime(context: PlanContext, scheme: 'http' | 'https'): Subjects {
  const { lifetime } = context.profile;
  const gap = lifetimeGap(context);
  if (gap !== null || lifetime === null) return gap ?? planned([]);
  const to: Target = { role: 'lifetime', host: lifetime.host };
  const from = managedPlace(context);
  return planned([
    webSubject(context, { from, to, scheme, key: null, otherSchemeServes: hasHttpFallback(context.profile) }),
  ]);
}

/** The connection from LifeTime to this front-end, which only a run on LifeTime can prove. */
export function fromLifetime(context: PlanContext, scheme: 'http' | 'https'): Subjects {
  return (
    lifetimeGap(context) ??
    planned([
      inboundSubject(context, {
        from: 'lifetime',
        fromHost: context.profile.lifetime?.host ?? null,
        to: 'front-end',
        port: context.profile.ports[scheme],
        protocol: protocols[scheme],
        listener: 'iis',
      }),
    ])
  );
}
