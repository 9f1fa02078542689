import type { CheckDefinition } from '../check.ts';
import { inbound, inboundRulings } from '../families/inbound.ts';
import { inboundSubject, planned, protocols } from '../subjects.ts';
import { cachePort, frontEnds } from '../targets.ts';
import { sendersOf } from './senders.ts';

export const hostCache: CheckDefinition = {
  id: 'host-cache',
  requirements: ['R7'],
  title: 'Front-ends can reach the Cache Invalidation Service of this machine',
  why: 'Front-ends learn through this service that cached data is outdated; without it users see old values.',
  group: 'runtime',
  severity: 'required',
  direction: 'inbound',
  roles: 'any',
  family: inbound,
  rulings: () => inboundRulings,
  plan: (context) => {
    const hosts = frontEnds(context).map(({ host }) => host);
    return planned([
      inboundSubject(context, {
        from: 'front-end',
        to: 'cache',
        port: cachePort(context),
        protocol: context.profile.cache.tls ? protocols.amqps : protocols.amqp,
        listener: 'cache',
        ...sendersOf(hosts),
      }),
    ]);
  },
};
