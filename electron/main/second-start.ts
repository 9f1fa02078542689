import { z } from 'zod';

/** What a second start tells the first one of itself. */
export type SecondStart = { readonly isElevated: boolean | null };

const secondStartSchema = z.strictObject({ isElevated: z.boolean().nullable() });

/**
 * What is to be said to a person who starts the program again, of the window that is open already; null where the window
 * is all that was wanted. Rights are given to a process at its start, so that an open window cannot get them.
 * @param told what the second start has told, from another process
 */
export function secondStartNotice(isElevated: boolean | null, told: unknown): string | null {
  const second = secondStartSchema.safeParse(told);
  const isWanted = second.success && second.data.isElevated === true && isElevated === false;
  return isWanted
    ? 'Netready is open already, without administrator rights. Close this window, then start Netready as administrator again.'
    : null;
}
