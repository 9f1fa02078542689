import ipaddr from 'ipaddr.js';

/**
 * How much of what comes to a listener a rule is about: every connection, none, or some, which is also the answer where
 * it cannot be told.
 */
export type Extent = 'all' | 'some' | 'none';

/** The bytes of an address, without a zone; an IPv4 address inside IPv6 as what it is on the wire. Null for what is none. */
function bytesOf(text: string): readonly number[] | null {
  const plain = text.replace(/%.*$/, '');
  return ipaddr.isValid(plain) ? ipaddr.process(plain).toByteArray() : null;
}

/** Which of two addresses of one version comes first, as a number below, at or above 0. */
function order(left: readonly number[], right: readonly number[]): number {
  const at = left.findIndex((byte, index) => byte !== right[index]);
  return at === -1 ? 0 : (left[at] ?? 0) - (right[at] ?? 0);
}

/** The first and the last address of a part of the network. */
type Span = { readonly from: readonly number[]; readonly to: readonly number[] };

function subnet(address: string, mask: string): Span | null {
  const base = bytesOf(address);
  if (base === null) return null;
  const length = /^\d{1,3}$/.test(mask)
    ? Number(mask)
    : ipaddr.IPv4.isValidFourPartDecimal(mask)
      ? ipaddr.IPv4.parse(mask).prefixLengthFromSubnetMask()
      : null;
  if (length === null || length > base.length * 8) return null;
  const free = (index: number): number => 0xff >> Math.min(8, Math.max(0, length - index * 8));
  return {
    from: base.map((byte, index) => byte & ~free(index)),
    to: base.map((byte, index) => byte | free(index)),
  };
}

/**
 * What a rule calls a sender ([MS-GPFAS] section 2.2.2.19): an address, two with a hyphen, or one with a mask or the length of
 * its prefix. Null for a word such as `LocalSubnet`, of which is not known here whom it means.
 */
function spanOf(text: string): Span | null {
  const [address = '', mask] = text.split('/');
  if (mask !== undefined) return subnet(address, mask);
  const [first = '', last = first] = text.split('-');
  const from = bytesOf(first);
  const to = bytesOf(last);
  return from === null || to === null || from.length !== to.length ? null : { from, to };
}

/**
 * How many of those who connect a rule for some senders is about.
 * @param texts what the rule calls senders, of which any may be meant
 * @param senders the addresses of all who connect
 */
export function senderExtent(texts: readonly string[], senders: readonly string[]): Extent {
  const spans = texts.map(spanOf);
  const about = (sender: string): Extent => {
    const address = bytesOf(sender);
    if (address === null) return 'some';
    const holds = ({ from, to }: Span): boolean =>
      from.length === address.length && order(from, address) <= 0 && order(address, to) <= 0;
    if (spans.some((span) => span !== null && holds(span))) return 'all';
    return spans.includes(null) ? 'some' : 'none';
  };
  const extents = senders.map(about);
  const [first = 'some'] = extents;
  return extents.every((extent) => extent === first) ? first : 'some';
}
