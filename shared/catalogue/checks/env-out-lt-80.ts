import { once } from '../../words/once.ts';
import type { CheckDefinition } from '../check.ts';
import { reach } from '../families/reach.ts';
import { toLifetime } from '../lifetime-subjects.ts';
import { iisRulings, schemeFallback } from '../service-rulings.ts';

export const envOutLt80: CheckDefinition = {
  id: 'env-out-lt-80',
  requirements: ['T3', 'T0', 'T0h'],
  title: 'LifeTime can be reached over HTTP',
  why: 'The environments call LifeTime back; without that it cannot manage them.',
  group: 'lifetime',
  severity: 'required',
  direction: 'outbound',
  roles: ['front-end', 'controller'],
  family: reach,
  rulings: once(() => iisRulings('http', schemeFallback.http)),
  plan: (context) => toLifetime(context, 'http'),
};
