import { hostSchema, isAddress, isAddressOfNoMachine } from '../../shared/profile/host.ts';

/** What an entry of a list looks like that is no host by itself. */
export const doubtKinds = [
  'web-address',
  'jdbc',
  'share',
  'port',
  'instance',
  'hosts-line',
  'range',
  'network',
  'bullet',
  'full-width',
  'dots',
  'quoted',
  'account',
  'path',
  'brackets',
  'several',
  'no-machine',
  'unclear',
] as const;
export type DoubtKind = (typeof doubtKinds)[number];

/** A host that an entry may mean; several where it may mean all of them together. Each is written the profile's way. */
export type Offer = {
  readonly hosts: readonly string[];
  /** The port that stood with the one host. */
  readonly port?: number;
  /** The instance of SQL Server that stood with the one host. */
  readonly instance?: string;
};

/** Why an entry is not simply taken, and what it may mean: the likeliest first, nothing where nobody can tell. */
export type Doubt = { readonly kind: DoubtKind; readonly offers: readonly Offer[] };

/** The most addresses or names that a range stands for. */
const mostInRange = 256;

/** A host as the profile writes it; null where the text is none. */
const hostOf = (text: string): string | null => hostSchema.safeParse(text).data ?? null;

const offerOf = (text: string | undefined, more: Omit<Offer, 'hosts'> = {}): readonly Offer[] => {
  const host = text === undefined ? null : hostOf(text);
  return host === null ? [] : [{ hosts: [host], ...more }];
};

const portOf = (digits: string | undefined): Pick<Offer, 'port'> => {
  const port = Number(digits);
  return digits !== undefined && port >= 1 && port <= 65_535 ? { port } : {};
};

/** The parts of an entry by a pattern with groups of these names; null where it is of another form. */
const groupsOf = (pattern: RegExp, text: string): Readonly<Record<string, string | undefined>> | null =>
  pattern.exec(text)?.groups ?? null;

/** Recognises one kind of entry; null for what is none of it. */
type Recogniser = (text: string) => Doubt | null;

/** `scheme://user@host:port/path` (RFC 3986, section 3). */
const webAddress: Recogniser = (text) => {
  const found = groupsOf(
    /^[a-z][a-z\d+.-]*:\/\/(?:[^/?#@\s]*@)?(?:\[(?<v6>[^\]]*)\]|(?<name>[^:/?#\s]*))(?::(?<port>\d+))?(?:[/?#]\S*)?$/iu,
    text,
  );
  if (found === null) return null;
  return { kind: 'web-address', offers: offerOf(found['v6'] ?? found['name'], portOf(found['port'])) };
};

/** Addresses of JDBC drivers for SQL Server and Oracle. */
const jdbc: Recogniser = (text) => {
  if (!/^jdbc:/i.test(text)) return null;
  const found =
    groupsOf(
      /^jdbc:sqlserver:\/\/(?<name>[^:;\\/\s]+)(?:\\(?<instance>[^:;\s]+))?(?::(?<port>\d+))?(?:;.*)?$/iu,
      text,
    ) ?? groupsOf(/^jdbc:oracle:[a-z]+:@(?:\/\/)?(?<name>[^:/\s]+)(?::(?<port>\d+))?(?:[:/]\S*)?$/iu, text);
  const { name, instance, port } = found ?? {};
  return {
    kind: 'jdbc',
    offers: offerOf(name, { ...portOf(port), ...(instance === undefined ? {} : { instance }) }),
  };
};

/** `\\server\share` (MS-DTYP, section 2.2.57). */
const share: Recogniser = (text) => {
  const found = groupsOf(/^(?:\\\\|\/\/)(?<name>[^\\/\s]+)(?:[\\/].*)?$/u, text);
  return found === null ? null : { kind: 'share', offers: offerOf(found['name']) };
};

/** `host:port`, `[address]:port`, and `host,port` as SQL Server has it. */
const withPort: Recogniser = (text) => {
  const found = groupsOf(/^(?:\[(?<v6>[^\]]+)\]|(?<name>[^\s:,[\]]+))\s?[:,]\s?(?<port>\d{1,5})$/u, text);
  if (found === null) return null;
  return { kind: 'port', offers: offerOf(found['v6'] ?? found['name'], portOf(found['port'])) };
};

/** `server\instance` of SQL Server. */
const withInstance: Recogniser = (text) => {
  const found = groupsOf(/^(?<name>[^\\/\s]+)\\(?<instance>[^\\/\s:,]+)(?:[:,](?<port>\d+))?$/u, text);
  if (found === null) return null;
  const { name, instance = '', port } = found;
  return { kind: 'instance', offers: offerOf(name, { instance, ...portOf(port) }) };
};

/** A line of a hosts file (hosts(5)): an address, then names of the same machine, then a remark. */
export const hostsLine: Recogniser = (text) => {
  const [address = '', ...names] = text.replace(/\s*#.*$/u, '').split(/\s+/u);
  if (!isAddress(address) || names.length === 0 || names.some((name) => hostOf(name) === null)) return null;
  return { kind: 'hosts-line', offers: [...offerOf(names[0]), ...offerOf(address)] };
};

const counted = (count: number, of: (index: number) => string): readonly Offer[] => {
  const hosts = Array.from({ length: count }, (_, index) => hostOf(of(index)));
  return hosts.every((host) => host !== null) ? [{ hosts }] : [];
};

/** The numbers from one to another, as long as they are few. */
const lengthOf = (from: number, to: number): number =>
  to >= from && to - from < mostInRange ? to - from + 1 : 0;

/** Addresses from one to another: `10.1.2.29-10.1.2.32`, `10.1.2.29-32`. */
const addressRange: Recogniser = (text) => {
  const found = groupsOf(
    /^(?<net>\d+\.\d+\.\d+\.)(?<from>\d+)\s*(?:-|–|—|\.\.|to)\s*(?:(?<net2>\d+\.\d+\.\d+\.))?(?<to>\d+)$/u,
    text,
  );
  if (found === null) return null;
  const { net = '', from, net2 = net, to } = found;
  const count = net === net2 && Number(to) <= 255 ? lengthOf(Number(from), Number(to)) : 0;
  const first = Number(from);
  return { kind: 'range', offers: count === 0 ? [] : counted(count, (index) => `${net}${first + index}`) };
};

/** Names from one to another: `fe[01-12]`, `fe01..fe12`, `fe01 - fe12.example.local`. */
const nameRange: Recogniser = (text) => {
  const found =
    groupsOf(
      /^(?<stem>[^\s[\]{}]*)[[{](?<from>\d+)(?:-|–|\.\.)(?<to>\d+)[\]}](?<tail>[^\s[\]{}]*)$/u,
      text,
    ) ??
    groupsOf(
      /^(?<stem>[\p{L}\p{N}_-]*?)(?<from>\d+)(?<tail>(?:\.[^\s]+?)?)(?:\s+(?:-|–|—|to)\s+|\.\.)\k<stem>(?<to>\d+)(?:\k<tail>|(?<last>\.\S+))$/u,
      text,
    );
  if (found === null) return null;
  const { stem = '', from = '', to = '', tail = '', last = tail } = found;
  const count = lengthOf(Number(from), Number(to));
  const digits = (index: number): string => String(Number(from) + index).padStart(from.length, '0');
  return { kind: 'range', offers: count === 0 ? [] : counted(count, (index) => stem + digits(index) + last) };
};

/** A network in CIDR notation (RFC 4632, section 3.1): nobody can tell which of its addresses are meant. */
const network: Recogniser = (text) => {
  const [address = '', bits = ''] = text.split('/');
  return isAddress(address) && /^\d{1,3}$/.test(bits) ? { kind: 'network', offers: [] } : null;
};

/** A bullet or a number of a list before, a remark in brackets or behind a dash after. */
const bullet: Recogniser = (text) => {
  const bare = text
    .replace(/^(?:[-*+•·–—▪◦‣>]|\d{1,3}[.)])\s+/u, '')
    .replace(/\s+(?:[([{].*[)\]}]|[-–—#].*|\/\/.*)$/u, '');
  return bare === text || hostOf(bare) === null ? null : { kind: 'bullet', offers: offerOf(bare) };
};

/** Full-width and other forms of letters and digits that mean the plain ones (Unicode, UAX #15, NFKC). */
const fullWidth: Recogniser = (text) => {
  const plain = text.normalize('NFKC').replaceAll('。', '.');
  return plain === text ? null : { kind: 'full-width', offers: offerOf(plain) };
};

const dots: Recogniser = (text) =>
  /^\.|\.\.+$/.test(text) && !/[\s/]/.test(text)
    ? { kind: 'dots', offers: offerOf(text.replaceAll(/^\.+|\.+$/g, '')) }
    : null;

const quoted: Recogniser = (text) => {
  const bare = text.replaceAll(/^["'`‘’“”«<([{]+|["'`‘’“”»>)\]},.:]+$/gu, '');
  return bare === text || hostOf(bare) === null ? null : { kind: 'quoted', offers: offerOf(bare) };
};

const account: Recogniser = (text) => {
  const found = groupsOf(/^[^\s@]+@(?<name>[^\s@:]+)$/u, text);
  return found === null ? null : { kind: 'account', offers: offerOf(found['name']) };
};

const path: Recogniser = (text) => {
  const found = groupsOf(/^(?<name>[^\s/?#]+?)(?::(?<port>\d+))?[/?#]\S*$/u, text);
  return found === null ? null : { kind: 'path', offers: offerOf(found['name'], portOf(found['port'])) };
};

/** An IPv6 address in the brackets that it has in a URL (RFC 3986, section 3.2.2). */
const brackets: Recogniser = (text) => {
  const found = groupsOf(/^\[(?<address>[^\]\s]+)\]$/u, text);
  const { address = '' } = found ?? {};
  return isAddress(address) && address.includes(':') ? { kind: 'brackets', offers: offerOf(address) } : null;
};

/** Several hosts with nothing but room between them. Words of a sentence are hosts too, so each has to look like one. */
const several: Recogniser = (text) => {
  const words = text.split(/\s+/u);
  const hosts = words.map(hostOf);
  const telling = hosts.every((host) => host !== null && /[\d.]/.test(host));
  if (words.length < 2 || !telling) return null;
  return { kind: 'several', offers: [{ hosts: [...new Set(hosts.filter((host) => host !== null))] }] };
};

const noMachine: Recogniser = (text) =>
  isAddressOfNoMachine(text) ? { kind: 'no-machine', offers: [] } : null;

/** In the order in which they are asked: the more particular form first. */
const recognisers: readonly Recogniser[] = [
  noMachine,
  jdbc,
  webAddress,
  share,
  brackets,
  network,
  addressRange,
  nameRange,
  withInstance,
  withPort,
  hostsLine,
  account,
  path,
  several,
  bullet,
  dots,
  fullWidth,
  quoted,
];

/** The longest entry that is looked at, in characters: longer ones are no host with something around it. */
const longestEntry = 1000;

/**
 * What an entry that is no host may mean. Nothing is taken by itself: an offer is what a person may choose, and each host in
 * it is one by the profile's own rules.
 */
export function doubtOf(entry: string): Doubt {
  const text = entry.trim();
  if (text.length > longestEntry) return { kind: 'unclear', offers: [] };
  for (const recognise of recognisers) {
    const doubt = recognise(text);
    if (doubt !== null) return doubt;
  }
  return { kind: 'unclear', offers: [] };
}

/** The most text that is searched for names, in characters. */
const longestSearched = 200_000;

/** Words of JSON, tables and mails that are hosts by their letters and none by their meaning. */
const notAName = /^(?:\d+(?:\.\d+)*|true|false|null)$/;

/**
 * Hosts in a text that is no list, such as JSON, a table or a mail: words that are addresses or names with a dot, and what
 * stands in quotation marks under a key that says so. Each once, in their order.
 */
export function hostsInText(text: string): readonly string[] {
  const words = text.slice(0, longestSearched).split(/[\s,;|"'`<>(){}=]+|\[|\]/u);
  const named = [
    ...text
      .slice(0, longestSearched)
      .matchAll(/"(?:host|hostname|name|server|address|ip)"\s*:\s*"([^"]{1,253})"/giu),
  ];
  const bare = words.map((word) => word.replaceAll(/^[-*•]+|[.:]+$/gu, ''));
  const telling = bare.filter((word) => (word.includes('.') && !notAName.test(word)) || isAddress(word));
  const found = [...telling, ...named.map(([, value = '']) => value)].flatMap((word) => {
    const host = hostOf(word);
    return host === null ? [] : [{ host, at: text.indexOf(word) }];
  });
  return [...new Set(found.toSorted((left, right) => left.at - right.at).map(({ host }) => host))];
}
