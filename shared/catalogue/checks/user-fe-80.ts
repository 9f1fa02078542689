import { once } from '../../words/once.ts';
import type { CheckDefinition } from '../check.ts';
import { reach } from '../families/reach.ts';
import { iisRulings } from '../service-rulings.ts';
import { eachFrontEnd, webSubject } from '../subjects.ts';

export const userFe80: CheckDefinition = {
  id: 'user-fe-80',
  requirements: ['R2'],
  title: 'The applications of the front-end can be opened over HTTP from here',
  why: 'Users open the applications through this port.',
  group: 'runtime',
  severity: 'required',
  direction: 'outbound',
  roles: ['end-user'],
  family: reach,
  rulings: once(() => iisRulings('http')),
  plan: (context) =>
    eachFrontEnd(context, (to) => webSubject(context, { from: 'end-user', to, scheme: 'http' })),
};
