import { platformServices } from '../../profile/services.ts';
import { once } from '../../words/once.ts';
import type { CheckDefinition } from '../check.ts';
import { localPort, localPortRulings } from '../families/local-port.ts';
import { localPortSubject, planned } from '../subjects.ts';

export const locPort12001: CheckDefinition = {
  id: 'loc-port-12001',
  requirements: ['A2'],
  title: 'The port of the Deployment Service is as it should be',
  why: 'The Deployment Service cannot start when another program holds its port, and then nothing is deployed here.',
  group: 'this-machine',
  severity: 'required',
  direction: 'local',
  roles: ['front-end'],
  family: localPort,
  rulings: once(() => localPortRulings()),
  plan: (context) =>
    planned([
      localPortSubject(context, 'front-end', context.profile.ports.deployment, platformServices.deployment),
    ]),
};
