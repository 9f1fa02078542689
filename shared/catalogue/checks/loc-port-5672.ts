import { platformServices } from '../../profile/services.ts';
import { once } from '../../words/once.ts';
import type { CheckDefinition } from '../check.ts';
import { localPort, localPortRulings } from '../families/local-port.ts';
import { localPortSubject, notApplicable, planned } from '../subjects.ts';
import { cachePort, isCacheHost } from '../targets.ts';

export const locPort5672: CheckDefinition = {
  id: 'loc-port-5672',
  requirements: ['R7'],
  title: 'The port of the Cache Invalidation Service is as it should be',
  why: 'Front-ends show outdated data when the Cache Invalidation Service cannot listen on its port.',
  group: 'this-machine',
  severity: 'required',
  direction: 'local',
  roles: ['controller'],
  family: localPort,
  rulings: once(() => localPortRulings()),
  plan: (context) =>
    isCacheHost(context)
      ? planned([localPortSubject(context, 'cache', cachePort(context), platformServices.cache)])
      : notApplicable('The Cache Invalidation Service runs on another machine[[ (cache.host)]].'),
};
