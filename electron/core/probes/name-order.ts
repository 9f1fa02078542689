import { attempt } from './attempt.ts';
import { isCancelCode } from './outcome-of-error.ts';
import { factCommon, type Probe } from './probe.ts';

/** In which order this system looks a name up, where it tells. */
export const nameOrder: Probe<'name-order'> = {
  observe: async (_request, { clock, platform }) => {
    const found = await attempt(clock, () => platform.nameOrder());
    if (found.ok) return [{ kind: 'name-order', ...factCommon('read', found), sources: [...found.value] }];
    const common = factCommon(isCancelCode(found.code) ? 'cancelled' : 'unavailable', found, found.code);
    return [{ kind: 'name-order', ...common, sources: [] }];
  },
  unobserved: (_request, common) => ({ kind: 'name-order', ...common, sources: [] }),
};
