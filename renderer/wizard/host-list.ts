import { hostSchema } from '../../shared/profile/host.ts';
import { hostsLine } from './host-reading.ts';

/** One entry of a list: where it stands (line 1 is the first; `start` and `end` count UTF-16 units) and what it says. */
export type ListedHost = {
  readonly line: number;
  readonly text: string;
  readonly start: number;
  readonly end: number;
};

/** A pasted list, taken apart. `hosts` are written the profile's way, each once, in their order. */
export type HostList = {
  readonly hosts: readonly string[];
  /** Entries that are no host by themselves, as they were typed. */
  readonly wrong: readonly ListedHost[];
  /** How many entries repeat another. */
  readonly repeated: number;
  /** How many lines are remarks, which are left out. */
  readonly remarks: number;
};

const lineEnds = /\r\n|[\n\r\u2028\u2029]/g;

/** The parts of a text between matches of a pattern, trimmed, without the empty ones. `at` is where the text stands. */
function partsOf(text: string, pattern: RegExp, at: number): readonly Omit<ListedHost, 'line'>[] {
  const ends = [...text.matchAll(pattern)];
  const starts = [0, ...ends.map(({ index, 0: end }) => index + end.length)];
  return starts.flatMap((start, index) => {
    const raw = text.slice(start, ends[index]?.index ?? text.length);
    const entry = raw.trim();
    const from = at + start + (raw.length - raw.trimStart().length);
    return entry === '' ? [] : [{ text: entry, start: from, end: from + entry.length }];
  });
}

/** The lines of a text with something in them, with their numbers. */
function linesOf(text: string): readonly ListedHost[] {
  let seen = 0;
  let line = 1;
  return partsOf(text, lineEnds, 0).map((row) => {
    line += [...text.slice(seen, row.start).matchAll(lineEnds)].length;
    seen = row.start;
    return { ...row, line };
  });
}

const entriesOf = (row: ListedHost): readonly ListedHost[] =>
  partsOf(row.text, /[,;\t]/g, row.start).map((entry) => ({ ...entry, line: row.line }));

/** Every entry of a list between line ends, commas, semicolons and tabs; empty ones are passed over. */
export const listEntries = (text: string): readonly ListedHost[] => linesOf(text).flatMap(entriesOf);

const isRemark = ({ text }: ListedHost): boolean => /^(?:#|\/\/(?!\S*[\\/]))/.test(text);

/** A line that is one machine although tabs stand in it: an address and its names. */
const isOneMachine = ({ text }: ListedHost): boolean => hostsLine(text) !== null;

/** Lists that were taken apart before: one list of hundreds is looked at with every key that is typed elsewhere. */
const known = new Map<string, HostList>();
const mostKnown = 16;

/** Takes a pasted list of hosts apart. What is a host, the profile's schema decides. */
export function parseHostList(text: string): HostList {
  const found = known.get(text) ?? takeApart(text);
  if (known.size >= mostKnown) known.clear();
  known.set(text, found);
  return found;
}

function takeApart(text: string): HostList {
  const rows = linesOf(text);
  const telling = rows.filter((row) => !isRemark(row));
  const entries = telling.flatMap((row) => (isOneMachine(row) ? [row] : entriesOf(row)));
  const checked = entries.map((entry) => ({ entry, parsed: hostSchema.safeParse(entry.text) }));
  const good = checked.flatMap(({ parsed }) => (parsed.success ? [parsed.data] : []));
  const hosts = [...new Set(good)];
  return {
    hosts,
    wrong: checked.filter(({ parsed }) => !parsed.success).map(({ entry }) => entry),
    repeated: good.length - hosts.length,
    remarks: rows.length - telling.length,
  };
}

/** What an entry is replaced by: hosts, or nothing. */
export type Replacement = { readonly entry: ListedHost; readonly hosts: readonly string[] };

/** The text of a list with entries replaced; what stands around them stays. */
export function withReplaced(text: string, replacements: readonly Replacement[]): string {
  const fromTheEnd = replacements.toSorted((left, right) => right.entry.start - left.entry.start);
  return fromTheEnd
    .reduce(
      (rest, { entry, hosts }) => rest.slice(0, entry.start) + hosts.join('\n') + rest.slice(entry.end),
      text,
    )
    .replaceAll(/\n[ ,;\t]*(?=\n)/g, '')
    .replace(/^[ ,;\t]*\n/, '')
    .replace(/\n[ ,;\t]*$/, '');
}
