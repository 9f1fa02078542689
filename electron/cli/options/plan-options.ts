import { z } from 'zod';
import { hostPlaces, isHostPlace } from '../../../shared/profile/host-places.ts';
import { roles } from '../../../shared/profile/roles.ts';
import { most } from '../../../shared/words/lengths.ts';
import { address, listenRoles, path, profileSelection } from './fields.ts';

export const planOptionsSchema = z
  .strictObject({
    ...profileSelection,
    role: z.array(z.enum(listenRoles)).default([]),
    out: path.optional(),
    format: z.enum(['table', 'json']).default('table'),
    listen: z.boolean().default(false),
    address: z.array(address).max(most.addresses).default([]),
  })
  .refine(({ listen, role }) => listen || role.every((place) => !isHostPlace(place)), {
    path: ['role'],
    error: `${roles.join(', ')}; with --listen also ${hostPlaces.join(', ')}`,
  });
export type PlanOptions = Readonly<z.infer<typeof planOptionsSchema>>;
