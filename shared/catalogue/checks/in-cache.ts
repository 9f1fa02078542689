import type { CheckDefinition } from '../check.ts';
import { inbound, inboundRulings } from '../families/inbound.ts';
import { inboundFromServers, notApplicable, protocols } from '../subjects.ts';
import { cachePort, isCacheHost } from '../targets.ts';

export const inCache: CheckDefinition = {
  id: 'in-cache',
  requirements: ['R7'],
  title: 'Front-ends can reach the Cache Invalidation Service of this machine',
  why: 'Front-ends learn through this service that cached data is outdated; without it users see old values.',
  group: 'runtime',
  severity: 'required',
  direction: 'inbound',
  roles: ['controller'],
  family: inbound,
  rulings: () => inboundRulings,
  plan: (context) =>
    isCacheHost(context)
      ? inboundFromServers(context, ['front-end'], 'cache', cachePort(context), protocols.amqp, 'cache')
      : notApplicable('The Cache Invalidation Service runs on another machine[[ (cache.host)]].'),
};
