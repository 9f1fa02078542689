import { platformServices } from '../../../profile/services.ts';
import type { CheckDefinition } from '../../check.ts';
import { reach } from '../../families/reach.ts';
import { primaryToController } from '../../primary-ports.ts';
import { platformRulings } from '../../service-rulings.ts';

export const outCtrl12100: CheckDefinition = {
  id: 'out-ctrl-12100',
  requirements: ['R8'],
  title: 'The primary port of the Deployment Controller Service can be reached',
  why: 'Later releases reach the controller on this port first; the secondary port 12000 serves when it is closed.',
  group: 'runtime',
  severity: 'required',
  direction: 'outbound',
  roles: ['front-end'],
  family: reach,
  rulings: platformRulings(platformServices.deploymentController),
  plan: (context) => primaryToController(context, platformServices.deploymentController),
};
