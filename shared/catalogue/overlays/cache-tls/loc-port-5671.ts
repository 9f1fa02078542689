import { cacheTlsPort } from '../../../profile/profile.ts';
import { platformServices } from '../../../profile/services.ts';
import { once } from '../../../words/once.ts';
import { cacheTlsGap } from '../../cache-tls.ts';
import type { CheckDefinition } from '../../check.ts';
import { localPort, localPortRulings } from '../../families/local-port.ts';
import { localPortSubject, notApplicable, planned } from '../../subjects.ts';
import { isCacheHost } from '../../targets.ts';

export const locPort5671: CheckDefinition = {
  id: 'loc-port-5671',
  requirements: ['R7'],
  title: 'The port of the Cache Invalidation Service for TLS is as it should be',
  why: 'The Cache Invalidation Service cannot speak TLS when another program holds this port.',
  group: 'this-machine',
  severity: 'required',
  direction: 'local',
  roles: ['controller'],
  family: localPort,
  rulings: once(() => localPortRulings()),
  plan: (context) =>
    cacheTlsGap(context) ??
    (isCacheHost(context)
      ? planned([localPortSubject(context, 'cache', cacheTlsPort, platformServices.cache)])
      : notApplicable('The Cache Invalidation Service runs on another machine[[ (cache.host)]].')),
};
