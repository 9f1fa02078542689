import { platformServices } from '../../profile/services.ts';
import { once } from '../../words/once.ts';
import type { CheckDefinition } from '../check.ts';
import { reach } from '../families/reach.ts';
import { platformRulings } from '../service-rulings.ts';
import { planned, protocols, reachSubject } from '../subjects.ts';
import { controller } from '../targets.ts';

export const monFeCtrl: CheckDefinition = {
  id: 'mon-fe-ctrl',
  requirements: ['M2'],
  title: 'The Deployment Controller Service can be watched from the front-end',
  why: 'Service Center reports the controller as down when a front-end cannot see its service.',
  group: 'monitoring',
  severity: 'monitoring',
  direction: 'outbound',
  roles: ['front-end'],
  family: reach,
  rulings: once(() => platformRulings(platformServices.deploymentController)),
  plan: (context) =>
    planned([
      reachSubject(context, {
        from: 'front-end',
        to: controller(context),
        port: context.profile.ports.deploymentController,
        protocol: protocols.tcp,
        service: platformServices.deploymentController.service,
        key: null,
      }),
    ]),
};
