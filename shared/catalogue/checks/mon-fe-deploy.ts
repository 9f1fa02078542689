import { platformServices } from '../../profile/services.ts';
import { once } from '../../words/once.ts';
import type { CheckDefinition } from '../check.ts';
import { reach } from '../families/reach.ts';
import { platformRulings } from '../service-rulings.ts';
import { eachFrontEnd, protocols, reachSubject } from '../subjects.ts';

export const monFeDeploy: CheckDefinition = {
  id: 'mon-fe-deploy',
  requirements: ['M3'],
  title: 'The Deployment Service of the front-end can be watched from this front-end',
  why: 'Service Center reports the Deployment Service as down when a front-end cannot see it.',
  group: 'monitoring',
  severity: 'monitoring',
  direction: 'outbound',
  roles: ['front-end'],
  family: reach,
  rulings: once(() => platformRulings(platformServices.deployment)),
  plan: (context) =>
    eachFrontEnd(context, (to) =>
      reachSubject(context, {
        from: 'front-end',
        to,
        port: context.profile.ports.deployment,
        protocol: protocols.tcp,
        service: platformServices.deployment.service,
      }),
    ),
};
