import { most } from '../../../shared/words/lengths.ts';
import { outcomeOfError } from './outcome-of-error.ts';
import { factCommon, type Probe } from './probe.ts';

/** All addresses of a name, as every program of this machine gets them. */
export const resolve: Probe<'resolve'> = {
  observe: async ({ host }, context) => {
    const found = await context.resolve(host);
    const code = found.ok ? null : found.code;
    const outcome = found.ok ? 'resolved' : outcomeOfError(found.code, 'lookup');
    const addresses = found.ok ? found.value.slice(0, most.addresses) : [];
    return [{ kind: 'resolve', ...factCommon(outcome, found, code), host, addresses }];
  },
  unobserved: ({ host }, common) => ({ kind: 'resolve', ...common, host, addresses: [] }),
};
