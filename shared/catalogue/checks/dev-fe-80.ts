import { once } from '../../words/once.ts';
import type { CheckDefinition } from '../check.ts';
import { reach } from '../families/reach.ts';
import { iisRulings } from '../service-rulings.ts';
import { eachFrontEnd, webSubject } from '../subjects.ts';

export const devFe80: CheckDefinition = {
  id: 'dev-fe-80',
  requirements: ['R4'],
  title: 'Applications can be published to the front-end over HTTP from here',
  why: 'Service Studio and Integration Studio publish applications to the environment through this port.',
  group: 'runtime',
  severity: 'required',
  direction: 'outbound',
  roles: ['development-tools'],
  family: reach,
  rulings: once(() => iisRulings('http')),
  plan: (context) =>
    eachFrontEnd(context, (to) => webSubject(context, { from: 'development-tools', to, scheme: 'http' })),
};
