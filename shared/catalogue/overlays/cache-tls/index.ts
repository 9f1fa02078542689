import type { Overlay } from '../../overlay.ts';
import { ctCache5671 } from './ct-cache-5671.ts';
import { inCache5671 } from './in-cache-5671.ts';
import { locPort5671 } from './loc-port-5671.ts';
import { outCache5671 } from './out-cache-5671.ts';

/** The port for TLS beside the one without, for a change from one to the other. */
export const cacheTls: Overlay = {
  id: 'cache-tls',
  version: 17,
  title: 'Cache Invalidation Service with TLS on port 5671',
  when: 'Choose it before the Cache Invalidation Service is switched to TLS.',
  reference: 'OutSystems 11, Cache Invalidation Service: enable TLS',
  checks: [locPort5671, outCache5671, inCache5671, ctCache5671],
};
