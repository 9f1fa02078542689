import { once } from '../../../words/once.ts';
import type { CheckDefinition } from '../../check.ts';
import { cloudRulings } from '../../cloud-rulings.ts';
import { cloudSubject } from '../../cloud-subjects.ts';
import { cloud } from '../../families/cloud.ts';
import { notApplicable, planned } from '../../subjects.ts';

export const aiMentorOut: CheckDefinition = {
  id: 'ai-mentor-out',
  requirements: ['D1', 'N9'],
  title: 'AI Mentor Studio can be reached',
  why: 'Probes from 4.2 on, the successors of the Architecture Dashboard plugin, send what they find in LifeTime to this service.',
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
            host: 'aimentorstudio.outsystems.com',
            path: '/Probe_API/rest/Synchronization/',
            service: 'AI Mentor Studio',
          }),
        ])
      : notApplicable(
          'Architecture Dashboard is switched off[[ in the profile (features.architectureDashboard)]].',
        ),
};
