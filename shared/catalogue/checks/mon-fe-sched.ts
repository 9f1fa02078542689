import { platformServices } from '../../profile/services.ts';
import { once } from '../../words/once.ts';
import type { CheckDefinition } from '../check.ts';
import { reach } from '../families/reach.ts';
import { platformRulings } from '../service-rulings.ts';
import { eachFrontEnd, protocols, reachSubject } from '../subjects.ts';

export const monFeSched: CheckDefinition = {
  id: 'mon-fe-sched',
  requirements: ['M4'],
  title: 'The Scheduler Service of the front-end can be watched from this front-end',
  why: 'Service Center reports the Scheduler Service as down when a front-end cannot see it.',
  group: 'monitoring',
  severity: 'monitoring',
  direction: 'outbound',
  roles: ['front-end'],
  family: reach,
  rulings: once(() => platformRulings(platformServices.scheduler)),
  plan: (context) =>
    eachFrontEnd(context, (to) =>
      reachSubject(context, {
        from: 'front-end',
        to,
        port: context.profile.ports.scheduler,
        protocol: protocols.tcp,
        service: platformServices.scheduler.service,
      }),
    ),
};
