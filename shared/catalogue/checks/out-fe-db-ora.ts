import { once } from '../../words/once.ts';
import type { CheckDefinition } from '../check.ts';
import { engineSubjects } from '../database-subjects.ts';
import { reach } from '../families/reach.ts';
import { databaseRulings } from '../service-rulings.ts';

export const outFeDbOra: CheckDefinition = {
  id: 'out-fe-db-ora',
  requirements: ['R9'],
  title: 'The Oracle database can be reached from the front-end',
  why: 'Every application on this front-end reads and writes its data there.',
  group: 'runtime',
  severity: 'required',
  direction: 'outbound',
  roles: ['front-end'],
  family: reach,
  rulings: once(() => databaseRulings('oracle')),
  plan: (context) => engineSubjects(context, 'front-end', 'oracle'),
};
