import { platformServices } from '../../profile/services.ts';
import type { CheckDefinition } from '../check.ts';
import { localPort } from '../families/local-port.ts';
import { iisPortRulings } from '../service-rulings.ts';
import { localPortSubject, planned } from '../subjects.ts';

export const locPort443: CheckDefinition = {
  id: 'loc-port-443',
  requirements: ['R3', 'R5'],
  title: 'The HTTPS port of this machine belongs to IIS',
  why: 'Mobile and Reactive Web apps need HTTPS, and development tools publish through it.',
  group: 'this-machine',
  severity: 'required',
  direction: 'local',
  roles: ['front-end'],
  family: localPort,
  rulings: iisPortRulings('https'),
  plan: (context) =>
    planned([localPortSubject(context, 'front-end', context.profile.ports.https, platformServices.iis)]),
};
