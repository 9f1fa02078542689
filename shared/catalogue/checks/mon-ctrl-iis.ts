import { once } from '../../words/once.ts';
import type { CheckDefinition } from '../check.ts';
import { reach } from '../families/reach.ts';
import { iisRulings } from '../service-rulings.ts';
import { eachFrontEnd, webSubject } from '../subjects.ts';

export const monCtrlIis: CheckDefinition = {
  id: 'mon-ctrl-iis',
  requirements: ['M5'],
  title: 'IIS of the front-end answers the controller',
  why: 'The controller watches IIS on every front-end; a closed path shows as a front-end that is down.',
  group: 'monitoring',
  severity: 'monitoring',
  direction: 'outbound',
  roles: ['controller'],
  family: reach,
  rulings: once(() => iisRulings('http')),
  plan: (context) =>
    eachFrontEnd(context, (to) => webSubject(context, { from: 'controller', to, scheme: 'http' })),
};
