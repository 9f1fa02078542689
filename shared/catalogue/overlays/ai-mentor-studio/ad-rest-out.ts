import { once } from '../../../words/once.ts';
import type { CheckDefinition } from '../../check.ts';
import { cloudRulings } from '../../cloud-rulings.ts';
import { cloudSubject } from '../../cloud-subjects.ts';
import { cloud } from '../../families/cloud.ts';
import { notApplicable, planned } from '../../subjects.ts';

export const adRestOut: CheckDefinition = {
  id: 'ad-rest-out',
  requirements: ['D1', 'N10'],
  title: 'The interface of Architecture Dashboard for probes 4.0 and 4.1 can be reached',
  why: 'Probes 4.0 and 4.1 send what they find in LifeTime to this address; other versions do not need it.',
  group: 'cloud',
  severity: 'advisory',
  direction: 'outbound',
  roles: ['lifetime'],
  family: cloud,
  rulings: once(() => cloudRulings()),
  plan: (context) =>
    context.profile.features.architectureDashboard
      ? planned([
          cloudSubject(context, {
            from: 'lifetime',
            host: 'architecture.outsystems.com',
            path: '/Broker_API/rest/ArchitectureDashboard',
            service: 'Architecture Dashboard',
          }),
        ])
      : notApplicable(
          'Architecture Dashboard is switched off[[ in the profile (features.architectureDashboard)]].',
        ),
};
