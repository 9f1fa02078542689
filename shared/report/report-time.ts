import { z } from 'zod';
import { instantSchema } from '../words/instant.ts';

/** Whose word the time of a report is that has just been made. */
export const reportTimeSchema = z.discriminatedUnion('kind', [
  /** An authority's: what its certificate calls it, and the instant that it confirmed. */
  z.strictObject({ kind: z.literal('confirmed'), authority: z.string(), time: instantSchema }),
  /** The signing computer's. `why` is a sentence where the profile wanted more; else null. */
  z.strictObject({ kind: z.literal('claimed'), why: z.string().nullable() }),
]);

export type ReportTime = Readonly<z.infer<typeof reportTimeSchema>>;
