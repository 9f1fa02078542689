import { once } from '../../words/once.ts';
import type { CheckDefinition } from '../check.ts';
import { reach } from '../families/reach.ts';
import { toLifetime } from '../lifetime-subjects.ts';
import { iisRulings, schemeFallback } from '../service-rulings.ts';

export const envOutLt443: CheckDefinition = {
  id: 'env-out-lt-443',
  requirements: ['T4', 'T0'],
  title: 'LifeTime can be reached over HTTPS',
  why: 'The environments call LifeTime back; without that it cannot manage them.',
  group: 'lifetime',
  severity: 'required',
  direction: 'outbound',
  roles: ['front-end', 'controller'],
  family: reach,
  rulings: once(() => iisRulings('https', schemeFallback.https)),
  plan: (context) => toLifetime(context, 'https'),
};
