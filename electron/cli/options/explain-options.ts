import { z } from 'zod';
import { longest } from '../../../shared/words/lengths.ts';
import { path } from './fields.ts';

export const explainOptionsSchema = z
  .strictObject({
    file: path.optional(),
    profile: path.optional(),
    run: z
      .string()
      .min(1, { error: 'the id of a run' })
      .max(longest.word, { error: 'the id of a run' })
      .optional(),
    format: z.enum(['table', 'json']).default('table'),
  })
  .refine(({ profile, run }) => profile === undefined || run === undefined, {
    path: ['run'],
    error: 'without --profile: a run has the profile that it was made with',
  });
export type ExplainOptions = Readonly<z.infer<typeof explainOptionsSchema>>;
