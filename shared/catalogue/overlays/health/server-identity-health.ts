import type { CheckDefinition } from '../../check.ts';
import { health, healthRulings } from '../../families/health.ts';
import { healthSubjects } from '../../health-subjects.ts';

export const serverIdentityHealth: CheckDefinition = {
  id: 'server-identity-health',
  requirements: ['B2'],
  title: 'Server.Identity on this machine is well',
  why: 'Whoever logs in to the management of this environment is recognised by it.',
  group: 'this-machine',
  severity: 'advisory',
  direction: 'local',
  roles: ['controller', 'front-end', 'lifetime'],
  family: health,
  rulings: () => healthRulings,
  plan: (context) => healthSubjects(context, 'server.identity', 'Server.Identity'),
};
