import { z } from 'zod';
import { fingerprintSchema } from '../../../shared/report/trust-file.ts';
import { longest, most } from '../../../shared/words/lengths.ts';
import { path } from './fields.ts';

export const mergeOptionsSchema = z.strictObject({
  out: path,
  dir: path.optional(),
  pages: z.boolean().default(false),
  trust: path.optional(),
  confirmKey: z
    .array(
      z
        .string()
        .max(longest.line)
        .transform((typed) => fingerprintSchema.safeParse(typed).data ?? '')
        .refine((fingerprint) => fingerprint !== '', { error: 'a fingerprint of 64 digits (0-9, a-f)' }),
    )
    .max(most.inputs)
    .default([]),
  format: z.enum(['table', 'json']).default('table'),
  redact: z.boolean().default(false),
  pageSize: z.enum(['a4', 'letter']).default('a4'),
  key: path.optional(),
  passwordFile: path.optional(),
});
export type MergeOptions = Readonly<z.infer<typeof mergeOptionsSchema>>;
