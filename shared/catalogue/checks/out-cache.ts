import { once } from '../../words/once.ts';
import { cacheSubject } from '../cache-subjects.ts';
import type { CheckDefinition } from '../check.ts';
import { reach } from '../families/reach.ts';
import { cacheRulings } from '../service-rulings.ts';
import { planned } from '../subjects.ts';
import { cachePort } from '../targets.ts';

export const outCache: CheckDefinition = {
  id: 'out-cache',
  requirements: ['R7'],
  title: 'The Cache Invalidation Service can be reached',
  why: 'Front-ends learn through this service that cached data is outdated; without it users see old values.',
  group: 'runtime',
  severity: 'required',
  direction: 'outbound',
  roles: ['front-end'],
  family: reach,
  rulings: once(() => cacheRulings()),
  plan: (context) =>
    planned([
      cacheSubject(context, 'front-end', { port: cachePort(context), tls: context.profile.cache.tls }),
    ]),
};
