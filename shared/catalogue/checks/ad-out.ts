import { once } from '../../words/once.ts';
import type { CheckDefinition } from '../check.ts';
import { cloudRulings } from '../cloud-rulings.ts';
import { cloudSubject } from '../cloud-subjects.ts';
import { cloud } from '../families/cloud.ts';
import { notApplicable, planned } from '../subjects.ts';

export const adOut: CheckDefinition = {
  id: 'ad-out',
  requirements: ['D1'],
  title: 'Architecture Dashboard can be reached',
  why: 'The plugin in LifeTime sends what it finds to the Architecture Dashboard service in the Internet.',
  group: 'cloud',
  severity: 'required',
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
            path: '/Broker_API/ArchitectureDashboard.asmx',
            service: 'Architecture Dashboard',
          }),
        ])
      : notApplicable(
          'Architecture Dashboard is switched off[[ in the profile (features.architectureDashboard)]].',
        ),
};
