import type { IncomingMessage } from 'node:http';
import { onlyField } from './gate.ts';

/**
 * How a browser came to the door, as it says itself (Fetch Metadata). No script can choose these fields.
 * - `person`: somebody opened the address, in the bar, from another program or from the file that `--open` writes.
 * - `worker`: the same, but a service worker stood between and asked for the page itself.
 * - `script`: a page of this very origin wants it, or wants it as something else than a page of its own: an image, a
 *   frame, text to read.
 */
export type Arrival = 'person' | 'worker' | 'script';

/** An old browser says nothing, and neither does a program that is none; what it is told is worth nothing without the code. */
const isSilent = (values: readonly string[]): boolean => values.every((value) => value === '');

/** How a request came to the door. */
export function arrivalOf(request: IncomingMessage): Arrival {
  const mode = onlyField(request, 'sec-fetch-mode');
  const target = onlyField(request, 'sec-fetch-dest');
  const site = onlyField(request, 'sec-fetch-site');
  if (isSilent([mode, target, site])) return 'person';
  if (mode !== 'navigate') return 'script';
  if (target === 'empty') return 'worker';
  return target === 'document' && site !== 'same-origin' ? 'person' : 'script';
}
