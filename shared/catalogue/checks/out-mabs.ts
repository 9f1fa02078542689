import type { CheckDefinition } from '../check.ts';
import { reach } from '../families/reach.ts';
import { cloudRulings } from '../service-rulings.ts';
import { notApplicable, planned, protocols, reachSubject } from '../subjects.ts';

export const outMabs: CheckDefinition = {
  id: 'out-mabs',
  requirements: ['R6'],
  title: 'The Mobile Apps Build Service can be reached',
  failureTitle: 'The Mobile Apps Build Service cannot be reached',
  why: 'Mobile apps are built by this service of OutSystems in the Internet.',
  group: 'cloud',
  severity: 'required',
  direction: 'outbound',
  roles: ['front-end'],
  family: reach,
  rulings: cloudRulings(),
  plan: (context) =>
    context.profile.features.mobileApps
      ? planned([
          reachSubject(context, {
            from: 'front-end',
            to: { role: 'outsystems-cloud', host: 'nativebuilder.api.outsystems.com' },
            port: 443,
            protocol: protocols.https,
            service: 'the Mobile Apps Build Service',
            key: null,
            depth: 'tls',
          }),
        ])
      : notApplicable('Mobile apps are switched off in the profile (features.mobileApps).'),
};
