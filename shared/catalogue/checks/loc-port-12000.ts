import { platformServices } from '../../profile/services.ts';
import { once } from '../../words/once.ts';
import type { CheckDefinition } from '../check.ts';
import { localPort, localPortRulings } from '../families/local-port.ts';
import { localPortSubject, planned } from '../subjects.ts';

export const locPort12000: CheckDefinition = {
  id: 'loc-port-12000',
  requirements: ['A1'],
  title: 'The port of the Deployment Controller Service is as it should be',
  why: 'The Deployment Controller Service cannot start when another program holds its port.',
  group: 'this-machine',
  severity: 'required',
  direction: 'local',
  roles: ['controller'],
  family: localPort,
  rulings: once(() => localPortRulings()),
  plan: (context) =>
    planned([
      localPortSubject(
        context,
        'controller',
        context.profile.ports.deploymentController,
        platformServices.deploymentController,
      ),
    ]),
};
