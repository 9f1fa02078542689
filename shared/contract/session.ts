import { z } from 'zod';

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
  /** JSON text of the answers, at most 1 MiB. */
  answers: z.string().max(1024 * 1024),
  lastRun: z.uuid().nullable(),
});

export type Session = Readonly<z.infer<typeof sessionSchema>>;
