import type { CheckDefinition } from '../check.ts';
import { inbound, inboundRulings } from '../families/inbound.ts';
import { inboundSubject, planned, protocols } from '../subjects.ts';

export const inUser443: CheckDefinition = {
  id: 'in-user-443',
  requirements: ['R3'],
  title: 'End users can reach the applications of this machine over HTTPS',
  why: 'Users open the applications through this port; Mobile and Reactive Web apps do not work without it.',
  group: 'runtime',
  severity: 'required',
  direction: 'inbound',
  roles: ['front-end'],
  family: inbound,
  rulings: () => inboundRulings,
  plan: (context) =>
    planned([
      inboundSubject(context, {
        from: 'end-user',
        to: 'front-end',
        port: context.profile.ports.https,
        protocol: protocols.https,
        listener: 'iis',
      }),
    ]),
};
