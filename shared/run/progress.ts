import { z } from 'zod';
import { groups } from '../catalogue/check.ts';
import { instantSchema } from '../words/instant.ts';
import { checkResultSchema } from './result.ts';

/** How a run gets on, for whoever watches it: the terminal's live line and the wizard draw the same events. */
export const runProgressSchema = z.discriminatedUnion('kind', [
  /** First of all: how many checks will be judged, in total and by group. */
  z.strictObject({
    kind: z.literal('planned'),
    total: z.int().min(0),
    groups: z.array(z.strictObject({ group: z.enum(groups), total: z.int().min(1) })),
  }),
  /** The probe that has been waiting longest, whenever that changes; null when none is. `limitMs` is its deadline. */
  z.strictObject({
    kind: z.literal('waiting'),
    longest: z.strictObject({ what: z.string(), since: instantSchema, limitMs: z.int().min(1) }).nullable(),
  }),
  /** A check was judged. `done` counts the judged ones, this one included. */
  z.strictObject({
    kind: z.literal('check'),
    check: checkResultSchema,
    done: z.int().min(1),
    total: z.int().min(1),
  }),
]);

export type RunProgress = Readonly<z.infer<typeof runProgressSchema>>;
