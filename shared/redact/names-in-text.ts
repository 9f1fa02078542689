import { isAddress, isHostName } from '../profile/host.ts';
import { addressesIn } from './scan-text.ts';

/** The host names that mean the same on every machine. */
const loopbackNames: readonly string[] = [
  'localhost',
  'localhost.localdomain',
  'localhost4',
  'localhost6',
  'ip6-localhost',
  'ip6-loopback',
];

/** The services of OutSystems that the source document names (requirements R6 and D1): published, so nobody's secret. */
export const publishedHosts: readonly string[] = [
  'nativebuilder.api.outsystems.com',
  'architecture.outsystems.com',
];

/** Whether a host is a service of OutSystems, or its domain. */
export const isPublished = (name: string): boolean =>
  publishedHosts.some((host) => host === name || (name.includes('.') && host.endsWith(`.${name}`)));

/** Whether a name tells nothing about whose machine it is: a name of loopback, or published by OutSystems. */
export const isCommonName = (name: string): boolean => loopbackNames.includes(name) || isPublished(name);

/** A host name as it is compared: lower case, without the dot of the root. */
export const plainName = (text: string): string => text.normalize('NFC').toLowerCase().replace(/\.$/, '');

/** A host, or a domain that stands for all hosts in it. */
export type NamedHost = { readonly kind: 'host' | 'domain'; readonly name: string };

const withPort = /^(?:\[([^\]]+)\]|([^:]+))(?::\d{1,5})?$/;

/**
 * The host or domain that a text names as a whole: `db01`, `db01:1433`, `[fd00::1]:80`, `*.example.com`,
 * `.example.com`. Null for an address, and for a text that is none of these.
 */
export function namedHost(text: string): NamedHost | null {
  const isWide = /^(?:\*\.|\.)/.test(text);
  const bare = text.replace(/^(?:\*\.|\.)/, '');
  const match = withPort.exec(bare);
  const name = plainName(match?.[1] ?? match?.[2] ?? '');
  if (name === '' || isAddress(name) || !isHostName(name)) return null;
  return { kind: isWide ? 'domain' : 'host', name };
}

/** Words with a full stop that are products and no hosts. */
const products = /^(?:asp|node|next|vb)\.(?:net|js)$/i;

const label = '[\\p{L}\\p{N}_](?:[\\p{L}\\p{M}\\p{N}_-]{0,61}[\\p{L}\\p{N}_])?';
const dottedName = new RegExp(`(?<![\\p{L}\\p{N}_-])${label}(?:\\.${label})+(?![\\p{L}\\p{N}_@-])`, 'gu');

const looksLikeHost = (text: string): boolean =>
  /\.\p{L}[\p{L}\p{N}-]+$/u.test(text) && !products.test(text) && !isAddress(text) && isHostName(text);

/** Everything in a running text that looks like a host name with its domain. */
export const dottedNamesIn = (text: string): readonly string[] =>
  [...text.matchAll(dottedName)].map(([name]) => plainName(name)).filter(looksLikeHost);

/** A user, and the domain or folder that the text names before it. */
export type FoundUser = { readonly whole: string; readonly before: string | null; readonly user: string };

const mail = new RegExp(`([\\p{L}\\p{N}._%+-]{1,64})@(${label}(?:\\.${label})+)`, 'gu');
const homeFolder = /[\\/](?:users|home|documents and settings)[\\/]([^\\/:*?"<>|\s]+)/giu;
const account =
  /(?<![\p{L}\p{N}_.\\/:-])([\p{L}\p{N}][\p{L}\p{N}.-]{0,62})\\([\p{L}\p{N}._$-]{1,64})(?![\\\p{L}\p{N}])/gu;

/** Authorities of Windows accounts that every machine has. */
const commonAuthorities = /^(?:authority|builtin|service|apppool|application|hk(?:lm|cu|cr|u|cc))$/i;

const commonFolders = /^(?:public|default|all|shared)$/i;

/** Every user that a text names: `user@domain`, `DOMAIN\user`, and the owner of a home folder. */
export function usersIn(text: string): readonly FoundUser[] {
  const mails = [...text.matchAll(mail)].map(
    ([whole, user = '', domain = '']): FoundUser => ({ whole, before: plainName(domain), user }),
  );
  const accounts = [...text.matchAll(account)]
    .filter(([, domain = '']) => !commonAuthorities.test(domain))
    .map(([whole, domain = '', user = '']): FoundUser => ({ whole, before: domain, user }));
  const owners = [...text.matchAll(homeFolder)]
    .filter(([, user = '']) => !commonFolders.test(user))
    .map(([, user = '']): FoundUser => ({ whole: user, before: null, user }));
  return [...mails, ...accounts, ...owners];
}

/** The servers of network shares (`\\server\share`) in a text. */
export const shareServersIn = (text: string): readonly string[] =>
  [...text.matchAll(/(?<![\p{L}\p{N}\\])\\\\([\p{L}\p{N}._-]+)\\/gu)]
    .map(([, server = '']) => plainName(server))
    .filter((server) => isHostName(server));

/** Whether a text is an address, a range or a wildcard as a whole, perhaps in brackets, with a port or a zone. */
export function isPlainEnd(text: string): boolean {
  const [first, ...others] = addressesIn(text);
  if (first === undefined) return /^[*+]?(?::\d{1,5})?$/.test(text);
  const around = text.slice(0, first.start) + text.slice(first.end);
  return others.length === 0 && /^\[?\]?(?:\/\d{1,3}|:\d{1,5})?$/.test(around);
}

/** Whether a text is an address as a whole, with or without brackets. */
export const isWholeAddress = (text: string): boolean => isAddress(text.replace(/^\[(.*)\]$/, '$1'));
