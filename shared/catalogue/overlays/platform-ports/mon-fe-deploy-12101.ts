import { platformServices } from '../../../profile/services.ts';
import { once } from '../../../words/once.ts';
import type { CheckDefinition } from '../../check.ts';
import { primaryPort, primaryPortRulings } from '../../families/primary-port.ts';
import { primaryToFrontEnds } from '../../primary-ports.ts';

export const monFeDeploy12101: CheckDefinition = {
  id: 'mon-fe-deploy-12101',
  requirements: ['M3'],
  title: 'The primary port of the Deployment Service of the front-end can be watched from this front-end',
  why: 'From 11.41.0 on the Deployment Service is watched on this port.',
  group: 'monitoring',
  severity: 'monitoring',
  direction: 'outbound',
  roles: ['front-end'],
  family: primaryPort,
  rulings: once(() => primaryPortRulings(platformServices.deployment)),
  plan: (context) => primaryToFrontEnds(context, 'front-end', platformServices.deployment),
};
