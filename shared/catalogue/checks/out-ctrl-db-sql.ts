import { once } from '../../words/once.ts';
import type { CheckDefinition } from '../check.ts';
import { engineSubjects } from '../database-subjects.ts';
import { reach } from '../families/reach.ts';
import { databaseRulings } from '../service-rulings.ts';

export const outCtrlDbSql: CheckDefinition = {
  id: 'out-ctrl-db-sql',
  requirements: ['R11'],
  title: 'The SQL Server database can be reached from the controller',
  why: 'The controller keeps every published version of the applications there.',
  group: 'runtime',
  severity: 'required',
  direction: 'outbound',
  roles: ['controller'],
  family: reach,
  rulings: once(() => databaseRulings('sqlserver')),
  plan: (context) => engineSubjects(context, 'controller', 'sqlserver'),
};
