import { platformServices } from '../../profile/services.ts';
import { once } from '../../words/once.ts';
import type { CheckDefinition } from '../check.ts';
import { reach } from '../families/reach.ts';
import { platformRulings } from '../service-rulings.ts';
import { planned, protocols, reachSubject } from '../subjects.ts';
import { controller } from '../targets.ts';

export const outCtrl: CheckDefinition = {
  id: 'out-ctrl',
  requirements: ['R8'],
  title: 'The Deployment Controller Service can be reached',
  why: 'A front-end registers with the controller and receives every publication through it.',
  group: 'runtime',
  severity: 'required',
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
