import type { CheckDefinition } from '../check.ts';
import { inbound, inboundRulings } from '../families/inbound.ts';
import { inboundSubject, planned, protocols } from '../subjects.ts';

export const inUser80: CheckDefinition = {
  id: 'in-user-80',
  requirements: ['R2'],
  title: 'End users can reach the applications of this machine over HTTP',
  why: 'Users open the applications through this port.',
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
        port: context.profile.ports.http,
        protocol: protocols.http,
        listener: 'iis',
      }),
    ]),
};
