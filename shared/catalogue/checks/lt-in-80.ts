import type { CheckDefinition } from '../check.ts';
import { inbound } from '../families/inbound.ts';
import { lifetimeHttpInboundRulings } from '../service-rulings.ts';
import { inboundSubject, planned, protocols } from '../subjects.ts';

export const ltIn80: CheckDefinition = {
  id: 'lt-in-80',
  requirements: ['T3'],
  title: 'The managed environments can reach LifeTime on this machine over HTTP',
  why: 'The environments call LifeTime back; without that it cannot manage them.',
  group: 'lifetime',
  severity: 'required',
  direction: 'inbound',
  roles: ['lifetime'],
  family: inbound,
  rulings: () => lifetimeHttpInboundRulings,
  plan: (context) =>
    planned([
      inboundSubject(context, {
        from: 'front-end',
        to: 'lifetime',
        port: context.profile.ports.http,
        protocol: protocols.http,
        listener: 'iis',
      }),
    ]),
};
