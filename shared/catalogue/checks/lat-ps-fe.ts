import type { CheckDefinition, PlanContext, Subject, Subjects } from '../check.ts';
import { latency, latencyRulings } from '../families/latency.ts';
import { latencySubject, notApplicable, planned } from '../subjects.ts';
import { controller, frontEnds, isThisMachine, type Target } from '../targets.ts';

function serverLatency(context: PlanContext): Subjects {
  const { machine, profile, roles } = context;
  const isOther = ({ host }: Target): boolean => !isThisMachine(host, machine);
  const toFrontEnds: readonly Subject[] = roles.includes('controller')
    ? frontEnds(context)
        .filter(isOther)
        .map((to) => latencySubject(context, 'controller', to, profile.ports.deployment, to.host))
    : [];
  const toController: readonly Subject[] = roles.includes('front-end')
    ? [controller(context)]
        .filter(isOther)
        .map((to) => latencySubject(context, 'front-end', to, profile.ports.deploymentController, to.host))
    : [];
  const subjects = [...toFrontEnds, ...toController];
  return subjects.length === 0
    ? notApplicable(
        '[[The profile names no other server of this environment|No other server of this environment is named]].',
      )
    : planned(subjects);
}

export const latPsFe: CheckDefinition = {
  id: 'lat-ps-fe',
  requirements: ['L1'],
  title: 'The latency between the servers is known and within any limit that was set',
  why: 'The controller and the front-ends work together on every publication, and each step waits for the network.',
  group: 'latency',
  severity: 'advisory',
  direction: 'outbound',
  roles: ['controller', 'front-end'],
  family: latency,
  rulings: () => latencyRulings,
  plan: serverLatency,
};
