import { hostSchema } from '../../shared/profile/host.ts';

/** One host of a pasted list: where it stood (line 1 is the first) and what it is. */
export type ListedHost = { readonly line: number; readonly text: string };

/** A pasted list, taken apart. `hosts` are written the profile's way, each once, in their order. */
export type HostList = {
  readonly hosts: readonly string[];
  /** Entries that are no host, as they were typed. */
  readonly wrong: readonly ListedHost[];
  /** How many entries repeat another. */
  readonly repeated: number;
};

/** Every entry of a list between line ends, commas, semicolons and tabs; empty ones are passed over. */
export function listEntries(text: string): readonly ListedHost[] {
  return text.split(/\r\n|[\n\r\u2028\u2029]/).flatMap((row, index) =>
    row
      .split(/[,;\t]/)
      .map((entry) => ({ line: index + 1, text: entry.trim() }))
      .filter((entry) => entry.text !== ''),
  );
}

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
  const checked = listEntries(text).map((entry) => ({ entry, parsed: hostSchema.safeParse(entry.text) }));
  const good = checked.flatMap(({ parsed }) => (parsed.success ? [parsed.data] : []));
  const hosts = [...new Set(good)];
  return {
    hosts,
    wrong: checked.filter(({ parsed }) => !parsed.success).map(({ entry }) => entry),
    repeated: good.length - hosts.length,
  };
}
