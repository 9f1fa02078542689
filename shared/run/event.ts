import { z } from 'zod';
import { factSchema, instantSchema } from './fact.ts';

/** What a run tells while it gathers facts, in this order for each probe; probes overlap. */
export const runEventSchema = z.discriminatedUnion('kind', [
  /** The first event. `probes` is how many there are in all. */
  z.strictObject({ kind: z.literal('run-started'), probes: z.int().min(0) }),
  /** A probe touches the world for the first time; one that is cancelled before never starts. */
  z.strictObject({ kind: z.literal('probe-started'), key: z.string(), at: instantSchema }),
  /** A probe is done. Every probe is reported exactly once. */
  z.strictObject({ kind: z.literal('probe-finished'), key: z.string(), facts: z.array(factSchema) }),
  /** The last event. */
  z.strictObject({ kind: z.literal('run-finished') }),
]);

export type RunEvent = Readonly<z.infer<typeof runEventSchema>>;
