import { once } from '../../../words/once.ts';
import type { CheckDefinition } from '../../check.ts';
import { zoneAddress, zoneAddressRulings } from '../../families/zone-address.ts';
import { eachZone } from '../../zone-subjects.ts';

export const outZone443: CheckDefinition = {
  id: 'out-zone-443',
  requirements: ['N15'],
  title: 'The addresses of deployment zones can be reached over HTTPS',
  why: 'The platform reaches the applications of a zone by the address of that zone.',
  group: 'runtime',
  severity: 'required',
  direction: 'outbound',
  roles: ['controller', 'front-end'],
  family: zoneAddress,
  rulings: once(() => zoneAddressRulings('https')),
  plan: (context) => eachZone(context, 'https'),
};
