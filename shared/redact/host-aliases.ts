import type { Place } from '../profile/roles.ts';
import { isCommonName } from './names-in-text.ts';

/** A host name of a result, without the dot of the root, and what it is for as far as somebody said. */
export type FoundHost = { readonly name: string; readonly place: Place | 'proxy' | null };

/** What the alias of a host begins with. */
const prefixes: Readonly<Partial<Record<Place | 'proxy', string>>> = {
  controller: 'ctrl',
  'front-end': 'fe',
  database: 'db',
  lifetime: 'lt',
  'container-runtime': 'node',
  cache: 'cache',
  proxy: 'proxy',
};

const splitName = (name: string): readonly [label: string, domain: string | null] => {
  const at = name.indexOf('.');
  return at < 0 ? [name, null] : [name.slice(0, at), name.slice(at + 1)];
};

/** The first candidate that is no value of the result, so that an alias never reads like another original. */
function unusedWord(word: string, isTaken: (word: string) => boolean): string {
  if (!isTaken(word)) return word;
  const longer = `${word}x`;
  let number = 1;
  while (isTaken(number === 1 ? longer : `${longer}${number}`)) number += 1;
  return number === 1 ? longer : `${longer}${number}`;
}

function labelAliases(
  hosts: readonly FoundHost[],
  isTaken: (word: string) => boolean,
): ReadonlyMap<string, string> {
  const aliases = new Map<string, string>();
  const counts = new Map<string, number>();
  for (const { name, place } of hosts) {
    const [label] = splitName(name);
    if (aliases.has(label) || isCommonName(label)) continue;
    const prefix = unusedWord((place === null ? undefined : prefixes[place]) ?? 'host', isTaken);
    let number = counts.get(prefix) ?? 0;
    do number += 1;
    while (isTaken(`${prefix}-${number}`));
    counts.set(prefix, number);
    aliases.set(label, `${prefix}-${number}`);
  }
  return aliases;
}

const isMultiLabel = (domain: string): boolean => domain.includes('.');

/** The closest known domain that a domain lies in; one of a single label does not count. */
function parentOf(domain: string, known: ReadonlySet<string>): string | null {
  const [, rest] = splitName(domain);
  if (rest === null || !isMultiLabel(rest)) return null;
  return known.has(rest) ? rest : parentOf(rest, known);
}

/** An alias of a domain that is longer has no parts: a host in it must not become longer than DNS allows. */
const longestParent = 120;

function domainAliases(domains: readonly string[]): ReadonlyMap<string, string> {
  const known = new Set(domains);
  const aliases = new Map<string, string>();
  const counts = new Map<string, number>();
  const next = (series: string): number => {
    const number = (counts.get(series) ?? 0) + 1;
    counts.set(series, number);
    return number;
  };
  const aliasOf = (domain: string): string => {
    const given = aliases.get(domain);
    if (given !== undefined) return given;
    const parent = parentOf(domain, known);
    const within = parent === null ? null : aliasOf(parent);
    const isPart = within !== null && within.length <= longestParent;
    const [word, base] = isPart ? ['part', within] : ['domain', 'example'];
    const number = next(`${word} ${base}`);
    const alias = !isPart && number === 1 ? base : `${word}-${number}.${base}`;
    aliases.set(domain, alias);
    return alias;
  };
  for (const domain of known) aliasOf(domain);
  return aliases;
}

/** Aliases of names: of a host or a domain as a whole, and of everything that one was made from. */
export type HostAliases = {
  /** The alias of a name that was among those given, in lower case. */
  readonly aliasOf: (name: string) => string;
  /** The first labels of all hosts, with their aliases. */
  readonly labels: ReadonlyMap<string, string>;
  /** The domains of all hosts, with their aliases. */
  readonly domains: ReadonlyMap<string, string>;
};

/**
 * Aliases under `.example` (RFC 2606) that keep what names say about each other: a host has the same alias with and
 * without its domain, hosts of one domain have aliases of one domain, and a domain lies in the same other domains.
 * Numbers follow the order of the hosts.
 * @param hosts names in lower case, those first that have a place
 * @param domains domains that stand alone somewhere, in lower case
 */
export function hostAliases(hosts: readonly FoundHost[], domains: readonly string[]): HostAliases {
  const ownDomains = hosts.flatMap(({ name }) => splitName(name)[1] ?? []);
  const allDomains = new Set([...ownDomains, ...domains]);
  const machines = hosts.filter(({ name }) => !allDomains.has(name));
  const words = new Set([...machines.map(({ name }) => splitName(name)[0]), ...allDomains]);
  const labels = labelAliases(machines, (word) => words.has(word));
  const aliasesOfDomains = domainAliases([...allDomains]);
  const aliasOf = (name: string): string => {
    const domain = aliasesOfDomains.get(name);
    if (domain !== undefined) return domain;
    const [label, rest] = splitName(name);
    const ownDomain = rest === null ? undefined : aliasesOfDomains.get(rest);
    return [labels.get(label) ?? label, ownDomain ?? rest].filter((part) => part !== null).join('.');
  };
  return { aliasOf, labels, domains: aliasesOfDomains };
}
