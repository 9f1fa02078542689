import type { CheckDefinition } from '../check.ts';
import { containersGap } from '../container-subjects.ts';
import { reach } from '../families/reach.ts';
import { cacheRulings } from '../service-rulings.ts';
import { planned, protocols, reachSubject } from '../subjects.ts';
import { cache, cachePort } from '../targets.ts';

export const ctCache: CheckDefinition = {
  id: 'ct-cache',
  requirements: ['C4'],
  title: 'The Cache Invalidation Service can be reached from the container runtime',
  failureTitle: 'The Cache Invalidation Service cannot be reached from the container runtime',
  why: 'Applications in containers learn through this service that cached data is outdated.',
  group: 'containers',
  severity: 'required',
  direction: 'outbound',
  roles: ['container-runtime'],
  family: reach,
  rulings: cacheRulings(),
  plan: (context) =>
    containersGap(context) ??
    planned([
      reachSubject(context, {
        from: 'container-runtime',
        to: cache(context),
        port: cachePort(context),
        protocol: protocols.amqp,
        service: 'the Cache Invalidation Service',
        key: null,
      }),
    ]),
};
