import type { HostPlace } from '../../profile/host-places.ts';
import type { CheckDefinition } from '../check.ts';
import { hostCache } from './host-cache.ts';
import { hostDatabase } from './host-database.ts';

/** What is asked about such a host, where it takes part in a rehearsal: who of the platform's servers reaches it. */
export const hostChecks: Readonly<Record<HostPlace, CheckDefinition>> = {
  database: hostDatabase,
  cache: hostCache,
};
