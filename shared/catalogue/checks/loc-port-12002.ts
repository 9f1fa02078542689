import { platformServices } from '../../profile/services.ts';
import { once } from '../../words/once.ts';
import type { CheckDefinition } from '../check.ts';
import { localPort, localPortRulings } from '../families/local-port.ts';
import { localPortSubject, planned } from '../subjects.ts';

export const locPort12002: CheckDefinition = {
  id: 'loc-port-12002',
  requirements: ['A3'],
  title: 'The port of the Scheduler Service is as it should be',
  why: 'The Scheduler Service cannot start when another program holds its port, and then no timer runs and no e-mail is sent here.',
  group: 'this-machine',
  severity: 'required',
  direction: 'local',
  roles: ['front-end'],
  family: localPort,
  rulings: once(() => localPortRulings()),
  plan: (context) =>
    planned([
      localPortSubject(context, 'front-end', context.profile.ports.scheduler, platformServices.scheduler),
    ]),
};
