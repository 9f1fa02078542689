import { isKnownText } from './known-words.ts';

/** A part of a header: a host that it names, or words that are published. */
export type HeaderPart = { readonly kind: 'host' | 'words'; readonly text: string };

/** A header that a proxy added; `parts` is null where its value says more than hosts and published words. */
export type Header = { readonly name: string; readonly parts: readonly HeaderPart[] | null };

const words = (text: string): HeaderPart => ({ kind: 'words', text });
const host = (text: string): HeaderPart => ({ kind: isKnownText(text) ? 'words' : 'host', text });

/** One hop of a `Via` header (RFC 9110, section 7.6.3): protocol, host, and a comment, which is left out unless published. */
function hopParts(hop: string): readonly HeaderPart[] | null {
  const match = /^((?:[a-z]+\/)?[\d.]+) +([^\s()]+)(?: +\(([^()]*)\))?$/i.exec(hop);
  if (match === null) return null;
  const [, protocol = '', by = '', comment = ''] = match;
  const note = comment !== '' && isKnownText(comment) ? [words(` (${comment})`)] : [];
  return isKnownText(protocol) ? [words(`${protocol} `), host(by), ...note] : null;
}

function viaParts(value: string): readonly HeaderPart[] | null {
  const hops = value.split(/ *, */).map(hopParts);
  if (hops.some((hop) => hop === null)) return null;
  return hops.flatMap((hop, index) => [...(index === 0 ? [] : [words(', ')]), ...(hop ?? [])]);
}

/** What a cache did, and which: `HIT from cache01:3128`. */
function cacheParts(value: string): readonly HeaderPart[] | null {
  const match = /^([a-z_ ]+?)(?: from ([^\s]+))?$/i.exec(value);
  if (match === null) return null;
  const [, did = '', by] = match;
  if (!isKnownText(did)) return null;
  return by === undefined ? [words(did)] : [words(`${did} from `), host(by)];
}

/** What reads each header that may name a host; the others are words alone. */
const readers: Readonly<Record<string, ((value: string) => readonly HeaderPart[] | null) | null>> = {
  via: viaParts,
  'x-cache': cacheParts,
  'x-cache-lookup': cacheParts,
  'x-squid-error': null,
  'x-bluecoat-via': null,
  'proxy-agent': null,
  'proxy-connection': null,
  'proxy-authenticate': null,
};

/** The parts of a header as a fact holds it, `name: value`; null for one that is not known. */
export function headerOf(text: string): Header | null {
  const at = text.indexOf(': ');
  const name = text.slice(0, Math.max(0, at));
  if (!Object.hasOwn(readers, name)) return null;
  const value = text.slice(at + 2);
  const read = readers[name] ?? null;
  return { name, parts: read?.(value) ?? (isKnownText(value) ? [words(value)] : null) };
}
