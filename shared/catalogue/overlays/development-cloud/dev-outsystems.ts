import { once } from '../../../words/once.ts';
import type { CheckDefinition } from '../../check.ts';
import { cloudRulings } from '../../cloud-rulings.ts';
import { cloudSubject } from '../../cloud-subjects.ts';
import { cloud } from '../../families/cloud.ts';
import { planned } from '../../subjects.ts';

export const devOutsystems: CheckDefinition = {
  id: 'dev-outsystems',
  requirements: ['N2'],
  title: 'Service Studio can reach OutSystems',
  why: 'Service Studio finds updates, the Forge and AI help there, and sends telemetry.',
  group: 'cloud',
  severity: 'advisory',
  direction: 'outbound',
  roles: ['development-tools'],
  family: cloud,
  rulings: once(() => cloudRulings()),
  plan: (context) =>
    planned([
      cloudSubject(context, {
        from: 'development-tools',
        host: 'outsystems.com',
        path: '/',
        service: 'outsystems.com',
      }),
    ]),
};
