import { z } from 'zod';
import { path } from './fields.ts';

export const identityShowOptionsSchema = z.strictObject({
  format: z.enum(['table', 'json']).default('table'),
  redacted: z.boolean().default(false),
});
export type IdentityShowOptions = Readonly<z.infer<typeof identityShowOptionsSchema>>;

export const identityImportOptionsSchema = z.strictObject({ passwordFile: path.optional() });
export type IdentityImportOptions = Readonly<z.infer<typeof identityImportOptionsSchema>>;

export const identityExportOptionsSchema = z.strictObject({ out: path.optional() });
export type IdentityExportOptions = Readonly<z.infer<typeof identityExportOptionsSchema>>;
