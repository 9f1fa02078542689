import type { CheckDefinition } from '../check.ts';
import { reach, reachRulings } from '../families/reach.ts';
import { frontEnds, missing, planned, reachSubject } from '../subjects.ts';

export const outDeploy: CheckDefinition = {
  id: 'out-deploy',
  requirements: ['R10'],
  title: 'The Deployment Service of the front-end can be reached',
  failureTitle: 'The Deployment Service of the front-end cannot be reached',
  why: 'The controller sends every published application to this service on each front-end.',
  group: 'runtime',
  severity: 'required',
  direction: 'outbound',
  roles: ['controller'],
  family: reach,
  rulings: reachRulings('installer'),
  plan: (context) => {
    const targets = frontEnds(context);
    if (targets.length === 0)
      return missing(
        'The profile lists no front-end server.',
        'Add the front-end servers (frontEnds) to the profile.',
      );
    return planned(
      targets.map((to) =>
        reachSubject(context, {
          from: 'controller',
          to,
          port: context.profile.ports.deployment,
          protocol: 'TCP',
          service: 'the Deployment Service',
        }),
      ),
    );
  },
};
