import { cacheTlsPort } from '../../../profile/profile.ts';
import { once } from '../../../words/once.ts';
import { cacheSubject } from '../../cache-subjects.ts';
import { cacheTlsGap } from '../../cache-tls.ts';
import type { CheckDefinition } from '../../check.ts';
import { containersGap } from '../../container-subjects.ts';
import { reach } from '../../families/reach.ts';
import { cacheRulings } from '../../service-rulings.ts';
import { planned } from '../../subjects.ts';

export const ctCache5671: CheckDefinition = {
  id: 'ct-cache-5671',
  requirements: ['C4'],
  title: 'The Cache Invalidation Service can be reached with TLS from the container runtime',
  why: 'With TLS switched on, applications in containers learn on this port that cached data is outdated.',
  group: 'containers',
  severity: 'required',
  direction: 'outbound',
  roles: ['container-runtime'],
  family: reach,
  rulings: once(() => cacheRulings()),
  plan: (context) =>
    containersGap(context) ??
    cacheTlsGap(context) ??
    planned([cacheSubject(context, 'container-runtime', { port: cacheTlsPort, tls: true })]),
};
