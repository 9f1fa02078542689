import ipaddr from 'ipaddr.js';

/** What names people and machines on the one where outputs are recorded. */
export type Names = {
  readonly user: string;
  /** Its own name, and the one of at most 15 letters by which Windows knows it beside that. */
  readonly machines: readonly string[];
  /** The domain of the account and of the machine, in each spelling; none outside a domain. */
  readonly domains: readonly string[];
};

/** Replaces what names people, machines and their addresses. One that has seen an address before replaces it alike. */
export type Redact = {
  readonly text: (text: string) => string;
  /** For what a command printed: in the code page of its language, or in UTF-16. */
  readonly bytes: (bytes: Uint8Array) => Uint8Array;
};

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');

/** A name in any code page: what is no ASCII is one to four bytes that nobody knows, or a question mark. */
const anyCodePage = (name: string): string =>
  [...name].map((letter) => (/[ -~]/.test(letter) ? escaped(letter) : '(?:[^ -~\\r\\n]{1,4}|\\?)')).join('');

const asWord = (name: string): RegExp =>
  new RegExp(`(?<![A-Za-z0-9_-])${anyCodePage(name)}(?![A-Za-z0-9_-])`, 'gi');

/** Addresses that say the same on every machine, and prove who can reach a listener. */
const everywhere = new Set(['unspecified', 'loopback', 'broadcast', 'multicast']);

/** 169.254 and fe80:: say that nobody gave an address; only what follows names a machine. */
const isShared = (address: ipaddr.IPv4 | ipaddr.IPv6): boolean => everywhere.has(address.range());

/** Masks of networks, which stand beside addresses. */
const isMask = (text: string): boolean =>
  /^(?:255|254|252|248|240|224|192|128|0)(?:\.\d+){3}$/.test(text) &&
  ipaddr.IPv4.parse(text).prefixLengthFromSubnetMask() !== null;

const ipv4 = /(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?![\d.]*\d)/g;
const ipv6 = /(?<![\w:.])(?=[0-9a-f:.]*:[0-9a-f:.]*:)[0-9a-f:]{2,39}(?![\w:])/gi;

/** The identifiers of the accounts of this machine or domain: three numbers of its own, then the account. */
const sid = /S-1-5-21(?:-\d+){3}/g;

const profileFolder =
  /(?<=[\\/]Users[\\/])(?!(?:Public|Default|All Users|Default User)(?=[\\/"\s]|$))[^\\/"|<>:*?\r\n]+?(?=[\\/"|]|\s*$|\s*\r?$)/gim;

const urlHost = /(?<=\bhttps?:\/\/)(?![+*]|localhost\b)(?:[^/\s"@]*@)?[A-Za-z0-9_.-]+/gi;

/** Values of Internet Options in which hosts stand without the beginning of a URL. */
const proxyValue = /^( {4}(?:ProxyServer|ProxyOverride|AutoConfigURL) {4}REG_\w+ {4})(.*)$/gim;

/** What stands in such a value and names nobody. */
const proxyWords = /^(?:https?|ftp|socks|local|-loopback|localhost)$/i;

/** A list of proxies or of exceptions, with other hosts in it. */
const redactList = (text: string, host: (name: string) => string): string =>
  text.replace(/[A-Za-z0-9_][A-Za-z0-9_.-]*|-loopback/g, (word, at: number) =>
    proxyWords.test(word) || (/^\d+$/.test(word) && text[at - 1] === ':') ? word : host(word),
  );

/** A connection's settings in bytes (`DefaultConnectionSettings`, `WinHttpSettings`). */
const connectionValue =
  /^( {4}(?:DefaultConnectionSettings|SavedLegacySettings|WinHttpSettings) {4}REG_BINARY {4})([0-9a-f]*)(\s*)$/gim;

/** Letters of hosts become `x`, digits of addresses `1`: the lengths that stand in the bytes stay right. */
const sameLength = (name: string): string => name.replace(/[A-Za-z]/g, 'x').replace(/\d/g, '1');

function redactConnection(hex: string): string {
  const text = Buffer.from(hex, 'hex').toString('latin1');
  return Buffer.from(text.slice(0, 12) + redactList(text.slice(12), sameLength), 'latin1')
    .toString('hex')
    .toUpperCase();
}

const isUtf16 = ([first, second]: Uint8Array): boolean =>
  (first === 0xff && second === 0xfe) || (first !== undefined && first !== 0 && second === 0);

/**
 * Replaces names and addresses by those that are kept for documentation: hosts of example.test (RFC 6761), addresses of
 * 198.18.0.0/15 (RFC 2544) and 2001:db8::/32 (RFC 3849). What the product reads stays: loopback, wildcards, ports,
 * process ids, names of programs and services. It cannot know which name of a firewall rule or service says whose server
 * it is: recordings are read by a person before they are given away.
 */
export function createRedact({ user, machines, domains }: Names): Redact {
  const known = new Map<string, string>();
  /** What stands in the place of something is not replaced once more. */
  const given = new Set<string>();
  const next = { v4: 0, v6: 0, host: 0 };
  const replaced = (name: string, make: () => string): string => {
    if (given.has(name.toLowerCase())) return name;
    const found = known.get(name.toLowerCase()) ?? make();
    known.set(name.toLowerCase(), found);
    given.add(found);
    return found;
  };
  const address = (text: string): string => {
    if (!ipaddr.isValid(text)) return text;
    const parsed = ipaddr.parse(text);
    if (isShared(parsed) || isMask(text)) return text;
    return replaced(parsed.toString(), () => {
      if (parsed.kind() === 'ipv6') return `2001:db8::${(++next.v6).toString(16)}`;
      next.v4 += 1;
      return `198.18.${next.v4 >> 8}.${next.v4 & 255}`;
    });
  };
  const host = (name: string): string =>
    ipaddr.isValid(name) ? address(name) : replaced(name, () => `host-${++next.host}.example.test`);
  const words = [
    ...machines.filter((name) => name.length > 1).map((name) => [asWord(name), 'MACHINE'] as const),
    ...domains.filter((name) => name.length > 1).map((name) => [asWord(name), 'DOMAIN'] as const),
    ...[user].filter((name) => name.length > 1).map((name) => [asWord(name), 'user'] as const),
  ];
  const text = (whole: string): string => {
    const structured = whole
      .replace(
        connectionValue,
        (_all, before: string, hex: string, after: string) => before + redactConnection(hex) + after,
      )
      .replace(proxyValue, (_all, before: string, list: string) => before + redactList(list, host))
      .replace(urlHost, (name) => host(name.replace(/^.*@/, '')))
      .replace(sid, 'S-1-5-21-1-2-3')
      .replace(profileFolder, 'user')
      .replace(ipv4, address)
      .replace(ipv6, address);
    return words.reduce((so, [pattern, word]) => so.replace(pattern, word), structured);
  };
  return {
    text,
    bytes: (bytes) => {
      const encoding = isUtf16(bytes) ? 'utf16le' : 'latin1';
      return Buffer.from(text(Buffer.from(bytes).toString(encoding)), encoding);
    },
  };
}
