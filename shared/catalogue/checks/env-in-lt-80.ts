import type { CheckDefinition } from '../check.ts';
import { inbound } from '../families/inbound.ts';
import { fromLifetime } from '../lifetime-subjects.ts';
import { lifetimeHttpInboundRulings } from '../service-rulings.ts';

export const envInLt80: CheckDefinition = {
  id: 'env-in-lt-80',
  requirements: ['T1'],
  title: 'LifeTime can reach this front-end over HTTP',
  why: 'LifeTime deploys applications to an environment through its front-ends.',
  group: 'lifetime',
  severity: 'required',
  direction: 'inbound',
  roles: ['front-end'],
  family: inbound,
  rulings: () => lifetimeHttpInboundRulings,
  plan: (context) => fromLifetime(context, 'http'),
};
