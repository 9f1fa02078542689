import { z } from 'zod';
import { instantSchema } from '../words/instant.ts';

/** The steps of the wizard, in order. */
export const steps = [
  'start',
  'machine',
  'environment',
  'scope',
  'review',
  'run',
  'results',
  'report',
] as const;
export const stepSchema = z.enum(steps);
export type Step = z.infer<typeof stepSchema>;

/**
 * What survives a crash or a closed lid: the answers as they were typed, whole or not, and the last run. Answers are
 * the input of the profile's schema, so that a half-filled field is kept as it is and judged when it is used.
 */
export const sessionSchema = z.strictObject({
  schemaVersion: z.literal(1),
  step: stepSchema,
  /** The last step that was gone on to; steps before it stay open. Sessions that were kept before it was asked have none. */
  reached: stepSchema.optional(),
  /** JSON text of the answers, at most 1 MiB. */
  answers: z.string().max(1024 * 1024),
  lastRun: z.uuid().nullable(),
});

export type Session = Readonly<z.infer<typeof sessionSchema>>;

/**
 * Which state of the kept session something is based on; null where none was kept. Only compared, never read: a save
 * that names another one than is there now was made without having seen what somebody else has kept meanwhile.
 */
export const revisionSchema = z.string().min(1).max(64).nullable();
export type Revision = z.infer<typeof revisionSchema>;

/** The id of one showing of the page: a tab, a window, and another one after it was loaded again. */
export const windowIdSchema = z.uuid();

/**
 * The session of a window that was refused because another window had kept its own meanwhile. It waits under the id of
 * its window until somebody decides between both.
 */
export const asideSessionSchema = z.strictObject({
  window: windowIdSchema,
  session: sessionSchema,
  changedAt: instantSchema,
});
export type AsideSession = Readonly<z.infer<typeof asideSessionSchema>>;
