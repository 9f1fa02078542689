import { setTimeout as delay } from 'node:timers/promises';
import type { Clock } from '../base/world.ts';
import { abortError } from '../probes/probe-error.ts';

/** Waits until the next connection may begin. @throws the reason of the abort */
export type Pace = (signal: AbortSignal) => Promise<void>;

/** How far ahead of its time a connection may begin, in ms, so that timers of a few ms do not slow the pace down. */
const aheadMs = 20;

/**
 * Spreads new connections evenly, so that a firewall which counts them does not take a run for a flood.
 * @param perSecond how many may begin in one second
 */
export function createPace(perSecond: number, clock: Clock): Pace {
  const gapMs = 1000 / perSecond;
  let nextMs = 0;
  return async (signal) => {
    const now = clock.monotonicMs();
    const at = Math.max(nextMs, now - aheadMs);
    nextMs = at + gapMs;
    if (at <= now) return;
    await delay(at - now, undefined, { signal }).catch(() => {
      throw abortError(signal);
    });
  };
}
