import { once } from '../../words/once.ts';
import type { CheckDefinition } from '../check.ts';
import { reach } from '../families/reach.ts';
import { iisRulings } from '../service-rulings.ts';
import { eachFrontEnd, webSubject } from '../subjects.ts';

export const monFeIis: CheckDefinition = {
  id: 'mon-fe-iis',
  requirements: ['M1'],
  title: 'IIS of the front-end answers this front-end',
  why: 'The front-ends watch IIS on each other; a closed path shows as a front-end that is down.',
  group: 'monitoring',
  severity: 'monitoring',
  direction: 'outbound',
  roles: ['front-end'],
  family: reach,
  rulings: once(() => iisRulings('http')),
  plan: (context) =>
    eachFrontEnd(context, (to) => webSubject(context, { from: 'front-end', to, scheme: 'http' })),
};
