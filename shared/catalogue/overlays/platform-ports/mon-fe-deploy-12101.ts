import { platformServices } from '../../../profile/services.ts';
import type { CheckDefinition } from '../../check.ts';
import { reach } from '../../families/reach.ts';
import { primaryToFrontEnds } from '../../primary-ports.ts';
import { platformRulings } from '../../service-rulings.ts';

export const monFeDeploy12101: CheckDefinition = {
  id: 'mon-fe-deploy-12101',
  requirements: ['M3'],
  title: 'The primary port of the Deployment Service of the front-end can be watched from this front-end',
  why: 'Later releases watch the Deployment Service on this port first.',
  group: 'monitoring',
  severity: 'monitoring',
  direction: 'outbound',
  roles: ['front-end'],
  family: reach,
  rulings: platformRulings(platformServices.deployment),
  plan: (context) => primaryToFrontEnds(context, 'front-end', platformServices.deployment),
};
