import { once } from '../../words/once.ts';
import type { CheckDefinition } from '../check.ts';
import { containerDatabases } from '../container-subjects.ts';
import { reach } from '../families/reach.ts';
import { databaseRulings } from '../service-rulings.ts';

export const ctDbLogging: CheckDefinition = {
  id: 'ct-db-logging',
  requirements: ['C2'],
  title: 'The logging database can be reached from the container runtime',
  why: 'Applications in containers write their logs there.',
  group: 'containers',
  severity: 'required',
  direction: 'outbound',
  roles: ['container-runtime'],
  family: reach,
  rulings: once(() => databaseRulings('either')),
  plan: (context) => containerDatabases(context, 'logging'),
};
