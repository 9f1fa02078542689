import { platformServices } from '../../../profile/services.ts';
import { once } from '../../../words/once.ts';
import type { CheckDefinition } from '../../check.ts';
import { primaryPort, primaryPortRulings } from '../../families/primary-port.ts';
import { primaryToController } from '../../primary-ports.ts';

export const outCtrl12100: CheckDefinition = {
  id: 'out-ctrl-12100',
  requirements: ['R8'],
  title: 'The primary port of the Deployment Controller Service can be reached',
  why: 'Later releases of the Deployment Controller Service listen on this port too; none is published to use it yet.',
  group: 'runtime',
  severity: 'required',
  direction: 'outbound',
  roles: ['front-end'],
  family: primaryPort,
  rulings: once(() => primaryPortRulings(platformServices.deploymentController)),
  plan: (context) => primaryToController(context, platformServices.deploymentController),
};
