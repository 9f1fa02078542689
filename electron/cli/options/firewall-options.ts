import { z } from 'zod';
import { firewallTools } from '../../../shared/report/firewall-tools.ts';
import { path, profileSelection } from './fields.ts';

export const firewallOptionsSchema = z
  .strictObject({
    ...profileSelection,
    out: path.optional(),
    format: z.enum(['csv', 'connections', ...firewallTools]).default('csv'),
    direction: z.enum(['in', 'out', 'both']).optional(),
    environment: z.boolean().default(false),
  })
  .refine(({ environment, format }) => !environment || format === 'csv' || format === 'connections', {
    path: ['environment'],
    error: 'with --format csv or connections; commands are for the firewall of one server',
  })
  .refine(
    ({ environment, role, direction }) => !environment || (role.length === 0 && direction === undefined),
    {
      path: ['environment'],
      error: 'without --role and --direction: it is about every server that the profile names',
    },
  )
  .transform(({ direction, ...options }) => ({
    ...options,
    /** The network team needs both; the firewall of a server lets everything out unless somebody changed that. */
    direction:
      direction ??
      (options.format === 'csv' || options.format === 'connections' ? ('both' as const) : ('in' as const)),
  }));
export type FirewallOptions = Readonly<z.infer<typeof firewallOptionsSchema>>;
