import { z } from 'zod';
import { textFields } from '../words/text-kind.ts';

/** A text that may say anything, which is removed unless a person wants it kept. */
export const freeTextSchema = z.strictObject({
  /** Where it stands. */
  fields: z.array(z.enum(textFields)).min(1),
  /** The text as it stands in the result. */
  text: z.string(),
  /** What stands in its place where it is removed. */
  marker: z.string(),
  /** The text as it would be kept, with the names in it replaced. */
  kept: z.string(),
});
export type FreeText = z.infer<typeof freeTextSchema>;
