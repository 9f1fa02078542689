import { cacheTlsPort } from '../../../profile/profile.ts';
import { once } from '../../../words/once.ts';
import { cacheSubject } from '../../cache-subjects.ts';
import { cacheTlsGap } from '../../cache-tls.ts';
import type { CheckDefinition } from '../../check.ts';
import { reach } from '../../families/reach.ts';
import { cacheRulings } from '../../service-rulings.ts';
import { planned } from '../../subjects.ts';

export const outCache5671: CheckDefinition = {
  id: 'out-cache-5671',
  requirements: ['R7'],
  title: 'The Cache Invalidation Service can be reached with TLS',
  why: 'With TLS switched on, front-ends learn on this port that cached data is outdated.',
  group: 'runtime',
  severity: 'required',
  direction: 'outbound',
  roles: ['front-end'],
  family: reach,
  rulings: once(() => cacheRulings()),
  plan: (context) =>
    cacheTlsGap(context) ?? planned([cacheSubject(context, 'front-end', { port: cacheTlsPort, tls: true })]),
};
