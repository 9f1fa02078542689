import { cacheTlsPort } from '../../../profile/profile.ts';
import { cacheTlsGap } from '../../cache-tls.ts';
import type { CheckDefinition } from '../../check.ts';
import { inbound, inboundRulings } from '../../families/inbound.ts';
import { inboundFromServers, notApplicable, protocols } from '../../subjects.ts';
import { isCacheHost } from '../../targets.ts';

export const inCache5671: CheckDefinition = {
  id: 'in-cache-5671',
  requirements: ['R7'],
  title: 'Front-ends can reach the Cache Invalidation Service of this machine with TLS',
  why: 'With TLS switched on, front-ends learn on this port that cached data is outdated.',
  group: 'runtime',
  severity: 'required',
  direction: 'inbound',
  roles: ['controller'],
  family: inbound,
  rulings: () => inboundRulings,
  plan: (context) =>
    cacheTlsGap(context) ??
    (isCacheHost(context)
      ? inboundFromServers(context, ['front-end'], 'cache', cacheTlsPort, protocols.amqps, 'cache')
      : notApplicable('The Cache Invalidation Service runs on another machine[[ (cache.host)]].')),
};
