import { once } from '../../words/once.ts';
import type { CheckDefinition } from '../check.ts';
import { engineSubjects } from '../database-subjects.ts';
import { reach } from '../families/reach.ts';
import { databaseRulings } from '../service-rulings.ts';

export const outCtrlDbOra: CheckDefinition = {
  id: 'out-ctrl-db-ora',
  requirements: ['R11'],
  title: 'The Oracle database can be reached from the controller',
  why: 'The controller keeps every published version of the applications there.',
  group: 'runtime',
  severity: 'required',
  direction: 'outbound',
  roles: ['controller'],
  family: reach,
  rulings: once(() => databaseRulings('oracle')),
  plan: (context) => engineSubjects(context, 'controller', 'oracle'),
};
