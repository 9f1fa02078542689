import type { CheckDefinition } from '../check.ts';
import { inbound, inboundRulings } from '../families/inbound.ts';
import { inboundFromServers, protocols } from '../subjects.ts';

export const inCtrl: CheckDefinition = {
  id: 'in-ctrl',
  requirements: ['R8', 'M2'],
  title: 'Front-ends can reach the Deployment Controller Service of this machine',
  why: 'A front-end registers with the controller and receives every publication through it.',
  group: 'runtime',
  severity: 'required',
  direction: 'inbound',
  roles: ['controller'],
  family: inbound,
  rulings: () => inboundRulings,
  plan: (context) =>
    inboundFromServers(
      context,
      ['front-end'],
      'controller',
      context.profile.ports.deploymentController,
      protocols.tcp,
      'deploymentController',
    ),
};
