import { platformServices } from '../../../profile/services.ts';
import type { CheckDefinition } from '../../check.ts';
import { reach } from '../../families/reach.ts';
import { primaryToFrontEnds } from '../../primary-ports.ts';
import { platformRulings } from '../../service-rulings.ts';

export const outDeploy12101: CheckDefinition = {
  id: 'out-deploy-12101',
  requirements: ['R10'],
  title: 'The primary port of the Deployment Service of the front-end can be reached',
  why: 'Later releases deploy through this port first; the secondary port 12001 serves when it is closed.',
  group: 'runtime',
  severity: 'required',
  direction: 'outbound',
  roles: ['controller'],
  family: reach,
  rulings: platformRulings(platformServices.deployment),
  plan: (context) => primaryToFrontEnds(context, 'controller', platformServices.deployment),
};
