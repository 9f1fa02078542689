import { z } from 'zod';
import { isAddress } from '../../../shared/profile/host.ts';
import { hostPlaces } from '../../../shared/profile/host-places.ts';
import { roleSchema, roles } from '../../../shared/profile/roles.ts';
import { longest } from '../../../shared/words/lengths.ts';
import { phaseSchema } from '../../../shared/words/verdict.ts';

/** A path as it is typed. */
export const path = z.string().min(1, { error: 'a path' }).max(4096, { error: 'a path' });

/** The profile, and what of it the command line puts in another's place. */
export const profileSelection = {
  profile: path.optional(),
  phase: phaseSchema.optional(),
  role: z.array(roleSchema).default([]),
};

/** Commander gives `true` for an option without the value that it may have. */
export const rehearsalCode = {
  rehearsalFile: path.optional(),
  rehearsal: z.union([z.literal(true), z.string().max(longest.line)]).optional(),
};

/** Where a machine that listens may stand. */
export const listenRoles = [...roles, ...hostPlaces] as const;

/** An address of this machine. */
export const address = z.string().refine(isAddress, { error: 'an address of this machine' });
