import { platformServices } from '../../../profile/services.ts';
import type { CheckDefinition } from '../../check.ts';
import { reach } from '../../families/reach.ts';
import { primaryToController } from '../../primary-ports.ts';
import { platformRulings } from '../../service-rulings.ts';

export const monFeCtrl12100: CheckDefinition = {
  id: 'mon-fe-ctrl-12100',
  requirements: ['M2'],
  title: 'The primary port of the Deployment Controller Service can be watched from the front-end',
  why: 'Later releases watch the controller on this port first.',
  group: 'monitoring',
  severity: 'monitoring',
  direction: 'outbound',
  roles: ['front-end'],
  family: reach,
  rulings: platformRulings(platformServices.deploymentController),
  plan: (context) => primaryToController(context, platformServices.deploymentController),
};
