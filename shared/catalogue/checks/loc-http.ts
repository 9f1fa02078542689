import { serverRoles } from '../../profile/roles.ts';
import { once } from '../../words/once.ts';
import type { CheckDefinition } from '../check.ts';
import { localHttp, localHttpRulings } from '../families/local-http.ts';
import { localHttpSubject, planned } from '../subjects.ts';

export const locHttp: CheckDefinition = {
  id: 'loc-http',
  requirements: ['B2'],
  title: 'The local web server answers on 127.0.0.1',
  why: 'Timers, deployment and monitoring call the applications of their own machine at http://127.0.0.1.',
  group: 'this-machine',
  severity: 'required',
  direction: 'local',
  roles: serverRoles,
  family: localHttp,
  rulings: once(() => localHttpRulings()),
  plan: (context) => planned([localHttpSubject(context, '127.0.0.1')]),
};
