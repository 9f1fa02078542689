import { platformServices } from '../../../profile/services.ts';
import type { CheckDefinition } from '../../check.ts';
import { reach } from '../../families/reach.ts';
import { primaryToFrontEnds } from '../../primary-ports.ts';
import { platformRulings } from '../../service-rulings.ts';

export const monFeSched12102: CheckDefinition = {
  id: 'mon-fe-sched-12102',
  requirements: ['M4'],
  title: 'The primary port of the Scheduler Service of the front-end can be watched from this front-end',
  why: 'Later releases watch the Scheduler Service on this port first.',
  group: 'monitoring',
  severity: 'monitoring',
  direction: 'outbound',
  roles: ['front-end'],
  family: reach,
  rulings: platformRulings(platformServices.scheduler),
  plan: (context) => primaryToFrontEnds(context, 'front-end', platformServices.scheduler),
};
