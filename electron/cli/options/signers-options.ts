import { z } from 'zod';
import { longest } from '../../../shared/words/lengths.ts';
import { path } from './fields.ts';

const nameError = { error: `a text of 1 to ${longest.name} characters` };

const oneLine = z.string().trim().min(1, nameError).max(longest.name, nameError);

const groupsError = { error: 'the last four groups of the fingerprint, as they were read out' };
const noteError = { error: 'a text of at most 1000 characters' };

export const signersListOptionsSchema = z.strictObject({
  format: z.enum(['table', 'json']).default('table'),
});
export type SignersListOptions = Readonly<z.infer<typeof signersListOptionsSchema>>;

export const signersAddOptionsSchema = z.strictObject({
  /** The last groups of the fingerprint, as they were read out. */
  last: z.string().min(1, groupsError).max(longest.word, groupsError),
  name: oneLine.optional(),
  customer: oneLine.optional(),
  note: z.string().trim().max(1000, noteError).optional(),
  /** What becomes of other keys of the same machine. */
  former: z.enum(['keep', 'remove']).optional(),
});
export type SignersAddOptions = Readonly<z.infer<typeof signersAddOptionsSchema>>;

export const signersExportOptionsSchema = z.strictObject({ out: path.optional() });
export type SignersExportOptions = Readonly<z.infer<typeof signersExportOptionsSchema>>;
