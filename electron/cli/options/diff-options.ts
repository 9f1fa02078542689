import { z } from 'zod';
import { path } from './fields.ts';

export const diffOptionsSchema = z.strictObject({
  trust: path.optional(),
  format: z.enum(['table', 'json']).default('table'),
  quick: z.boolean().default(false),
});
export type DiffOptions = Readonly<z.infer<typeof diffOptionsSchema>>;
