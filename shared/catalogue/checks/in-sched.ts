import type { CheckDefinition } from '../check.ts';
import { inbound, inboundRulings } from '../families/inbound.ts';
import { inboundFromServers, protocols } from '../subjects.ts';

export const inSched: CheckDefinition = {
  id: 'in-sched',
  requirements: ['M4', 'M7'],
  title: 'The other servers can watch the Scheduler Service of this machine',
  why: 'The controller and the front-ends watch this service; a closed path shows as a service that is down.',
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
      context.profile.ports.scheduler,
      protocols.tcp,
      'scheduler',
    ),
};
