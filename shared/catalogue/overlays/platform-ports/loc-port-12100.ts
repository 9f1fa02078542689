import { platformServices } from '../../../profile/services.ts';
import { once } from '../../../words/once.ts';
import type { CheckDefinition } from '../../check.ts';
import { primaryLocalPort as family, primaryLocalPortRulings } from '../../families/primary-local-port.ts';
import { primaryLocalPort } from '../../primary-ports.ts';

export const locPort12100: CheckDefinition = {
  id: 'loc-port-12100',
  requirements: ['A1'],
  title: 'The primary port of the Deployment Controller Service is as it should be',
  why: 'Later releases of the Deployment Controller Service listen on this port too.',
  group: 'this-machine',
  severity: 'required',
  direction: 'local',
  roles: ['controller'],
  family,
  rulings: once(() => primaryLocalPortRulings()),
  plan: (context) => primaryLocalPort(context, 'controller', platformServices.deploymentController),
};
