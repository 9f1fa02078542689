import type { Overlay } from '../../overlay.ts';
import { noExposure } from './no-exposure.ts';

/** What nobody outside should reach. */
export const exposure: Overlay = {
  id: 'exposure',
  version: 2,
  title: 'Service ports off the Internet',
  when: 'Choose it when servers of the platform have public addresses.',
  reference:
    'OutSystems 11 network requirements, revision 4332f81: advice about ports 12000 to 12002 and 12100 to 12102',
  checks: [noExposure],
};
