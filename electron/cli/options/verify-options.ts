import { z } from 'zod';
import { path } from './fields.ts';

export const verifyOptionsSchema = z.strictObject({
  trust: path.optional(),
  format: z.enum(['table', 'json']).default('table'),
  extract: path.optional(),
  dir: path.optional(),
  quick: z.boolean().default(false),
});
export type VerifyOptions = Readonly<z.infer<typeof verifyOptionsSchema>>;
