import { once } from '../../words/once.ts';
import type { CheckDefinition } from '../check.ts';
import { engineSubjects } from '../database-subjects.ts';
import { reach } from '../families/reach.ts';
import { databaseRulings } from '../service-rulings.ts';

export const outFeDbSql: CheckDefinition = {
  id: 'out-fe-db-sql',
  requirements: ['R9'],
  title: 'The SQL Server database can be reached from the front-end',
  why: 'Every application on this front-end reads and writes its data there.',
  group: 'runtime',
  severity: 'required',
  direction: 'outbound',
  roles: ['front-end'],
  family: reach,
  rulings: once(() => databaseRulings('sqlserver')),
  plan: (context) => engineSubjects(context, 'front-end', 'sqlserver'),
};
