import type { CheckDefinition } from '../../check.ts';
import { inbound, inboundRulings } from '../../families/inbound.ts';
import { primaryFromServers } from '../../primary-ports.ts';

export const inCtrl12100: CheckDefinition = {
  id: 'in-ctrl-12100',
  requirements: ['R8', 'M2'],
  title: 'Front-ends can reach the Deployment Controller Service of this machine on its primary port',
  why: 'Later releases of the Deployment Controller Service listen on this port too; none is published to use it yet.',
  group: 'runtime',
  severity: 'required',
  direction: 'inbound',
  roles: ['controller'],
  family: inbound,
  rulings: () => inboundRulings,
  plan: (context) => primaryFromServers(context, ['front-end'], 'controller', 'deploymentController'),
};
