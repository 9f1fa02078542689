import { platformServices } from '../../../profile/services.ts';
import { once } from '../../../words/once.ts';
import type { CheckDefinition } from '../../check.ts';
import { primaryPort, primaryPortRulings } from '../../families/primary-port.ts';
import { primaryToFrontEnds } from '../../primary-ports.ts';

export const monFeSched12102: CheckDefinition = {
  id: 'mon-fe-sched-12102',
  requirements: ['M4'],
  title: 'The primary port of the Scheduler Service of the front-end can be watched from this front-end',
  why: 'From 11.28.0 on the Scheduler Service is watched on this port.',
  group: 'monitoring',
  severity: 'monitoring',
  direction: 'outbound',
  roles: ['front-end'],
  family: primaryPort,
  rulings: once(() => primaryPortRulings(platformServices.scheduler)),
  plan: (context) => primaryToFrontEnds(context, 'front-end', platformServices.scheduler),
};
