import { once } from '../../words/once.ts';
import type { CheckDefinition } from '../check.ts';
import { reach } from '../families/reach.ts';
import { iisRulings } from '../service-rulings.ts';
import { eachFrontEnd, webSubject } from '../subjects.ts';

export const devFe443: CheckDefinition = {
  id: 'dev-fe-443',
  requirements: ['R5'],
  title: 'Applications can be published to the front-end over HTTPS from here',
  why: 'Service Studio and Integration Studio publish applications to the environment through this port.',
  group: 'runtime',
  severity: 'required',
  direction: 'outbound',
  roles: ['development-tools'],
  family: reach,
  rulings: once(() => iisRulings('https')),
  plan: (context) =>
    eachFrontEnd(context, (to) => webSubject(context, { from: 'development-tools', to, scheme: 'https' })),
};
