import { defaultProfile } from '../profile/profile.ts';
import type { Role } from '../profile/roles.ts';
import type { RunResult } from '../run/result.ts';
import { type NamePart, nameParts } from '../words/distinguished-name.ts';
import type { FieldPolicy } from '../words/text-kind.ts';
import { policyOf } from './field-policy.ts';
import { headerOf } from './header-parts.ts';
import type { FoundHost } from './host-aliases.ts';
import { isKnownText } from './known-words.ts';
import {
  dottedNamesIn,
  type FoundUser,
  isCommonName,
  isPlainEnd,
  isWholeAddress,
  namedHost,
  shareServersIn,
  usersIn,
} from './names-in-text.ts';
import { addressesIn } from './scan-text.ts';
import { urlParts, urlsIn } from './url-parts.ts';

/**
 * A text of a result with its field: the names of fields from the top, without the positions in lists, and behind
 * `facts` the kind of the fact, because facts of different kinds have fields of one name.
 */
export type Leaf = { readonly path: readonly string[]; readonly text: string };

/** Data with every text in it changed; everything else stays as it is. */
export function mapTexts(
  value: unknown,
  change: (leaf: Leaf) => string,
  path: readonly string[] = [],
): unknown {
  if (typeof value === 'string') return change({ path, text: value });
  if (Array.isArray(value)) return value.map((item) => mapTexts(item, change, path));
  if (typeof value !== 'object' || value === null) return value;
  const kind: unknown = path.at(-1) === 'facts' ? Reflect.get(value, 'kind') : null;
  const here = typeof kind === 'string' ? [...path, kind] : path;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, mapTexts(inner, change, [...here, key])]),
  );
}

/** A name that somebody chose, and the word that its alias begins with. */
export type FoundName = { readonly text: string; readonly noun: string; readonly isFile: boolean };

/** Everything in a result that tells whose it is, in the order in which it is found; repetitions included. */
export type Identifiers = {
  readonly hosts: readonly FoundHost[];
  /** Domains that stand alone somewhere. */
  readonly domains: readonly string[];
  readonly addresses: readonly string[];
  readonly names: readonly FoundName[];
  readonly users: readonly FoundUser[];
  /** Fingerprints: that of a public certificate leads to its names (RFC 9162). */
  readonly certificates: readonly string[];
};

const nothing: Identifiers = {
  hosts: [],
  domains: [],
  addresses: [],
  names: [],
  users: [],
  certificates: [],
};

/** Everything that several results tell, in their order. */
export const joinIdentifiers = (parts: readonly Identifiers[]): Identifiers => ({
  hosts: parts.flatMap(({ hosts }) => hosts),
  domains: parts.flatMap(({ domains }) => domains),
  addresses: parts.flatMap(({ addresses }) => addresses),
  names: parts.flatMap(({ names }) => names),
  users: parts.flatMap(({ users }) => users),
  certificates: parts.flatMap(({ certificates }) => certificates),
});

function hostsIn(text: string, place: FoundHost['place'] = null): Identifiers {
  const found = namedHost(text);
  if (found === null || isCommonName(found.name)) return nothing;
  return found.kind === 'domain'
    ? { ...nothing, domains: [found.name] }
    : { ...nothing, hosts: [{ name: found.name, place }] };
}

const nameIn = (text: string, noun: string, isFile = false): Identifiers => ({
  ...nothing,
  names: [{ text, noun, isFile }],
});

const usersOf = (text: string): Identifiers => {
  const users = usersIn(text);
  return joinIdentifiers([
    { ...nothing, users },
    ...users.map(({ before }) => {
      if (before === null) return nothing;
      return before.includes('.') ? hostsIn(`.${before}`) : nameIn(before, 'domain');
    }),
    ...shareServersIn(text).map((server) => hostsIn(server)),
  ]);
};

function urlHost(text: string, place: FoundHost['place'] = null): Identifiers {
  const { scheme, authority } = urlParts(text);
  return scheme === '' ? nothing : hostsIn(authority, place);
}

/** What the parts of a distinguished name are called when they are replaced. */
const partNouns: Readonly<Record<string, string>> = { CN: 'Name', O: 'Organisation', OU: 'Unit' };

/** What a part of a distinguished name is called when it is replaced; null for a country, which is not. */
export const nounOf = ({ attribute, value }: NamePart): string | null =>
  attribute === 'C' && /^[A-Z]{2}$/.test(value) ? null : (partNouns[attribute] ?? 'Part');

/** Whether the value of a part of a distinguished name is a host: one without a domain can be any name. */
export const isHostInName = (value: string): boolean =>
  (value.includes('.') || isCommonName(value.toLowerCase())) && namedHost(value) !== null;

/** The word for an alternative name of a certificate that is no host. */
const altNameNoun = 'Name';

function subjectNames(text: string): Identifiers {
  const parts = nameParts(text);
  if (parts === null) return namesInProse(text);
  return joinIdentifiers(
    parts.map((part) => {
      const { value } = part;
      const noun = nounOf(part);
      if (noun === null) return nothing;
      if (isWholeAddress(value)) return nothing;
      if (isHostInName(value)) return hostsIn(value);
      return joinIdentifiers([nameIn(value, noun), usersOf(value)]);
    }),
  );
}

function altNames(text: string): Identifiers {
  if (text.startsWith('URI:')) return urlHost(text.slice('URI:'.length));
  if (isWholeAddress(text)) return nothing;
  return namedHost(text) === null
    ? joinIdentifiers([nameIn(text, altNameNoun), usersOf(text)])
    : hostsIn(text);
}

/** Whether an entry of a list of exceptions names hosts by a pattern or by anything else than itself. */
export const isPattern = (entry: string): boolean =>
  /[^*.].*\*|\*[^.]/.test(entry) || (namedHost(entry) === null && !isPlainEnd(entry) && entry !== '<local>');

/** Whether a file is where every system of its kind has it. */
export const isCommonFile = (path: string): boolean =>
  /^(?:\/etc|[a-z]:\\windows\\system32\\drivers\\etc)[\\/]hosts$/i.test(path);

/** Whether a name is the one that an environment has until somebody gives it another. */
export const isDefaultName = (text: string): boolean => text === defaultProfile.environment.name;

const hostParts = (header: string): readonly string[] =>
  (headerOf(header)?.parts ?? []).flatMap(({ kind, text }) => (kind === 'host' ? [text] : []));

const namesInProse = (text: string): Identifiers =>
  joinIdentifiers([...dottedNamesIn(text).map((name) => hostsIn(name)), usersOf(text)]);

function identifiersIn(text: string, policy: FieldPolicy): Identifiers {
  switch (policy.kind) {
    case 'host':
      return hostsIn(text);
    case 'exception':
      return isPattern(text) ? nameIn(text, 'pattern') : hostsIn(text);
    case 'url':
      return urlHost(text);
    case 'header':
      return joinIdentifiers([...hostParts(text).map((part) => hostsIn(part)), namesInProse(text)]);
    case 'program':
      return isKnownText(text) ? nothing : joinIdentifiers([nameIn(text, policy.noun), namesInProse(text)]);
    case 'name':
      return isDefaultName(text) ? nothing : joinIdentifiers([nameIn(text, policy.noun), namesInProse(text)]);
    case 'file':
      if (isCommonFile(text)) return nothing;
      return joinIdentifiers([nameIn(text, policy.noun, true), usersOf(text)]);
    case 'distinguished-name':
      return subjectNames(text);
    case 'certificate-name':
      return altNames(text);
    case 'certificate':
      return { ...nothing, certificates: [text] };
    case 'known':
      return isKnownText(text) ? nothing : namesInProse(text);
    case 'free':
      return namesInProse(text);
    case 'sentence':
      return joinIdentifiers([...urlsIn(text).map(({ url }) => urlHost(url)), usersOf(text)]);
    case 'keep':
    case 'code':
    case 'check':
    case 'parameter':
    case 'overlay':
    case 'version':
      return nothing;
  }
}

/** Treatments of texts in which four numbers are no address. */
const withoutAddresses: readonly FieldPolicy['kind'][] = ['keep', 'code', 'version', 'certificate'];

function placeOf(roles: readonly Role[]): FoundHost['place'] {
  return roles.find((role) => role === 'controller' || role === 'lifetime') ?? roles[0] ?? null;
}

/** The hosts that the profile and the machine name, with what they are for: these are numbered first. */
function placedHosts({ profile, machine }: RunResult): Identifiers {
  return joinIdentifiers([
    hostsIn(profile.controller.host, 'controller'),
    ...profile.frontEnds.map(({ host }) => hostsIn(host, 'front-end')),
    ...profile.databases.map(({ host }) => hostsIn(host, 'database')),
    hostsIn(profile.lifetime?.host ?? '', 'lifetime'),
    ...profile.managedServers.map(({ host, roles }) => hostsIn(host, placeOf(roles))),
    ...profile.containerRuntimes.map(({ host }) => hostsIn(host, 'container-runtime')),
    hostsIn(profile.cache.host ?? '', 'cache'),
    urlHost(profile.proxy.url ?? '', 'proxy'),
    hostsIn(machine.hostname, placeOf(machine.roles)),
  ]);
}

/** Finds everything that is to be replaced in a result. */
export function identifiersOf(result: RunResult): Identifiers {
  const found = new Map<string, Identifiers>();
  mapTexts(result, ({ path, text }) => {
    const policy = policyOf(path);
    const key = `${policy.kind} ${text}`;
    if (!found.has(key)) {
      const addresses = withoutAddresses.includes(policy.kind)
        ? []
        : addressesIn(text).map(({ address }) => address);
      found.set(key, joinIdentifiers([{ ...nothing, addresses }, identifiersIn(text, policy)]));
    }
    return text;
  });
  return joinIdentifiers([placedHosts(result), ...found.values()]);
}
