import ipaddr from 'ipaddr.js';
import { addressAliases, canonicalAddress } from './address-aliases.ts';
import type { Alias } from './alias.ts';
import { isCatalogueWord } from './catalogue-words.ts';
import { hostAliases } from './host-aliases.ts';
import type { FoundName, Identifiers } from './identifiers.ts';
import { isCommonName, plainName, publishedHosts } from './names-in-text.ts';
import { foldCase, type Phrase } from './scan-text.ts';

/** The aliases of everything that was seen in a result. */
export type Aliases = {
  /** The alias of a host or domain; null for a name that was not seen. */
  readonly ofHost: (name: string) => string | null;
  /** The alias of an address in any spelling; null for one that means the same everywhere. */
  readonly ofAddress: (address: string) => string | null;
  /** The alias of a name that somebody chose; null for one that was not seen. */
  readonly ofName: (text: string) => string | null;
  readonly ofCertificate: (fingerprint: string) => string | null;
  /** What is looked for in running text. `isWord`: a plain word of a language, which may also be no name. */
  readonly phrases: readonly (Phrase & { readonly isWord: boolean })[];
  /** What changes, for the person who owns the result. */
  readonly list: readonly Alias[];
};

const numbered = (noun: string, number: number, isFile: boolean): string => {
  if (isFile) return noun === 'authorities' ? `${noun}-${number}.pem` : `${noun}-${number}`;
  return /^\p{Lu}/u.test(noun) ? `${noun} ${number}` : `${noun}-${number}`;
};

/** Numbers things by their noun, in order, and passes by what is itself an original. */
function nameAliases(names: readonly FoundName[]): ReadonlyMap<string, string> {
  const originals = new Set(names.map(({ text }) => foldCase(text)));
  const counts = new Map<string, number>();
  const aliases = new Map<string, string>();
  for (const { text, noun, isFile } of names) {
    const key = foldCase(text);
    if (aliases.has(key)) continue;
    let number = counts.get(noun) ?? 0;
    do number += 1;
    while (originals.has(foldCase(numbered(noun, number, isFile))));
    counts.set(noun, number);
    aliases.set(key, numbered(noun, number, isFile));
  }
  return aliases;
}

/** Shorter names from a certificate are words of a language more often than names: they are replaced there only. */
const shortestName = 4;

/** Whether a name is a word of the catalogue too: letters alone, none of them a capital but the first. */
export const isPlainWord = (text: string): boolean =>
  /^\p{L}[\p{Ll}\p{Lo}]*$/u.test(text) && isCatalogueWord(text);

function unique<T>(items: readonly T[], keyOf: (item: T) => string): readonly T[] {
  const known = new Map<string, T>();
  for (const item of items) if (!known.has(keyOf(item))) known.set(keyOf(item), item);
  return [...known.values()];
}

const compressed = (canonical: string): string => ipaddr.parse(canonical).toString();

/** Gives everything that was seen its alias. The same result gives the same aliases. */
export function makeAliases(seen: Identifiers): Aliases {
  const hosts = hostAliases(seen.hosts, seen.domains);
  const hostNames = new Set([...seen.hosts.map(({ name }) => name), ...hosts.domains.keys()]);
  const addresses = addressAliases(seen.addresses);
  const ofHost = (text: string): string | null => {
    const name = plainName(text);
    if (isCommonName(name)) return null;
    return hostNames.has(name) ? hosts.aliasOf(name) : (hosts.labels.get(name) ?? null);
  };
  const ofAddress = (address: string): string | null => addresses.get(canonicalAddress(address)) ?? null;

  const users = seen.users.map(({ user }): FoundName => ({ text: user, noun: 'user', isFile: false }));
  const ownNames = seen.names.filter(({ text }) => ofHost(text) === null);
  const names = nameAliases([...ownNames, ...users]);
  const ofName = (text: string): string | null => ofHost(text) ?? names.get(foldCase(text)) ?? null;
  const certificates = nameAliases(
    seen.certificates.map((text) => ({ text, noun: 'certificate', isFile: false })),
  );

  const hostPhrases = unique(seen.hosts, ({ name }) => name).map(({ name }) => ({
    original: name,
    alias: hosts.aliasOf(name),
    isWord: false,
  }));
  const labelPhrases = [...hosts.labels]
    .filter(([label]) => !hostNames.has(label))
    .map(([label, alias]) => ({ original: label, alias, isWord: isPlainWord(label) }));
  const domainPhrases = [...hosts.domains]
    .filter(([domain]) => domain.includes('.'))
    .map(([domain, alias]) => ({ original: domain, alias, isWord: false }));
  const namePhrases = unique([...ownNames, ...users], ({ text }) => foldCase(text))
    .filter(({ text }) => text.length >= shortestName)
    .map(({ text }) => ({ original: text, alias: ofName(text) ?? text, isWord: isPlainWord(text) }));
  const published = publishedHosts.map((host) => ({ original: host, alias: host, isWord: false }));

  const entry = (kind: Alias['kind'], original: string, alias: string): Alias => ({ kind, original, alias });
  const list = [
    ...hostPhrases.map(({ original, alias }) => entry('host', original, alias)),
    ...[...new Set(seen.domains)].map((domain) => entry('domain', domain, hosts.aliasOf(domain))),
    ...[...addresses].map(([original, alias]) => entry('address', compressed(original), alias)),
    ...unique(ownNames, ({ text }) => foldCase(text)).map(({ text, isFile }) =>
      entry(isFile ? 'file' : 'name', text, ofName(text) ?? text),
    ),
    ...unique(users, ({ text }) => foldCase(text)).map(({ text }) =>
      entry('user', text, ofName(text) ?? text),
    ),
    ...[...certificates].map(([original, alias]) => entry('certificate', original, alias)),
  ];
  return {
    ofHost,
    ofAddress,
    ofName,
    ofCertificate: (fingerprint) => certificates.get(foldCase(fingerprint)) ?? null,
    phrases: [...hostPhrases, ...labelPhrases, ...domainPhrases, ...namePhrases, ...published],
    list: unique(list, ({ original }) => foldCase(original)),
  };
}
