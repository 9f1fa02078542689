import { once } from '../../words/once.ts';
import type { CheckDefinition, PlanContext, Subjects } from '../check.ts';
import { containersGap } from '../container-subjects.ts';
import { reach, reachRulings } from '../families/reach.ts';
import { missing, planned, webSubject } from '../subjects.ts';

function toContainerRuntimes(context: PlanContext): Subjects {
  const gap = containersGap(context);
  if (gap !== null) return gap;
  const runtimes = context.profile.containerRuntimes;
  if (runtimes.length === 0) return missing('no-container-runtime');
  const from = context.roles.includes('controller') ? 'controller' : 'front-end';
  return planned(
    runtimes.map(({ host }) =>
      webSubject(context, {
        from,
        to: { role: 'container-runtime', host },
        scheme: 'http',
        service: 'the container runtime',
      }),
    ),
  );
}

export const ctOut80: CheckDefinition = {
  id: 'ct-out-80',
  requirements: ['C1'],
  title: 'The container runtime accepts HTTP connections from here',
  why: 'Applications in containers are reached through this endpoint; TLS ends in front of it.',
  group: 'containers',
  severity: 'required',
  direction: 'outbound',
  roles: ['controller', 'front-end'],
  family: reach,
  rulings: once(() => reachRulings('installer')),
  plan: toContainerRuntimes,
};
