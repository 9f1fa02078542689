import type { CheckDefinition } from '../check.ts';
import { inbound, inboundRulings } from '../families/inbound.ts';
import { inboundFromServers, protocols } from '../subjects.ts';

export const inDeploy: CheckDefinition = {
  id: 'in-deploy',
  requirements: ['R10', 'M3', 'M6'],
  title: 'The other servers can reach the Deployment Service of this machine',
  why: 'The controller deploys applications through this service, and the servers watch it on each other.',
  group: 'runtime',
  severity: 'required',
  direction: 'inbound',
  roles: ['front-end'],
  family: inbound,
  rulings: () => inboundRulings,
  plan: (context) =>
    inboundFromServers(
      context,
      ['controller', 'front-end'],
      'front-end',
      context.profile.ports.deployment,
      protocols.tcp,
      'deployment',
    ),
};
