import { platformServices } from '../../../profile/services.ts';
import type { CheckDefinition } from '../../check.ts';
import { reach } from '../../families/reach.ts';
import { primaryToFrontEnds } from '../../primary-ports.ts';
import { platformRulings } from '../../service-rulings.ts';

export const monCtrlSched12102: CheckDefinition = {
  id: 'mon-ctrl-sched-12102',
  requirements: ['M7'],
  title: 'The primary port of the Scheduler Service of the front-end can be watched from the controller',
  why: 'Later releases watch the Scheduler Service on this port first.',
  group: 'monitoring',
  severity: 'monitoring',
  direction: 'outbound',
  roles: ['controller'],
  family: reach,
  rulings: platformRulings(platformServices.scheduler),
  plan: (context) => primaryToFrontEnds(context, 'controller', platformServices.scheduler),
};
