import type { FactOf } from '../../../shared/probe/fact.ts';
import { isAddress } from '../../../shared/profile/host.ts';
import { longest, most } from '../../../shared/words/lengths.ts';
import { attempt } from './attempt.ts';
import { isCancelCode } from './outcome-of-error.ts';
import { plainText } from './plain-text.ts';
import { factCommon, type Probe } from './probe.ts';

type HostsLine = FactOf<'hosts-file'>['lines'][number];

/**
 * What a hosts file is written in that no system reads as it is meant: a byte order mark becomes part of the address in the
 * first line, and in UTF-16 no line is one. Text in UTF-16 that is read as UTF-8 has a zero in every other place.
 */
const encodingOf = (text: string): FactOf<'hosts-file'>['encoding'] =>
  text.includes('\0') ? 'utf-16' : text.startsWith('\uFEFF') ? 'utf-8-bom' : undefined;

/**
 * The lines of a hosts file that give an address to a name, with their numbers (hosts(5)). Comments, empty lines and
 * lines that do not begin with an address count, but are left out; so does a first line behind a byte order mark.
 * @param name in lower case; compared without regard to case
 */
export function hostsLinesFor(text: string, name: string): readonly HostsLine[] {
  return text
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
      const encoding = encodingOf(text.value);
      return [
        {
          kind: 'hosts-file',
          ...factCommon('read', text),
          ...(encoding === undefined ? {} : { encoding }),
          path,
          lines,
        },
      ];
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
