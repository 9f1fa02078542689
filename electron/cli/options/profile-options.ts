import { z } from 'zod';
import { path } from './fields.ts';

export const profileOutOptionsSchema = z.strictObject({ out: path.optional() });
export type ProfileOutOptions = Readonly<z.infer<typeof profileOutOptionsSchema>>;
