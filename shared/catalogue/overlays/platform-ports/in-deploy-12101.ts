import { platformServices } from '../../../profile/services.ts';
import type { CheckDefinition } from '../../check.ts';
import { inbound, inboundRulings } from '../../families/inbound.ts';
import { primaryFromServers } from '../../primary-ports.ts';

export const inDeploy12101: CheckDefinition = {
  id: 'in-deploy-12101',
  requirements: ['R10', 'M3', 'M6'],
  title: 'The other servers can reach the Deployment Service of this machine on its primary port',
  why: 'Later releases deploy through this port first, and watch the service on it.',
  group: 'runtime',
  severity: 'required',
  direction: 'inbound',
  roles: ['front-end'],
  family: inbound,
  rulings: inboundRulings,
  plan: (context) =>
    primaryFromServers(context, ['controller', 'front-end'], 'front-end', platformServices.deployment),
};
