import { platformServices } from '../../../profile/services.ts';
import { once } from '../../../words/once.ts';
import type { CheckDefinition } from '../../check.ts';
import { primaryPort, primaryPortRulings } from '../../families/primary-port.ts';
import { primaryToFrontEnds } from '../../primary-ports.ts';

export const monCtrlDeploy12101: CheckDefinition = {
  id: 'mon-ctrl-deploy-12101',
  requirements: ['M6'],
  title: 'The primary port of the Deployment Service of the front-end can be watched from the controller',
  why: 'From 11.41.0 on the Deployment Service is watched on this port.',
  group: 'monitoring',
  severity: 'monitoring',
  direction: 'outbound',
  roles: ['controller'],
  family: primaryPort,
  rulings: once(() => primaryPortRulings(platformServices.deployment)),
  plan: (context) => primaryToFrontEnds(context, 'controller', platformServices.deployment),
};
