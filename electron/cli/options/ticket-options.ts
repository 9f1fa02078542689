import { z } from 'zod';
import { path } from './fields.ts';

export const ticketOptionsSchema = z.strictObject({
  format: z.enum(['markdown', 'text']).default('markdown'),
  trust: path.optional(),
  quick: z.boolean().default(false),
  out: path.optional(),
});
export type TicketOptions = Readonly<z.infer<typeof ticketOptionsSchema>>;
