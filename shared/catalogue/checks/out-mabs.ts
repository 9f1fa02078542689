import { once } from '../../words/once.ts';
import type { CheckDefinition } from '../check.ts';
import { cloudRulings } from '../cloud-rulings.ts';
import { cloudSubject } from '../cloud-subjects.ts';
import { cloud } from '../families/cloud.ts';
import { notApplicable, planned } from '../subjects.ts';

export const outMabs: CheckDefinition = {
  id: 'out-mabs',
  requirements: ['R6'],
  title: 'The Mobile Apps Build Service can be reached',
  why: 'Mobile apps are built by this service of OutSystems in the Internet.',
  group: 'cloud',
  severity: 'required',
  direction: 'outbound',
  roles: ['front-end'],
  family: cloud,
  rulings: once(() => cloudRulings()),
  plan: (context) =>
    context.profile.features.mobileApps
      ? planned([
          cloudSubject(context, {
            from: 'front-end',
            host: 'nativebuilder.api.outsystems.com',
            path: '/v1/GetHealth',
            service: 'the Mobile Apps Build Service',
          }),
        ])
      : notApplicable('Mobile apps are switched off[[ in the profile (features.mobileApps)]].'),
};
