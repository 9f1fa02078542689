import type { CheckDefinition } from '../check.ts';
import { inbound, inboundRulings } from '../families/inbound.ts';
import { inboundSubject, planned, protocols } from '../subjects.ts';

export const ltIn443: CheckDefinition = {
  id: 'lt-in-443',
  requirements: ['T4'],
  title: 'The managed environments can reach LifeTime on this machine over HTTPS',
  why: 'The environments call LifeTime back; without that it cannot manage them.',
  group: 'lifetime',
  severity: 'required',
  direction: 'inbound',
  roles: ['lifetime'],
  family: inbound,
  rulings: () => inboundRulings,
  plan: (context) =>
    planned([
      inboundSubject(context, {
        from: 'front-end',
        to: 'lifetime',
        port: context.profile.ports.https,
        protocol: protocols.https,
        listener: 'iis',
      }),
    ]),
};
