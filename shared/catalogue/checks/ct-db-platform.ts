import { once } from '../../words/once.ts';
import type { CheckDefinition } from '../check.ts';
import { containerDatabases } from '../container-subjects.ts';
import { reach } from '../families/reach.ts';
import { databaseRulings } from '../service-rulings.ts';

export const ctDbPlatform: CheckDefinition = {
  id: 'ct-db-platform',
  requirements: ['C2'],
  title: 'The platform database can be reached from the container runtime',
  why: 'Applications in containers keep their data there.',
  group: 'containers',
  severity: 'required',
  direction: 'outbound',
  roles: ['container-runtime'],
  family: reach,
  rulings: once(() => databaseRulings('either')),
  plan: (context) => containerDatabases(context, 'platform'),
};
