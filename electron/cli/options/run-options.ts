import { z } from 'zod';
import { reportFormats } from '../../../shared/report/report-formats.ts';
import { textFields } from '../../../shared/words/text-kind.ts';
import { path } from './fields.ts';

export const runListOptionsSchema = z.strictObject({ format: z.enum(['table', 'json']).default('table') });
export type RunListOptions = Readonly<z.infer<typeof runListOptionsSchema>>;

export const runSaveOptionsSchema = z.strictObject({
  out: path,
  format: z.array(z.enum(reportFormats)).max(reportFormats.length).default([]),
  redact: z.boolean().default(false),
  keepText: z.array(z.enum(textFields)).max(textFields.length).default([]),
  pageSize: z.enum(['a4', 'letter']).default('a4'),
  key: path.optional(),
  passwordFile: path.optional(),
});
export type RunSaveOptions = Readonly<z.infer<typeof runSaveOptionsSchema>>;
