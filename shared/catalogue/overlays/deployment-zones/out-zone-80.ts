import { once } from '../../../words/once.ts';
import type { CheckDefinition } from '../../check.ts';
import { zoneAddress, zoneAddressRulings } from '../../families/zone-address.ts';
import { eachZone } from '../../zone-subjects.ts';

export const outZone80: CheckDefinition = {
  id: 'out-zone-80',
  requirements: ['N14'],
  title: 'The addresses of deployment zones can be reached over HTTP',
  why: 'The platform reaches the applications of a zone by the address of that zone.',
  group: 'runtime',
  severity: 'required',
  direction: 'outbound',
  roles: ['controller', 'front-end'],
  family: zoneAddress,
  rulings: once(() => zoneAddressRulings('http')),
  plan: (context) => eachZone(context, 'http'),
};
