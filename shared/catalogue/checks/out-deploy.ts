import { platformServices } from '../../profile/services.ts';
import { once } from '../../words/once.ts';
import type { CheckDefinition } from '../check.ts';
import { reach } from '../families/reach.ts';
import { platformRulings } from '../service-rulings.ts';
import { eachFrontEnd, protocols, reachSubject } from '../subjects.ts';

export const outDeploy: CheckDefinition = {
  id: 'out-deploy',
  requirements: ['R10'],
  title: 'The Deployment Service of the front-end can be reached',
  why: 'The controller sends every published application to this service on each front-end.',
  group: 'runtime',
  severity: 'required',
  direction: 'outbound',
  roles: ['controller'],
  family: reach,
  rulings: once(() => platformRulings(platformServices.deployment)),
  plan: (context) =>
    eachFrontEnd(context, (to) =>
      reachSubject(context, {
        from: 'controller',
        to,
        port: context.profile.ports.deployment,
        protocol: protocols.tcp,
        service: platformServices.deployment.service,
      }),
    ),
};
