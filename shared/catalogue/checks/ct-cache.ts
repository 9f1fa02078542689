import { once } from '../../words/once.ts';
import { cacheSubject } from '../cache-subjects.ts';
import type { CheckDefinition } from '../check.ts';
import { containersGap } from '../container-subjects.ts';
import { reach } from '../families/reach.ts';
import { cacheRulings } from '../service-rulings.ts';
import { planned } from '../subjects.ts';
import { cachePort } from '../targets.ts';

export const ctCache: CheckDefinition = {
  id: 'ct-cache',
  requirements: ['C4'],
  title: 'The Cache Invalidation Service can be reached from the container runtime',
  why: 'Applications in containers learn through this service that cached data is outdated.',
  group: 'containers',
  severity: 'required',
  direction: 'outbound',
  roles: ['container-runtime'],
  family: reach,
  rulings: once(() => cacheRulings()),
  plan: (context) =>
    containersGap(context) ??
    planned([
      cacheSubject(context, 'container-runtime', {
        port: cachePort(context),
        tls: context.profile.cache.tls,
      }),
    ]),
};
