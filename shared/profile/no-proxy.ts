import ipaddr from 'ipaddr.js';
import { isAddress, isLoopback } from './host.ts';

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

/**
 * Whether a list of exceptions lets a host be reached without the proxy. An entry is `*` (every host), a name, a
 * suffix (`.example.com` or `*.example.com`, which mean the domain itself too), an address, a range (`10.0.0.0/8`), a
 * pattern (`10.*`), or `<local>` (names without a dot, and loopback); with `:port` it holds for that port only. A
 * name stands for itself and not for what lies below it, as .NET reads `NO_PROXY`, with which the platform's services
 * are made. Programs differ in this, so a wrong list shows best where both ways are tried.
 */
export function isBypassed(bypass: readonly string[], { host, port }: Wanted): boolean {
  const wanted = { host: plainHost(host), port };
  return bypass
    .map((entry) => entry.trim().toLowerCase())
    .filter((entry) => entry !== '')
    .some((entry) => exempts(entry, wanted));
}
