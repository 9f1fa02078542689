import type { Overlay } from '../../overlay.ts';
import { outZone80 } from './out-zone-80.ts';
import { outZone443 } from './out-zone-443.ts';

/** The addresses by which the platform reaches the applications of a zone. */
export const deploymentZones: Overlay = {
  id: 'deployment-zones',
  version: 10,
  title: 'Deployment zone addresses',
  when: 'Choose it when the front-ends are divided into deployment zones.',
  reference: 'OutSystems 11, deployment zones reference, revision 09c31d0',
  checks: [outZone80, outZone443],
};
