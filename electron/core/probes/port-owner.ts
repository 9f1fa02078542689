import { attempt } from './attempt.ts';
import { isCancelCode } from './outcome-of-error.ts';
import { factCommon, type Probe } from './probe.ts';

/** Who listens on a local port, as far as this system tells this account. */
export const portOwner: Probe<'port-owner'> = {
  observe: async ({ port }, { clock, platform }) => {
    const found = await attempt(clock, () => platform.portOwners(port));
    if (found.ok)
      return [{ kind: 'port-owner', ...factCommon('read', found), port, owners: [...found.value] }];
    const common = factCommon(isCancelCode(found.code) ? 'cancelled' : 'unavailable', found, found.code);
    return [{ kind: 'port-owner', ...common, port, owners: [] }];
  },
  unobserved: ({ port }, common) => ({ kind: 'port-owner', ...common, port, owners: [] }),
};
