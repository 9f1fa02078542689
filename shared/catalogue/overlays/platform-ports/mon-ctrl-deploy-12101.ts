import { platformServices } from '../../../profile/services.ts';
import type { CheckDefinition } from '../../check.ts';
import { reach } from '../../families/reach.ts';
import { primaryToFrontEnds } from '../../primary-ports.ts';
import { platformRulings } from '../../service-rulings.ts';

export const monCtrlDeploy12101: CheckDefinition = {
  id: 'mon-ctrl-deploy-12101',
  requirements: ['M6'],
  title: 'The primary port of the Deployment Service of the front-end can be watched from the controller',
  why: 'Later releases watch the Deployment Service on this port first.',
  group: 'monitoring',
  severity: 'monitoring',
  direction: 'outbound',
  roles: ['controller'],
  family: reach,
  rulings: platformRulings(platformServices.deployment),
  plan: (context) => primaryToFrontEnds(context, 'controller', platformServices.deployment),
};
