import type { PlanContext, Subjects } from './check.ts';
import { notApplicable, planned, webSubject } from './subjects.ts';
import { isThisMachine } from './targets.ts';

/**
 * By what an address that leads back here is known, unless this machine itself is named; and whether it may serve the
 * zone.
 */
function elsewhere({ machine, roles }: PlanContext, host: string): Readonly<Record<string, string>> {
  if (isThisMachine(host, machine)) return {};
  return {
    ownAddresses: machine.addresses.join(','),
    ...(roles.includes('front-end') ? { mayServe: 'yes' } : {}),
  };
}

/** The connection to each address of a deployment zone; not applicable where the profile names none. */
export function eachZone(context: PlanContext, scheme: 'http' | 'https'): Subjects {
  const { zones } = context.profile;
  if (zones.length === 0)
    return notApplicable('[[The profile names no deployment zone (zones)|No deployment zone is named]].');
  const from = context.roles.includes('controller') ? 'controller' : 'front-end';
  return planned(
    zones.map(({ host }) => {
      const subject = webSubject(context, { from, to: { role: 'front-end', host }, scheme });
      return { ...subject, hints: { ...subject.hints, ...elsewhere(context, host) } };
    }),
  );
}
