import { once } from '../../../words/once.ts';
import type { CheckDefinition } from '../../check.ts';
import { cloudRulings } from '../../cloud-rulings.ts';
import { cloudSubject } from '../../cloud-subjects.ts';
import { cloud } from '../../families/cloud.ts';
import { sinceRelease } from '../../platform-version.ts';
import { notApplicable, planned } from '../../subjects.ts';

export const outMabsCtrl: CheckDefinition = {
  id: 'out-mabs-ctrl',
  requirements: ['R6'],
  title: 'The Mobile Apps Build Service can be reached from the controller',
  why: 'In later releases the Deployment Controller Service itself has mobile apps built by this service in the Internet.',
  group: 'cloud',
  severity: 'required',
  direction: 'outbound',
  roles: ['controller'],
  family: cloud,
  rulings: once(() => cloudRulings()),
  plan: (context) =>
    context.profile.features.mobileApps
      ? sinceRelease(context, '11.26.0', 'The controller calls the Mobile Apps Build Service', () =>
          planned([
            cloudSubject(context, {
              from: 'controller',
              host: 'nativebuilder.api.outsystems.com',
              path: '/v1/GetHealth',
              service: 'the Mobile Apps Build Service',
            }),
          ]),
        )
      : notApplicable('Mobile apps are switched off[[ in the profile (features.mobileApps)]].'),
};
