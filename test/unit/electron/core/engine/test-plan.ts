import type { CheckDefinition } from '../../../../../shared/catalogue/check.ts';
import { inbound, inboundRulings } from '../../../../../shared/catalogue/families/inbound.ts';
import { buildPlan } from '../../../../../shared/plan/build-plan.ts';
import type { Plan } from '../../../../../shared/plan/plan.ts';
import type { ProbeRequest } from '../../../../../shared/probe/probe-request.ts';
import { type Profile, profileSchema } from '../../../../../shared/profile/profile.ts';
import { machine } from '../probe-world.ts';

/** The plan that the real planner makes for one check with these requests. */
export function planOf(requests: readonly ProbeRequest[], limits: Partial<Profile['limits']> = {}): Plan {
  const profile = profileSchema.parse({ schemaVersion: 1 });
  const definition: CheckDefinition = {
    id: 'test',
    requirements: ['R1'],
    title: 'Test',
    why: 'Test.',
    group: 'runtime',
    severity: 'required',
    direction: 'outbound',
    roles: 'any',
    family: inbound,
    rulings: () => inboundRulings,
    plan: () => ({
      kind: 'planned',
      subjects: [{ source: null, destination: null, probes: requests, parameters: {} }],
    }),
  };
  const limited = { ...profile, limits: { ...profile.limits, ...limits } };
  return buildPlan([definition], limited, machine);
}
