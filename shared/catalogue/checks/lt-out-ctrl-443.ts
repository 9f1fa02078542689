import { once } from '../../words/once.ts';
import type { CheckDefinition } from '../check.ts';
import { hasHttpFallback } from '../editions.ts';
import { reach } from '../families/reach.ts';
import { eachManagedServer } from '../lifetime-subjects.ts';
import { iisRulings, schemeFallback } from '../service-rulings.ts';
import { webSubject } from '../subjects.ts';

export const ltOutCtrl443: CheckDefinition = {
  id: 'lt-out-ctrl-443',
  requirements: ['T0'],
  title: 'LifeTime can reach the Deployment Controller of the managed environment over HTTPS',
  why: 'LifeTime works with every server of an environment, its Deployment Controller included.',
  group: 'lifetime',
  severity: 'required',
  direction: 'outbound',
  roles: ['lifetime'],
  family: reach,
  rulings: once(() => iisRulings('https', schemeFallback.https)),
  plan: (context) =>
    eachManagedServer(context, 'controller', (to) =>
      webSubject(context, {
        from: 'lifetime',
        to,
        scheme: 'https',
        otherSchemeServes: hasHttpFallback(context.profile),
      }),
    ),
};
