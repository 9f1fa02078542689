import { z } from 'zod';

const portError = { error: 'a port from 1024 to 65535' };

export const serveOptionsSchema = z
  .strictObject({
    port: z
      .string()
      .regex(/^\d{1,5}$/, portError)
      .transform(Number)
      .pipe(z.int().min(1024, portError).max(65_535, portError))
      .optional(),
    open: z.boolean().default(false),
    anyUser: z.boolean().default(false),
    newCode: z.boolean().default(false),
  })
  .refine(({ newCode, open, anyUser }) => !(newCode && (open || anyUser)), {
    path: ['newCode'],
    error: 'alone, or with --port',
  });
export type ServeOptions = Readonly<z.infer<typeof serveOptionsSchema>>;
