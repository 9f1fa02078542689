import type { CheckDefinition } from '../check.ts';
import { inbound, inboundRulings } from '../families/inbound.ts';
import { fromLifetime } from '../lifetime-subjects.ts';

export const envInLt443: CheckDefinition = {
  id: 'env-in-lt-443',
  requirements: ['T2'],
  title: 'LifeTime can reach this front-end over HTTPS',
  why: 'LifeTime deploys applications to an environment through its front-ends.',
  group: 'lifetime',
  severity: 'required',
  direction: 'inbound',
  roles: ['front-end'],
  family: inbound,
  rulings: () => inboundRulings,
  plan: (context) => fromLifetime(context, 'https'),
};
