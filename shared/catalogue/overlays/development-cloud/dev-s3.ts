import { once } from '../../../words/once.ts';
import type { CheckDefinition } from '../../check.ts';
import { cloudRulings } from '../../cloud-rulings.ts';
import { cloudSubject } from '../../cloud-subjects.ts';
import { cloud } from '../../families/cloud.ts';
import { planned } from '../../subjects.ts';

export const devS3: CheckDefinition = {
  id: 'dev-s3',
  requirements: ['N3'],
  title: 'Service Studio can reach the storage of the Forge',
  why: 'Components of the Forge and templates of applications are downloaded from there.',
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
        host: 's3.amazonaws.com',
        path: '/',
        service: 's3.amazonaws.com',
      }),
    ]),
};
