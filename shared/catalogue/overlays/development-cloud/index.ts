import type { Overlay } from '../../overlay.ts';
import { devFonts } from './dev-fonts.ts';
import { devOutsystems } from './dev-outsystems.ts';
import { devS3 } from './dev-s3.ts';

/** Where Service Studio finds what it does not bring along. */
export const developmentCloud: Overlay = {
  id: 'development-cloud',
  version: 7,
  title: 'Cloud services of Service Studio',
  when: 'Choose it when people work with Service Studio.',
  reference: 'OutSystems 11 network requirements, revision 4332f81: rows about Service Studio',
  checks: [devOutsystems, devS3, devFonts],
};
