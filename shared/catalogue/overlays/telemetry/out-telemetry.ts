import { once } from '../../../words/once.ts';
import type { CheckDefinition } from '../../check.ts';
import { telemetryRulings } from '../../cloud-rulings.ts';
import { cloudSubject } from '../../cloud-subjects.ts';
import { cloud } from '../../families/cloud.ts';
import { planned } from '../../subjects.ts';

export const outTelemetry: CheckDefinition = {
  id: 'out-telemetry',
  requirements: ['N1'],
  title: 'Telemetry can be sent to OutSystems',
  why: 'Servers send OutSystems what helps to support them, and the use of their licence.',
  group: 'monitoring',
  severity: 'monitoring',
  direction: 'outbound',
  roles: ['controller', 'front-end'],
  family: cloud,
  rulings: once(() => telemetryRulings()),
  plan: (context) =>
    planned([
      cloudSubject(context, {
        from: context.roles.includes('front-end') ? 'front-end' : 'controller',
        host: 'outsystems.com',
        path: '/',
        service: 'OutSystems telemetry',
      }),
    ]),
};
