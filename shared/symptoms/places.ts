import { isAddress, isHostName, isLoopback, isPublicAddress } from '../profile/host.ts';

/** A host, a port or both, as a line names them. */
export type NamedPlace = { readonly host: string | null; readonly port: number | null };

/** Words that stand before a colon and a number without being a host. */
const noHosts = new Set([
  'error',
  'errorcode',
  'code',
  'line',
  'port',
  'id',
  'state',
  'class',
  'number',
  'tid',
  'pid',
  'thread',
  'status',
  'level',
  'severity',
  'version',
  'event',
  'provider',
  'hresult',
  'count',
  'attempt',
  'seconds',
  'step',
  'cs',
  'js',
  'py',
]);

type Finder = { readonly form: RegExp; readonly read: (match: RegExpMatchArray) => readonly NamedPlace[] };

const portOf = (digits: string | undefined): number | null => {
  const port = Number(digits);
  return digits !== undefined && Number.isInteger(port) && port >= 1 && port <= 65_535 ? port : null;
};

const isHost = (text: string): boolean => isAddress(text) || (isHostName(text) && /\p{L}/u.test(text));

const place = (host: string | undefined, digits: string | undefined): readonly NamedPlace[] => {
  const name = host?.toLowerCase() ?? '';
  const port = portOf(digits);
  if (!isHost(name) || noHosts.has(name)) return port === null ? [] : [{ host: null, port }];
  return [{ host: name, port }];
};

/** What only a port stands in, when nothing else of the line named it. */
const finders: readonly Finder[] = [
  {
    form: /\b(?:https?|tcp|amqps?|net\.tcp):\/\/\[?([^\s/:'"\])]{1,253})\]?(?::(\d{1,5}))?/gi,
    read: ([, host, port]) => place(host, port),
  },
  {
    form: /\(HOST ?= ?([^)\s]{1,253})\)\s?\(PORT ?= ?(\d{1,5})\)/gi,
    read: ([, host, port]) => place(host, port),
  },
  { form: /\[([\da-f:]{2,39}(?:%\w{1,15})?)\]:(\d{2,5})\b/gi, read: ([, host, port]) => place(host, port) },
  {
    form: /(?<![\w.])(\d{1,3}(?:\.\d{1,3}){3})(?:[:,] ?(\d{2,5}))?(?![\w.]\d)/g,
    read: ([, host, port]) => place(host, port),
  },
  {
    form: /(?<![\w./\\-])([a-z][\w-]{0,62}(?:\.[\w-]{1,63}){0,8}):(\d{2,5})(?![\w.:])/gi,
    read: ([, host, port]) => (noHosts.has(host?.toLowerCase() ?? '') ? [] : place(host, port)),
  },
  {
    form: /\b(?:server|data source|address)\s?=\s?(?:tcp:)?([\w.-]{1,253})(?:\\[\w$-]{1,60})?(?:, ?(\d{2,5}))?/gi,
    read: ([, host, port]) => place(host, port),
  },
  {
    form: /\b(?:resolved|server|host|machine|running on|contacting|environment):? ['"‘“]?(?:tcp:)?([a-z][\w-]{0,62}(?:\.[\w-]{1,63}){0,8})(?:\\[\w$-]{1,60})?(?:, ?(\d{2,5}))?['"’”]/gi,
    read: ([, host, port]) => place(host, port),
  },
  {
    form: /\bcontacting ([a-z][\w-]{0,62}(?:\.[\w-]{1,63}){1,8})/gi,
    read: ([, host]) => place(host, undefined),
  },
  {
    form: /(?<![\w./\\@-])([a-z\d-]{1,63}(?:\.[a-z\d-]{1,63}){0,6}\.(?:local|internal|corp|lan|intra|outsystems\.com|outsystemscloud\.com))\b/g,
    read: ([, host]) => place(host, undefined),
  },
  { form: /\bport:? (\d{2,5})\b/gi, read: ([, port]) => place(undefined, port) },
];

/** How many characters of a line are searched for hosts. */
const longestLine = 4000;

const textOf = ({ host, port }: NamedPlace): string => `${host ?? ''} ${port ?? ''}`;

/** A place that another one tells more of: the same host without a port, the same port without a host. */
const isToldBy = (less: NamedPlace, more: NamedPlace): boolean =>
  less !== more &&
  ((less.port === null && more.port !== null && less.host === more.host) ||
    (less.host === null && more.host !== null && less.port === more.port));

/** The hosts and ports that a line names, each once, in the order in which kinds of them are looked for. */
export function placesIn(line: string): readonly NamedPlace[] {
  const text = line.slice(0, longestLine);
  const found = new Map<string, NamedPlace>();
  for (const { form, read } of finders)
    for (const match of text.matchAll(form)) for (const one of read(match)) found.set(textOf(one), one);
  const all = [...found.values()];
  return all.filter((one) => !all.some((other) => isToldBy(one, other)));
}

const ownNetwork = /\.(?:local|internal|corp|lan|intra|localdomain|home\.arpa)$/;
const ofOutSystems = /(?:^|\.)(?:outsystems|outsystemscloud|outsystemsenterprise)\.(?:com|net)$/;

/** Whether only an own network, or OutSystems, has a host: a bare name, a private address, a name that the Internet has not. */
export function isInsideHost(host: string): boolean {
  if (isAddress(host)) return !isPublicAddress(host) && !isLoopback(host);
  return (!host.includes('.') && host !== 'localhost') || ownNetwork.test(host) || ofOutSystems.test(host);
}
