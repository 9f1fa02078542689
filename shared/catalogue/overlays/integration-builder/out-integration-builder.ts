import { once } from '../../../words/once.ts';
import type { CheckDefinition } from '../../check.ts';
import { cloudRulings } from '../../cloud-rulings.ts';
import { cloudSubject } from '../../cloud-subjects.ts';
import { cloud } from '../../families/cloud.ts';
import { notApplicable, planned } from '../../subjects.ts';

export const outIntegrationBuilder: CheckDefinition = {
  id: 'out-integration-builder',
  requirements: ['N6'],
  title: 'Integration Builder can be reached',
  why: 'Integrations that were made with Integration Builder talk to it; only the development environment has to.',
  group: 'cloud',
  severity: 'required',
  direction: 'outbound',
  roles: ['front-end'],
  family: cloud,
  rulings: once(() => cloudRulings()),
  plan: (context) =>
    context.profile.features.integrationBuilder
      ? planned([
          cloudSubject(context, {
            from: 'front-end',
            host: 'integrationbuilder.outsystems.com',
            path: '/',
            service: 'Integration Builder',
          }),
        ])
      : notApplicable(
          'Integration Builder is switched off[[ in the profile (features.integrationBuilder)]].',
        ),
};
