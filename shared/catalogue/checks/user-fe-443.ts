import { once } from '../../words/once.ts';
import type { CheckDefinition } from '../check.ts';
import { reach } from '../families/reach.ts';
import { iisRulings } from '../service-rulings.ts';
import { eachFrontEnd, webSubject } from '../subjects.ts';

export const userFe443: CheckDefinition = {
  id: 'user-fe-443',
  requirements: ['R3'],
  title: 'The applications of the front-end can be opened over HTTPS from here',
  why: 'Users open the applications through this port; Mobile and Reactive Web apps do not work without it.',
  group: 'runtime',
  severity: 'required',
  direction: 'outbound',
  roles: ['end-user'],
  family: reach,
  rulings: once(() => iisRulings('https')),
  plan: (context) =>
    eachFrontEnd(context, (to) => webSubject(context, { from: 'end-user', to, scheme: 'https' })),
};
