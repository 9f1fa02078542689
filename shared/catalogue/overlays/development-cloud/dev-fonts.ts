import { once } from '../../../words/once.ts';
import type { CheckDefinition } from '../../check.ts';
import { cloudRulings } from '../../cloud-rulings.ts';
import { cloudSubject } from '../../cloud-subjects.ts';
import { cloud } from '../../families/cloud.ts';
import { planned } from '../../subjects.ts';

export const devFonts: CheckDefinition = {
  id: 'dev-fonts',
  requirements: ['N4'],
  title: 'Service Studio can reach the web fonts of themes',
  why: 'Themes use web fonts, in Service Studio and when applications run.',
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
        host: 'fonts.googleapis.com',
        path: '/',
        service: 'fonts.googleapis.com',
      }),
    ]),
};
