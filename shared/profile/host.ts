import ipaddr from 'ipaddr.js';
import { z } from 'zod';
import { longest } from '../words/lengths.ts';
import { refusal } from '../words/refusal.ts';

const label = /^[\p{L}\p{N}_](?:[\p{L}\p{M}\p{N}_-]{0,61}[\p{L}\p{M}\p{N}_])?$/u;

/** What every address is and hardly any name: to read a name as an address takes a hundred times as long. */
const mayBeAddress = /^[\d.]+$|:/;

/** Whether a text is an IPv4 address in dotted decimal or an IPv6 address without brackets. */
export function isAddress(text: string): boolean {
  return mayBeAddress.test(text) && (ipaddr.IPv4.isValidFourPartDecimal(text) || ipaddr.IPv6.isValid(text));
}

/** What every loopback address is and hardly any other address: most are told by it alone. */
const mayBeLoopback = /^127\.|:/;

/** Whether an address belongs to the machine itself (127.0.0.0/8, ::1). False for a name or anything malformed. */
export function isLoopback(address: string): boolean {
  return mayBeLoopback.test(address) && isAddress(address) && ipaddr.process(address).range() === 'loopback';
}

/** Whether an address is one of the Internet: none of a private, local or reserved range (RFC 6890). False for a name. */
export function isPublicAddress(address: string): boolean {
  return isAddress(address) && ipaddr.process(address).range() === 'unicast';
}

/** Whether a text can be the name of a host: labels of letters (of any script), digits, `-` and `_` (RFC 1123, RFC 5890). */
export function isHostName(text: string): boolean {
  const name = text.endsWith('.') ? text.slice(0, -1) : text;
  const labels = name.split('.');
  const onlyNumbers = labels.every((part) => /^\d+$/.test(part));
  return name.length <= 253 && !onlyNumbers && labels.every((part) => label.test(part));
}

/**
 * Whether a name that is typed is doubtful: one that ends in a number is an address or nothing (URL, section 3.5, "ends in a
 * number"), and one of nothing but numbers, dots and hyphens is a range of addresses; letters in another form than the
 * plain one (UAX #15, NFKC) come from another keyboard.
 */
const isDoubtful = (name: string): boolean =>
  /(?:^|\.)\d+\.?$|^[\d-]+\.[\d.-]+$/.test(name) || name.normalize('NFKC') !== name;

/** Ranges of addresses that belong to no single machine (RFC 1122, section 3.2.1.3; RFC 4291, section 2.4). */
const ofNoMachine = ['unspecified', 'broadcast', 'multicast'];

/** Whether a text is an address that belongs to no single machine, such as 0.0.0.0. False for a name. */
export const isAddressOfNoMachine = (text: string): boolean =>
  isAddress(text) && ofNoMachine.includes(ipaddr.process(text).range());

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
  .refine((text) => isAddress(text) || (isHostName(text) && !isDoubtful(text)), refusal('host'))
  .refine((text) => !isAddressOfNoMachine(text), refusal('host-of-no-machine'))
  .transform(oneWay);

/** `host:port`, with brackets around an IPv6 address (RFC 3986, section 3.2.2). */
export function hostAndPort(host: string, port: number): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}
