import { once } from '../../words/once.ts';
import type { CheckDefinition, PlanContext, Subjects } from '../check.ts';
import { inbound, ownFirewallRulings } from '../families/inbound.ts';
import { always } from '../families/interrupted.ts';
import { visitRulings } from '../families/visits.ts';
import { lifetimeGap, managedPlace } from '../lifetime-subjects.ts';
import { inboundSubject, planned, protocols } from '../subjects.ts';

function otherDirection(context: PlanContext): Subjects {
  const { profile, roles } = context;
  const common = { port: profile.ports.https, protocol: protocols.https, listener: 'iis' } as const;
  if (roles.includes('lifetime'))
    return planned([inboundSubject(context, { from: 'server', to: 'lifetime', ...common })]);
  const fromHost = profile.lifetime?.host ?? null;
  return (
    lifetimeGap(context) ??
    planned([inboundSubject(context, { from: 'lifetime', fromHost, to: managedPlace(context), ...common })])
  );
}

export const ltBidir: CheckDefinition = {
  id: 'lt-bidir',
  requirements: ['T0'],
  title: 'LifeTime and the servers that it manages reach each other',
  why: 'LifeTime needs both directions, and a run on one machine proves only the one that starts there.',
  group: 'lifetime',
  severity: 'required',
  direction: 'inbound',
  roles: ['lifetime', 'controller', 'front-end'],
  family: inbound,
  rulings: once(() => ({
    'needs-other-machine': always({
      verdict: 'not-testable-here',
      reason:
        'This run proves the connections that start here; those from {from} to {host} need a run at that end.',
      remedy: 'Allow TCP {port} from {from} to {host}, run Netready at that end too, and keep both reports.',
      owner: 'network-team',
    }),
    ...ownFirewallRulings,
    ...visitRulings,
  })),
  plan: otherDirection,
};
