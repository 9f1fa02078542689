import { platformServices } from '../../../profile/services.ts';
import { once } from '../../../words/once.ts';
import type { CheckDefinition } from '../../check.ts';
import { primaryPort, primaryPortRulings } from '../../families/primary-port.ts';
import { primaryToController } from '../../primary-ports.ts';

export const monFeCtrl12100: CheckDefinition = {
  id: 'mon-fe-ctrl-12100',
  requirements: ['M2'],
  title: 'The primary port of the Deployment Controller Service can be watched from the front-end',
  why: 'Later releases of the Deployment Controller Service listen on this port too; none is published to use it yet.',
  group: 'monitoring',
  severity: 'monitoring',
  direction: 'outbound',
  roles: ['front-end'],
  family: primaryPort,
  rulings: once(() => primaryPortRulings(platformServices.deploymentController)),
  plan: (context) => primaryToController(context, platformServices.deploymentController),
};
