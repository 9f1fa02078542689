import { longest, most } from '../../../shared/words/lengths.ts';
import { attempt } from './attempt.ts';
import { isCancelCode } from './outcome-of-error.ts';
import { plainText } from './plain-text.ts';
import { factCommon, type Probe } from './probe.ts';

const sources = (found: readonly string[]): string[] =>
  found.slice(0, most.nameSources).map((source) => plainText(source, longest.word));

/** In which order this system looks a name up, where it tells. */
export const nameOrder: Probe<'name-order'> = {
  observe: async (_request, { clock, platform }) => {
    const found = await attempt(clock, () => platform.nameOrder());
    if (found.ok)
      return [{ kind: 'name-order', ...factCommon('read', found), sources: sources(found.value) }];
    const common = factCommon(isCancelCode(found.code) ? 'cancelled' : 'unavailable', found, found.code);
    return [{ kind: 'name-order', ...common, sources: [] }];
  },
  unobserved: (_request, common) => ({ kind: 'name-order', ...common, sources: [] }),
};
