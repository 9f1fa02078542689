import type { CheckDefinition } from '../../check.ts';
import { inbound, inboundRulings } from '../../families/inbound.ts';
import { primaryFromServers } from '../../primary-ports.ts';

export const inDeploy12101: CheckDefinition = {
  id: 'in-deploy-12101',
  requirements: ['R10', 'M3', 'M6'],
  title: 'The other servers can reach the Deployment Service of this machine on its primary port',
  why: 'From 11.41.0 on the controller deploys through this port, and the service is watched on it.',
  group: 'runtime',
  severity: 'required',
  direction: 'inbound',
  roles: ['front-end'],
  family: inbound,
  rulings: () => inboundRulings,
  plan: (context) => primaryFromServers(context, ['controller', 'front-end'], 'front-end', 'deployment'),
};
