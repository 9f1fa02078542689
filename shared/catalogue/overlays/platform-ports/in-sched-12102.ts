import type { CheckDefinition } from '../../check.ts';
import { inbound, inboundRulings } from '../../families/inbound.ts';
import { primaryFromServers } from '../../primary-ports.ts';

export const inSched12102: CheckDefinition = {
  id: 'in-sched-12102',
  requirements: ['M4', 'M7'],
  title: 'The other servers can watch the Scheduler Service of this machine on its primary port',
  why: 'From 11.28.0 on the Scheduler Service is watched on this port.',
  group: 'monitoring',
  severity: 'monitoring',
  direction: 'inbound',
  roles: ['front-end'],
  family: inbound,
  rulings: () => inboundRulings,
  plan: (context) => primaryFromServers(context, ['controller', 'front-end'], 'front-end', 'scheduler'),
};
