import ipaddr from 'ipaddr.js';
import { isAddress } from './host.ts';

/** How long the prefix of a network is, in bits, for each version of IP. */
export type PrefixLengths = Readonly<Record<'ipv4' | 'ipv6', number>>;

/** How long the prefix of a network is to which addresses of one place usually belong. */
export const nearPrefix: PrefixLengths = { ipv4: 24, ipv6: 64 };

/** How long the prefix of a network is as wide as one rule of a network team usually goes. */
export const widePrefix: PrefixLengths = { ipv4: 16, ipv6: 48 };

/**
 * The network of an address in the notation of RFC 4632, for example `10.1.2.0/24`; an IPv4 address inside IPv6 is that of
 * IPv4, and the name of an interface behind an address does not count (RFC 4007, section 11). Null for what is no address.
 */
export function networkOf(host: string, lengths: PrefixLengths): string | null {
  const bare = host.replace(/%.*$/, '');
  if (!isAddress(bare)) return null;
  const address = ipaddr.process(bare);
  const bits = lengths[address.kind()];
  const network =
    address instanceof ipaddr.IPv4
      ? ipaddr.IPv4.networkAddressFromCIDR(`${address}/${bits}`)
      : ipaddr.IPv6.networkAddressFromCIDR(`${address.toNormalizedString()}/${bits}`);
  return `${network}/${bits}`;
}
