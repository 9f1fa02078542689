import { platformServices } from '../../profile/services.ts';
import { once } from '../../words/once.ts';
import type { CheckDefinition } from '../check.ts';
import { containersGap } from '../container-subjects.ts';
import { reach } from '../families/reach.ts';
import { platformRulings } from '../service-rulings.ts';
import { planned, protocols, reachSubject } from '../subjects.ts';
import { controller } from '../targets.ts';

export const ctCtrl: CheckDefinition = {
  id: 'ct-ctrl',
  requirements: ['C3'],
  title: 'The Deployment Controller Service can be reached from the container runtime',
  why: 'Applications in containers use this service as those on a front-end do.',
  group: 'containers',
  severity: 'required',
  direction: 'outbound',
  roles: ['container-runtime'],
  family: reach,
  rulings: once(() => platformRulings(platformServices.deploymentController)),
  plan: (context) =>
    containersGap(context) ??
    planned([
      reachSubject(context, {
        from: 'container-runtime',
        to: controller(context),
        port: context.profile.ports.deploymentController,
        protocol: protocols.tcp,
        service: platformServices.deploymentController.service,
        key: null,
      }),
    ]),
};
