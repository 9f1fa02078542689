import ipaddr from 'ipaddr.js';
import { z } from 'zod';
import { longest } from '../words/lengths.ts';
import { refusal } from '../words/refusal.ts';

const label = /^[\p{L}\p{N}_](?:[\p{L}\p{M}\p{N}_-]{0,61}[\p{L}\p{M}\p{N}_])?$/u;

/** Whether a text is an IPv4 address in dotted decimal or an IPv6 address without brackets. */
export function isAddress(text: string): boolean {
  return ipaddr.IPv4.isValidFourPartDecimal(text) || ipaddr.IPv6.isValid(text);
}

/** Whether an address belongs to the machine itself (127.0.0.0/8, ::1). False for a name or anything malformed. */
export function isLoopback(address: string): boolean {
  return isAddress(address) && ipaddr.process(address).range() === 'loopback';
}

/** Whether a text can be the name of a host: labels of letters (of any script), digits, `-` and `_` (RFC 1123, RFC 5890). */
export function isHostName(text: string): boolean {
  const name = text.endsWith('.') ? text.slice(0, -1) : text;
  const labels = name.split('.');
  const onlyNumbers = labels.every((part) => /^\d+$/.test(part));
  return name.length <= 253 && !onlyNumbers && labels.every((part) => label.test(part));
}

/**
 * One host is written one way: an IPv6 address in its short form (RFC 5952), an IPv4 address inside IPv6 as itself, a
 * name without the dot that ends it in DNS and that neither TLS (RFC 6066, section 3) nor a list of names knows.
 */
const oneWay = (host: string): string =>
  isAddress(host) ? ipaddr.process(host).toString() : host.replace(/\.$/, '');

/**
 * A name in lower case and in the one form of each letter. Composed before, so that a capital with its mark is one letter,
 * and after, because there are marked letters that only the small one exists of: what was written is read as it is.
 */
const plainCase = (text: string): string => text.normalize('NFC').toLowerCase().normalize('NFC');

/** A host as an administrator writes it. Trimmed, names in lower case, each host in the one way to write it. */
export const hostSchema = z
  .string()
  .trim()
  .max(longest.host)
  .transform(plainCase)
  .refine((text) => isAddress(text) || isHostName(text), refusal('host'))
  .transform(oneWay);

/** `host:port`, with brackets around an IPv6 address (RFC 3986, section 3.2.2). */
export function hostAndPort(host: string, port: number): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}
