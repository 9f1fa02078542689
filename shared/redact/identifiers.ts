import { defaultProfile } from '../profile/profile.ts';
import type { Role } from '../profile/roles.ts';
import type { RunResult } from '../run/result.ts';
import { nameParts } from '../words/distinguished-name.ts';
import { type FieldPolicy, policyOf } from './field-policy.ts';
import type { FoundHost } from './host-aliases.ts';
import {
  dottedNamesIn,
  type FoundUser,
  isCommonName,
  isWholeAddress,
  namedHost,
  shareServersIn,
  usersIn,
} from './names-in-text.ts';
import { addressesIn } from './scan-text.ts';

/** A text of a result with its field: the names of fields from the top, without the positions in lists. */
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
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, mapTexts(inner, change, [...path, key])]),
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

const join = (parts: readonly Identifiers[]): Identifiers => ({
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
  return join([
    { ...nothing, users },
    ...users.map(({ before }) => {
      if (before === null) return nothing;
      return before.includes('.') ? hostsIn(`.${before}`) : nameIn(before, 'domain');
    }),
    ...shareServersIn(text).map((server) => hostsIn(server)),
  ]);
};

const addressParts = /^[a-z][a-z0-9+.-]*:\/\/(?:[^/?#]*@)?([^/?#]*)/i;

const urlHost = (text: string): Identifiers => hostsIn(addressParts.exec(text)?.[1] ?? '', null);

/** What the parts of a distinguished name are called when they are replaced; a country is not. */
export const partNouns: Readonly<Record<string, string | null>> = {
  CN: 'Name',
  O: 'Organisation',
  OU: 'Unit',
  C: null,
};

/** The word for an alternative name of a certificate that is no host. */
const altNameNoun = 'Name';

function subjectNames(text: string): Identifiers {
  const parts = nameParts(text);
  if (parts === null) return namesInProse(text);
  return join(
    parts.map(({ attribute, value }) => {
      const noun = partNouns[attribute] === undefined ? 'Part' : partNouns[attribute];
      if (noun === null) return nothing;
      if (isWholeAddress(value)) return nothing;
      if (value.includes('.') && namedHost(value) !== null) return hostsIn(value);
      return join([nameIn(value, noun), usersOf(value)]);
    }),
  );
}

function altNames(text: string): Identifiers {
  if (text.startsWith('URI:')) return urlHost(text.slice('URI:'.length));
  if (isWholeAddress(text)) return nothing;
  return namedHost(text) === null ? join([nameIn(text, altNameNoun), usersOf(text)]) : hostsIn(text);
}

/** Whether an entry of a list of exceptions is a pattern, which no alias could be made to match. */
export const isPattern = (entry: string): boolean => /[^*.].*\*|\*[^.]/.test(entry);

/** Whether a name is the one that an environment has until somebody gives it another. */
const isDefaultName = (text: string): boolean => text === defaultProfile.environment.name;

const namesInProse = (text: string): Identifiers =>
  join([...dottedNamesIn(text).map((name) => hostsIn(name)), usersOf(text)]);

function identifiersIn(text: string, policy: FieldPolicy): Identifiers {
  switch (policy.kind) {
    case 'host':
      return hostsIn(text);
    case 'exception':
      return isPattern(text) ? nameIn(text, 'pattern') : hostsIn(text);
    case 'url':
    case 'site':
      return urlHost(text);
    case 'hops':
      return join(text.split(',').map((hop) => hostsIn(hop.trim().split(/\s+/)[1] ?? '')));
    case 'name':
      return isDefaultName(text) ? nothing : join([nameIn(text, policy.noun), namesInProse(text)]);
    case 'file':
      return join([nameIn(text, policy.noun, true), usersOf(text)]);
    case 'distinguished-name':
      return subjectNames(text);
    case 'certificate-name':
      return altNames(text);
    case 'certificate':
      return { ...nothing, certificates: [text] };
    case 'program':
      return usersOf(text);
    case 'prose':
      return namesInProse(text);
    case 'keep':
    case 'code':
    case 'check':
    case 'filled':
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
  return join([
    hostsIn(profile.controller.host, 'controller'),
    ...profile.frontEnds.map(({ host }) => hostsIn(host, 'front-end')),
    ...profile.databases.map(({ host }) => hostsIn(host, 'database')),
    hostsIn(profile.lifetime?.host ?? '', 'lifetime'),
    ...profile.managedServers.map(({ host, roles }) => hostsIn(host, placeOf(roles))),
    ...profile.containerRuntimes.map(({ host }) => hostsIn(host, 'container-runtime')),
    hostsIn(profile.cache.host ?? '', 'cache'),
    hostsIn(addressParts.exec(profile.proxy.url ?? '')?.[1] ?? '', 'proxy'),
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
      found.set(key, join([{ ...nothing, addresses }, identifiersIn(text, policy)]));
    }
    return text;
  });
  return join([placedHosts(result), ...found.values()]);
}
