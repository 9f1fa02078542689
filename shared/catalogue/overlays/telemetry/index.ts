import type { Overlay } from '../../overlay.ts';
import { outTelemetry } from './out-telemetry.ts';

/** What servers send to OutSystems itself. */
export const telemetry: Overlay = {
  id: 'telemetry',
  version: 7,
  title: 'Telemetry to OutSystems',
  when: 'Choose it when your servers may send telemetry to OutSystems.',
  reference: 'OutSystems 11 network requirements, revision 4332f81: monitoring, row about telemetry',
  checks: [outTelemetry],
};
