import { defaultProfile } from '../profile/profile.ts';
import type { Role } from '../profile/roles.ts';
import type { RunResult } from '../run/result.ts';
import { type Treatment, treatmentOf } from './field-policy.ts';
import type { SeenHost } from './host-aliases.ts';
import {
  dottedNamesIn,
  type FoundUser,
  isCommonName,
  isWholeAddress,
  namedHost,
  nameParts,
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
export type SeenName = { readonly text: string; readonly noun: string; readonly isFile: boolean };

/** Everything in a result that tells whose it is, in the order in which it is found; repetitions included. */
export type Seen = {
  readonly hosts: readonly SeenHost[];
  /** Domains that stand alone somewhere. */
  readonly domains: readonly string[];
  readonly addresses: readonly string[];
  readonly names: readonly SeenName[];
  readonly users: readonly FoundUser[];
  /** Fingerprints: that of a public certificate leads to its names (RFC 9162). */
  readonly certificates: readonly string[];
};

const nothing: Seen = { hosts: [], domains: [], addresses: [], names: [], users: [], certificates: [] };

const join = (parts: readonly Seen[]): Seen => ({
  hosts: parts.flatMap(({ hosts }) => hosts),
  domains: parts.flatMap(({ domains }) => domains),
  addresses: parts.flatMap(({ addresses }) => addresses),
  names: parts.flatMap(({ names }) => names),
  users: parts.flatMap(({ users }) => users),
  certificates: parts.flatMap(({ certificates }) => certificates),
});

function seenHost(text: string, place: SeenHost['place'] = null): Seen {
  const found = namedHost(text);
  if (found === null || isCommonName(found.name)) return nothing;
  return found.kind === 'domain'
    ? { ...nothing, domains: [found.name] }
    : { ...nothing, hosts: [{ name: found.name, place }] };
}

const seenName = (text: string, noun: string, isFile = false): Seen => ({
  ...nothing,
  names: [{ text, noun, isFile }],
});

const seenUsers = (text: string): Seen => {
  const users = usersIn(text);
  return join([
    { ...nothing, users },
    ...users.map(({ before }) => {
      if (before === null) return nothing;
      return before.includes('.') ? seenHost(`.${before}`) : seenName(before, 'domain');
    }),
    ...shareServersIn(text).map((server) => seenHost(server)),
  ]);
};

const addressParts = /^[a-z][a-z0-9+.-]*:\/\/(?:[^/?#]*@)?([^/?#]*)/i;

const seenUrl = (text: string): Seen => seenHost(addressParts.exec(text)?.[1] ?? '', null);

/** What the parts of a distinguished name are called when they are replaced; a country is not. */
export const partNouns: Readonly<Record<string, string | null>> = {
  CN: 'Name',
  O: 'Organisation',
  OU: 'Unit',
  C: null,
};

/** The word for an alternative name of a certificate that is no host. */
const altNameNoun = 'Name';

function seenSubject(text: string): Seen {
  const parts = nameParts(text);
  if (parts === null) return seenProse(text);
  return join(
    parts.map(({ attribute, value }) => {
      const noun = partNouns[attribute] === undefined ? 'Part' : partNouns[attribute];
      if (noun === null) return nothing;
      if (isWholeAddress(value)) return nothing;
      if (value.includes('.') && namedHost(value) !== null) return seenHost(value);
      return join([seenName(value, noun), seenUsers(value)]);
    }),
  );
}

function seenAltName(text: string): Seen {
  if (text.startsWith('URI:')) return seenUrl(text.slice('URI:'.length));
  if (isWholeAddress(text)) return nothing;
  return namedHost(text) === null ? join([seenName(text, altNameNoun), seenUsers(text)]) : seenHost(text);
}

/** Whether an entry of a list of exceptions is a pattern, which no alias could be made to match. */
export const isPattern = (entry: string): boolean => /[^*.].*\*|\*[^.]/.test(entry);

/** Whether a name is the one that an environment has until somebody gives it another. */
const isDefaultName = (text: string): boolean => text === defaultProfile.environment.name;

const seenProse = (text: string): Seen =>
  join([...dottedNamesIn(text).map((name) => seenHost(name)), seenUsers(text)]);

function seenIn(text: string, treatment: Treatment): Seen {
  switch (treatment.kind) {
    case 'host':
      return seenHost(text);
    case 'exception':
      return isPattern(text) ? seenName(text, 'pattern') : seenHost(text);
    case 'url':
    case 'site':
      return seenUrl(text);
    case 'hops':
      return join(text.split(',').map((hop) => seenHost(hop.trim().split(/\s+/)[1] ?? '')));
    case 'name':
      return isDefaultName(text) ? nothing : join([seenName(text, treatment.noun), seenProse(text)]);
    case 'file':
      return join([seenName(text, treatment.noun, true), seenUsers(text)]);
    case 'distinguished-name':
      return seenSubject(text);
    case 'certificate-name':
      return seenAltName(text);
    case 'certificate':
      return { ...nothing, certificates: [text] };
    case 'program':
      return seenUsers(text);
    case 'prose':
      return seenProse(text);
    case 'keep':
    case 'check':
    case 'filled':
    case 'version':
      return nothing;
  }
}

/** Treatments of texts in which four numbers are no address. */
const withoutAddresses: readonly Treatment['kind'][] = ['keep', 'version', 'certificate'];

function placeOf(roles: readonly Role[]): SeenHost['place'] {
  return roles.find((role) => role === 'controller' || role === 'lifetime') ?? roles[0] ?? null;
}

/** The hosts that the profile and the machine name, with what they are for: these are numbered first. */
function placedHosts({ profile, machine }: RunResult): Seen {
  return join([
    seenHost(profile.controller.host, 'controller'),
    ...profile.frontEnds.map(({ host }) => seenHost(host, 'front-end')),
    ...profile.databases.map(({ host }) => seenHost(host, 'database')),
    seenHost(profile.lifetime?.host ?? '', 'lifetime'),
    ...profile.managedServers.map(({ host, roles }) => seenHost(host, placeOf(roles))),
    ...profile.containerRuntimes.map(({ host }) => seenHost(host, 'container-runtime')),
    seenHost(profile.cache.host ?? '', 'cache'),
    seenHost(addressParts.exec(profile.proxy.url ?? '')?.[1] ?? '', 'proxy'),
    seenHost(machine.hostname, placeOf(machine.roles)),
  ]);
}

/** Finds everything that is to be replaced in a result. */
export function seenInResult(result: RunResult): Seen {
  const found = new Map<string, Seen>();
  mapTexts(result, ({ path, text }) => {
    const treatment = treatmentOf(path);
    const key = `${treatment.kind} ${text}`;
    if (!found.has(key)) {
      const addresses = withoutAddresses.includes(treatment.kind)
        ? []
        : addressesIn(text).map(({ address }) => address);
      found.set(key, join([{ ...nothing, addresses }, seenIn(text, treatment)]));
    }
    return text;
  });
  return join([placedHosts(result), ...found.values()]);
}
