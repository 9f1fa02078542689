import ipaddr from 'ipaddr.js';
import { isAddress, isLoopback } from './host.ts';
import type { ExceptionReading } from './proxy.ts';

/** What somebody wants to reach. */
type Wanted = { readonly host: string; readonly port: number };

/**
 * The entries of a list of exceptions as the variable `NO_PROXY` and the system's settings write it: separated by
 * commas, semicolons or spaces.
 */
export function splitBypass(text: string): readonly string[] {
  return text.split(/[\s,;]+/).filter((entry) => entry !== '');
}

/** A name or address in one spelling: lower case, no brackets, no dot of the root. */
const plainHost = (host: string): string =>
  host
    .trim()
    .toLowerCase()
    .replace(/^\[(.*)\]$/, '$1')
    .replace(/\.$/, '');

/** A host that no domain follows. Windows calls such names local; an address is none. */
const isUnqualified = (host: string): boolean => !isAddress(host) && !host.includes('.');

/** Splits a port off an entry: `host:8080`, `[::1]:8080`. An IPv6 address without brackets has none. */
function splitPort(entry: string): { readonly pattern: string; readonly port: number | null } {
  const parts = /^(?<pattern>\[[^\]]*\]|[^:]*):(?<port>\d{1,5})$/.exec(entry)?.groups;
  return parts?.['port'] === undefined
    ? { pattern: entry, port: null }
    : { pattern: parts['pattern'] ?? '', port: Number(parts['port']) };
}

/** Whether an address lies in a range such as `10.0.0.0/8` or `fd00::/8`. Names are not looked up for it. */
function isInRange(host: string, range: string): boolean {
  if (!isAddress(host) || !ipaddr.isValidCIDR(range)) return false;
  const address = ipaddr.process(host);
  const [base, bits] = ipaddr.parseCIDR(range);
  return address.kind() === base.kind() && address.match(base, bits);
}

const isSameAddress = (left: string, right: string): boolean =>
  isAddress(left) &&
  isAddress(right) &&
  ipaddr.process(left).toNormalizedString() === ipaddr.process(right).toNormalizedString();

/** `10.*` and `web-*.example.local`: a star stands for any characters. */
function isLike(host: string, pattern: string): boolean {
  const [first = '', ...others] = pattern.split('*');
  if (others.length === 0 || !host.startsWith(first)) return false;
  const last = others.pop() ?? '';
  let from = first.length;
  for (const part of others) {
    const at = host.indexOf(part, from);
    if (at < 0) return false;
    from = at + part.length;
  }
  return host.length - last.length >= from && host.endsWith(last);
}

function exempts(entry: string, { host, port }: Wanted): boolean {
  if (entry === '<local>') return isUnqualified(host) || isLoopback(host);
  const { pattern: text, port: onlyPort } = splitPort(entry);
  if (onlyPort !== null && onlyPort !== port) return false;
  const pattern = plainHost(text.replace(/^\*(?=\.)/, ''));
  if (pattern.startsWith('.')) return host === pattern.slice(1) || host.endsWith(pattern);
  return (
    host === pattern || isSameAddress(host, pattern) || isInRange(host, pattern) || isLike(host, pattern)
  );
}

/** This machine by a name or address of its own alone, which no list has to name. */
const isLoopbackHost = (host: string): boolean =>
  host === 'localhost' || host.endsWith('.localhost') || isLoopback(host);

/** An entry of Internet Options: a name or address, stars in it, a scheme before and a port behind; no ranges or suffixes. */
function exemptsInWinInet(entry: string, { host, port }: Wanted): boolean {
  if (entry === '<local>') return isUnqualified(host);
  const { pattern: text, port: onlyPort } = splitPort(entry.replace(/^[a-z][a-z0-9+.-]*:\/\//, ''));
  if (onlyPort !== null && onlyPort !== port) return false;
  const pattern = plainHost(text);
  return host === pattern || isSameAddress(host, pattern) || isLike(host, pattern);
}

/** A group that repeats what repeats: a text of a few letters keeps such a pattern busy for ever. */
const canRunAway = (pattern: string): boolean => /[*+}][^()]*\)[*+{]/.test(pattern);

/** An address as .NET compares it with its patterns: `http://host:port`, the port left out where it is the usual one. */
const asUri = ({ host, port }: Wanted): string => {
  const name = host.includes(':') ? `[${host}]` : host;
  return port === 443 ? `https://${name}` : `http://${name}${port === 80 ? '' : `:${port}`}`;
};

/** An entry of `bypasslist`: a regular expression over the whole address. One that cannot be read exempts nothing. */
function exemptsInDotNet(entry: string, wanted: Wanted): boolean {
  if (entry === '<local>') return isUnqualified(wanted.host);
  if (canRunAway(entry)) return false;
  try {
    return new RegExp(entry, 'i').test(asUri(wanted));
  } catch {
    return false;
  }
}

const exemptsAs = { wininet: exemptsInWinInet, dotnet: exemptsInDotNet } as const;

/**
 * Whether a list of exceptions lets a host be reached without the proxy. Read as `NO_PROXY`, an entry is `*` (every host),
 * a name, a suffix (`.example.com` or `*.example.com`, which mean the domain itself too), an address, a range
 * (`10.0.0.0/8`), a pattern (`10.*`), or `<local>` (names without a dot, and loopback); with `:port` it holds for that port
 * only. A name stands for itself and not for what lies below it, as .NET reads `NO_PROXY`, with which the platform's
 * services are made. Programs differ in this, so a wrong list shows best where both ways are tried. WinINet and .NET
 * reach this machine itself without a proxy, whatever the list says; `<-loopback>` takes that away from WinINet.
 * @param reading how the programs that follow the list read it
 */
export function isBypassed(
  bypass: readonly string[],
  { host, port }: Wanted,
  reading?: ExceptionReading,
): boolean {
  const wanted = { host: plainHost(host), port };
  const entries = bypass.map((entry) => entry.trim()).filter((entry) => entry !== '');
  const small = entries.map((entry) => entry.toLowerCase());
  if (reading === undefined) return small.some((entry) => exempts(entry, wanted));
  if (isLoopbackHost(wanted.host) && !(reading === 'wininet' && small.includes('<-loopback>'))) return true;
  return (reading === 'dotnet' ? entries : small).some((entry) => exemptsAs[reading](entry, wanted));
}
