import type { Overlay } from '../../overlay.ts';
import { inCtrl12100 } from './in-ctrl-12100.ts';
import { inDeploy12101 } from './in-deploy-12101.ts';
import { inSched12102 } from './in-sched-12102.ts';
import { locPort12100 } from './loc-port-12100.ts';
import { locPort12101 } from './loc-port-12101.ts';
import { locPort12102 } from './loc-port-12102.ts';
import { monCtrlDeploy12101 } from './mon-ctrl-deploy-12101.ts';
import { monCtrlSched12102 } from './mon-ctrl-sched-12102.ts';
import { monFeCtrl12100 } from './mon-fe-ctrl-12100.ts';
import { monFeDeploy12101 } from './mon-fe-deploy-12101.ts';
import { monFeSched12102 } from './mon-fe-sched-12102.ts';
import { outCtrl12100 } from './out-ctrl-12100.ts';
import { outDeploy12101 } from './out-deploy-12101.ts';

/** The primary ports, each a twin of a row about the port that the source document names. */
export const platformPorts: Overlay = {
  id: 'platform-ports',
  version: 17,
  title: 'Primary ports 12100 to 12102',
  when: 'Choose it from OutSystems 11.21.0 on, with which the services listen on these ports too.',
  reference:
    'OutSystems 11 network requirements, and release notes of Platform Server 11.21.0 and 11.28.0 (port 12102), 11.24.0 and 11.41.0 (port 12101), 11.25.0 (port 12100)',
  checks: [
    locPort12100,
    locPort12101,
    locPort12102,
    outCtrl12100,
    inCtrl12100,
    outDeploy12101,
    inDeploy12101,
    monFeCtrl12100,
    monFeDeploy12101,
    monFeSched12102,
    monCtrlDeploy12101,
    monCtrlSched12102,
    inSched12102,
  ],
};
