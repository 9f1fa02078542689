import type { CheckDefinition } from '../check.ts';
import { containersGap } from '../container-subjects.ts';
import { inbound, inboundRulings } from '../families/inbound.ts';
import { inboundSubject, planned, protocols } from '../subjects.ts';

export const ctIn80: CheckDefinition = {
  id: 'ct-in-80',
  requirements: ['C1'],
  title: 'This container runtime accepts HTTP connections',
  why: 'Applications in containers are reached through this endpoint; TLS ends in front of it.',
  group: 'containers',
  severity: 'required',
  direction: 'inbound',
  roles: ['container-runtime'],
  family: inbound,
  rulings: () => inboundRulings,
  plan: (context) =>
    containersGap(context) ??
    planned([
      inboundSubject(context, {
        from: 'server',
        to: 'container-runtime',
        port: context.profile.ports.http,
        protocol: protocols.http,
        listener: 'unknown',
      }),
    ]),
};
