import { platformServices } from '../../../profile/services.ts';
import { once } from '../../../words/once.ts';
import type { CheckDefinition } from '../../check.ts';
import { primaryPort, primaryPortRulings } from '../../families/primary-port.ts';
import { primaryToFrontEnds } from '../../primary-ports.ts';

export const outDeploy12101: CheckDefinition = {
  id: 'out-deploy-12101',
  requirements: ['R10'],
  title: 'The primary port of the Deployment Service of the front-end can be reached',
  why: 'From 11.41.0 on the controller deploys through this port.',
  group: 'runtime',
  severity: 'required',
  direction: 'outbound',
  roles: ['controller'],
  family: primaryPort,
  rulings: once(() => primaryPortRulings(platformServices.deployment)),
  plan: (context) => primaryToFrontEnds(context, 'controller', platformServices.deployment),
};
