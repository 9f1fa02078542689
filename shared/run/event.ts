import type { Fact } from '../probe/fact.ts';
import type { Contacted } from './result.ts';

/**
 * What a run tells while it gathers facts, in this order for each probe; probes overlap. It never leaves the process;
 * what a page or a terminal hears is `RunProgress`.
 */
export type RunEvent =
  /** The first event. `probes` is how many there are in all. */
  | { readonly kind: 'run-started'; readonly probes: number }
  /** A probe touches the world for the first time, at an instant in ISO 8601; one that is cancelled before never starts. */
  | { readonly kind: 'probe-started'; readonly key: string; readonly at: string }
  /** One attempt to reach an end of the plan, before anything is sent. */
  | { readonly kind: 'contacted'; readonly contact: Omit<Contacted, 'count'> }
  /** A probe is done. Every probe is reported exactly once. */
  | { readonly kind: 'probe-finished'; readonly key: string; readonly facts: readonly Fact[] }
  /** The last event. */
  | { readonly kind: 'run-finished' };
