import type { CheckDefinition } from '../check.ts';
import { inbound, inboundRulings } from '../families/inbound.ts';
import { inboundFromServers, protocols } from '../subjects.ts';

export const inIis: CheckDefinition = {
  id: 'in-iis',
  requirements: ['M1', 'M5'],
  title: 'The other servers can watch IIS on this machine',
  why: 'The controller and the front-ends watch IIS here; a closed path shows as a front-end that is down.',
  group: 'monitoring',
  severity: 'monitoring',
  direction: 'inbound',
  roles: ['front-end'],
  family: inbound,
  rulings: () => inboundRulings,
  plan: (context) =>
    inboundFromServers(
      context,
      ['controller', 'front-end'],
      'front-end',
      context.profile.ports.http,
      protocols.http,
      'iis',
    ),
};
