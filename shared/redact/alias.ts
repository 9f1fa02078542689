import { z } from 'zod';

/** What an alias stands for. */
export const aliasKinds = [
  'host',
  'domain',
  'address',
  'user',
  'name',
  'file',
  'certificate',
  'text',
] as const;

/** A value of a result and what stands in its place when names and addresses are replaced. */
export const aliasSchema = z.strictObject({
  kind: z.enum(aliasKinds),
  original: z.string(),
  alias: z.string(),
});
export type Alias = Readonly<z.infer<typeof aliasSchema>>;
