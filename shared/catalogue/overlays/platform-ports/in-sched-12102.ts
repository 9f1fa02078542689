import { platformServices } from '../../../profile/services.ts';
import type { CheckDefinition } from '../../check.ts';
import { inbound, inboundRulings } from '../../families/inbound.ts';
import { primaryFromServers } from '../../primary-ports.ts';

export const inSched12102: CheckDefinition = {
  id: 'in-sched-12102',
  requirements: ['M4', 'M7'],
  title: 'The other servers can watch the Scheduler Service of this machine on its primary port',
  why: 'Later releases watch the Scheduler Service on this port first.',
  group: 'monitoring',
  severity: 'monitoring',
  direction: 'inbound',
  roles: ['front-end'],
  family: inbound,
  rulings: inboundRulings,
  plan: (context) =>
    primaryFromServers(context, ['controller', 'front-end'], 'front-end', platformServices.scheduler),
};
