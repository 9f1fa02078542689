import type { Place } from '../profile/roles.ts';
import { platformServices } from '../profile/services.ts';
import type { PlanContext, Subject } from './check.ts';
import { param } from './parameter.ts';
import { protocols, serviceSubject } from './subjects.ts';
import { cache } from './targets.ts';

/** How the Cache Invalidation Service is spoken to. */
export type CacheEnd = { readonly port: number; readonly tls: boolean };

/** One connection to the Cache Invalidation Service, up to its greeting; with TLS its certificate is looked at too. */
export function cacheSubject(context: PlanContext, from: Place, { port, tls }: CacheEnd): Subject {
  const to = cache(context);
  const { host } = to;
  return serviceSubject(context, {
    from,
    to,
    port,
    protocol: tls ? protocols.amqps : protocols.amqp,
    service: param.keep(platformServices.cache.service),
    key: null,
    asks: [...(tls ? [{ kind: 'tls', host, port } as const] : []), { kind: 'amqp', host, port, tls }],
  });
}
