import { z } from 'zod';
import { most } from '../../../shared/words/lengths.ts';
import { address, listenRoles, path, profileSelection, rehearsalCode } from './fields.ts';

const minutesError = { error: 'minutes from 1 to 240' };

export const listenOptionsSchema = z.strictObject({
  ...profileSelection,
  ...rehearsalCode,
  role: z.array(z.enum(listenRoles)).default([]),
  for: z
    .string()
    .regex(/^\d{1,3}$/, minutesError)
    .transform(Number)
    .pipe(z.int().min(1, minutesError).max(240, minutesError)),
  address: z.array(address).max(most.addresses).default([]),
  out: path.optional(),
  pageSize: z.enum(['a4', 'letter']).default('a4'),
  key: path.optional(),
  passwordFile: path.optional(),
});
export type ListenOptions = Readonly<z.infer<typeof listenOptionsSchema>>;
