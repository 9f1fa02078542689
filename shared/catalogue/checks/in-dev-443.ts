import type { CheckDefinition } from '../check.ts';
import { inbound, inboundRulings } from '../families/inbound.ts';
import { inboundSubject, planned, protocols } from '../subjects.ts';

export const inDev443: CheckDefinition = {
  id: 'in-dev-443',
  requirements: ['R5'],
  title: 'Development tools can reach this machine over HTTPS',
  why: 'Service Studio and Integration Studio publish applications to the environment through this port.',
  group: 'runtime',
  severity: 'required',
  direction: 'inbound',
  roles: ['front-end'],
  family: inbound,
  rulings: () => inboundRulings,
  plan: (context) =>
    planned([
      inboundSubject(context, {
        from: 'development-tools',
        to: 'front-end',
        port: context.profile.ports.https,
        protocol: protocols.https,
        listener: 'iis',
      }),
    ]),
};
