import type { CheckDefinition } from '../check.ts';
import { hostCache } from './host-cache.ts';
import { hostDatabase } from './host-database.ts';

/** What a host can be for the platform that has no role of OutSystems, and so no checks of its own. */
export const hostPlaces = ['database', 'cache'] as const;
export type HostPlace = (typeof hostPlaces)[number];

export const isHostPlace = (place: string): place is HostPlace => hostPlaces.some((known) => known === place);

/** What is asked about such a host, where it takes part in a rehearsal: who of the platform's servers reaches it. */
export const hostChecks: Readonly<Record<HostPlace, CheckDefinition>> = {
  database: hostDatabase,
  cache: hostCache,
};
