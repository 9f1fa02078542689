import type { CheckDefinition } from '../check.ts';
import { reach } from '../families/reach.ts';
import { cloudRulings } from '../service-rulings.ts';
import { notApplicable, planned, protocols, reachSubject } from '../subjects.ts';

export const adOut: CheckDefinition = {
  id: 'ad-out',
  requirements: ['D1'],
  title: 'Architecture Dashboard can be reached',
  failureTitle: 'Architecture Dashboard cannot be reached',
  why: 'The plugin in LifeTime sends what it finds to the Architecture Dashboard service in the Internet.',
  group: 'cloud',
  severity: 'required',
  direction: 'outbound',
  roles: ['lifetime'],
  family: reach,
  rulings: cloudRulings(),
  plan: (context) =>
    context.profile.features.architectureDashboard
      ? planned([
          reachSubject(context, {
            from: 'lifetime',
            to: { role: 'outsystems-cloud', host: 'architecture.outsystems.com' },
            port: 443,
            protocol: protocols.https,
            service: 'Architecture Dashboard',
            key: null,
            depth: 'tls',
          }),
        ])
      : notApplicable(
          'Architecture Dashboard is switched off in the profile (features.architectureDashboard).',
        ),
};
