import { once } from '../../words/once.ts';
import type { CheckDefinition } from '../check.ts';
import { hasHttpFallback } from '../editions.ts';
import { reach } from '../families/reach.ts';
import { eachManagedServer } from '../lifetime-subjects.ts';
import { iisRulings, schemeFallback } from '../service-rulings.ts';
import { webSubject } from '../subjects.ts';

export const ltOutCtrl80: CheckDefinition = {
  id: 'lt-out-ctrl-80',
  requirements: ['T0', 'T0h'],
  title: 'LifeTime can reach the Deployment Controller of the managed environment over HTTP',
  why: 'LifeTime works with every server of an environment, its Deployment Controller included.',
  group: 'lifetime',
  severity: 'required',
  direction: 'outbound',
  roles: ['lifetime'],
  family: reach,
  rulings: once(() => iisRulings('http', schemeFallback.http)),
  plan: (context) =>
    eachManagedServer(context, 'controller', (to) =>
      webSubject(context, {
        from: 'lifetime',
        to,
        scheme: 'http',
        otherSchemeServes: hasHttpFallback(context.profile),
      }),
    ),
};
