import type { FactOf } from '../../../shared/probe/fact.ts';
import { isAddress } from '../../../shared/profile/host.ts';
import { longest, most } from '../../../shared/words/lengths.ts';
import { attempt } from './attempt.ts';
import { isCancelCode } from './outcome-of-error.ts';
import { plainText } from './plain-text.ts';
import { factCommon, type Probe } from './probe.ts';

type HostsLine = FactOf<'hosts-file'>['lines'][number];

/**
 * The lines of a hosts file that give an address to a name, with their numbers (hosts(5)). Comments, empty lines and
 * lines that do not begin with an address count, but are left out.
 * @param name in lower case; compared without regard to case
 */
export function hostsLinesFor(text: string, name: string): readonly HostsLine[] {
  return text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\n|\r/)
    .flatMap((line, index): readonly HostsLine[] => {
      const [address = '', ...names] = line
        .replace(/#.*$/, '')
        .split(/[ \t]+/)
        .filter((word) => word !== '');
      const at = names.findIndex((entry) => entry.toLowerCase() === name);
      if (!isAddress(address) || at === -1) return [];
      const shown = names.filter((_, place) => place < most.hostsNames - 1 || place === at);
      return [
        {
          number: index + 1,
          address: plainText(address, longest.address),
          names: shown.slice(0, most.hostsNames).map((entry) => plainText(entry, longest.host)),
        },
      ];
    })
    .slice(0, most.hostsLines);
}

/** What the hosts file says about `localhost`: the usual reason for a wrong answer of the resolver. */
export const hostsFile: Probe<'hosts-file'> = {
  observe: async (_request, { clock, platform }) => {
    const path = platform.hostsFilePath;
    const text = await attempt(clock, () => platform.hostsFileText());
    if (text.ok) {
      const lines = [...hostsLinesFor(text.value, 'localhost')];
      return [{ kind: 'hosts-file', ...factCommon('read', text), path, lines }];
    }
    const outcome = isCancelCode(text.code) ? 'cancelled' : 'unavailable';
    return [{ kind: 'hosts-file', ...factCommon(outcome, text, text.code), path, lines: [] }];
  },
  unobserved: (_request, common, { hostsFilePath }) => ({
    kind: 'hosts-file',
    ...common,
    path: hostsFilePath,
    lines: [],
  }),
};
