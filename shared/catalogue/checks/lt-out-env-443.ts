import { once } from '../../words/once.ts';
import type { CheckDefinition } from '../check.ts';
import { hasHttpFallback } from '../editions.ts';
import { reach } from '../families/reach.ts';
import { eachManagedServer } from '../lifetime-subjects.ts';
import { iisRulings, schemeFallback } from '../service-rulings.ts';
import { webSubject } from '../subjects.ts';

export const ltOutEnv443: CheckDefinition = {
  id: 'lt-out-env-443',
  requirements: ['T2'],
  title: 'LifeTime can reach the front-end of the managed environment over HTTPS',
  why: 'LifeTime deploys applications to an environment through its servers.',
  group: 'lifetime',
  severity: 'required',
  direction: 'outbound',
  roles: ['lifetime'],
  family: reach,
  rulings: once(() => iisRulings('https', schemeFallback.https)),
  plan: (context) =>
    eachManagedServer(context, 'front-end', (to) =>
      webSubject(context, {
        from: 'lifetime',
        to,
        scheme: 'https',
        otherSchemeServes: hasHttpFallback(context.profile),
      }),
    ),
};
