import type { Overlay } from '../../overlay.ts';
import { outMabsCtrl } from './out-mabs-ctrl.ts';

/** Since Platform Server 11.26.0 the controller calls the builder of mobile apps. */
export const mobileBuilderController: Overlay = {
  id: 'mobile-builder-controller',
  version: 11,
  title: 'Mobile apps are built through the controller',
  when: 'Choose it from OutSystems 11.26.0 on, if mobile apps are generated.',
  reference:
    'OutSystems 11, Mobile Apps Build Service: connectivity requirements (from Platform Server 11.26.0)',
  checks: [outMabsCtrl],
};
