import { platformServices } from '../../profile/services.ts';
import { once } from '../../words/once.ts';
import type { CheckDefinition } from '../check.ts';
import { reach } from '../families/reach.ts';
import { platformRulings } from '../service-rulings.ts';
import { eachFrontEnd, protocols, reachSubject } from '../subjects.ts';

export const monCtrlSched: CheckDefinition = {
  id: 'mon-ctrl-sched',
  requirements: ['M7'],
  title: 'The Scheduler Service of the front-end can be watched from the controller',
  why: 'Service Center reports the Scheduler Service as down when the controller cannot see it.',
  group: 'monitoring',
  severity: 'monitoring',
  direction: 'outbound',
  roles: ['controller'],
  family: reach,
  rulings: once(() => platformRulings(platformServices.scheduler)),
  plan: (context) =>
    eachFrontEnd(context, (to) =>
      reachSubject(context, {
        from: 'controller',
        to,
        port: context.profile.ports.scheduler,
        protocol: protocols.tcp,
        service: platformServices.scheduler.service,
      }),
    ),
};
