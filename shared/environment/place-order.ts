import type { Place } from '../profile/roles.ts';

/** The order in which machines are listed, and blocks of the matrix stand: along the ways of a request, people last. */
const placeOrder: readonly Place[] = [
  'controller',
  'cache',
  'front-end',
  'lifetime',
  'container-runtime',
  'database',
  'server',
  'outsystems-cloud',
  'end-user',
  'development-tools',
  'sysops',
];

/** Where a place stands in that order, from 0. */
export const placeRank = (place: Place): number => placeOrder.indexOf(place);
