import { performance } from 'node:perf_hooks';
import type { Clock } from '../base/world.ts';

/** The clock of this machine. */
export const systemClock: Clock = { now: () => new Date(), monotonicMs: () => performance.now() };
