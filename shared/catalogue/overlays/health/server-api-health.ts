import type { CheckDefinition } from '../../check.ts';
import { health, healthRulings } from '../../families/health.ts';
import { healthSubjects } from '../../health-subjects.ts';

export const serverApiHealth: CheckDefinition = {
  id: 'server-api-health',
  requirements: ['B2'],
  title: 'Server.API on this machine is well',
  why: 'Tools and pipelines manage the applications of this environment through it.',
  group: 'this-machine',
  severity: 'advisory',
  direction: 'local',
  roles: ['controller', 'front-end', 'lifetime'],
  family: health,
  rulings: () => healthRulings,
  plan: (context) => healthSubjects(context, 'server.api', 'Server.API'),
};
