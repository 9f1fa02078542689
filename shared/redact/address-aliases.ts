import ipaddr from 'ipaddr.js';
import { AppError } from '../errors/app-error.ts';
import { groupsByKey } from '../words/groups-by-key.ts';

/** How far an address reaches. A reader of a redacted result still has to see this. */
type Reach = 'private' | 'public' | 'other';

/** Ranges that mean the same on every machine, so that they tell nothing about one. */
const meaningful: readonly string[] = ['loopback', 'unspecified', 'broadcast'];

const privateRanges: readonly string[] = ['private', 'uniqueLocal', 'carrierGradeNat'];

function reachOf(address: ipaddr.IPv4 | ipaddr.IPv6): Reach | null {
  const range: string = address.range();
  if (meaningful.includes(range)) return null;
  if (privateRanges.includes(range)) return 'private';
  return range === 'unicast' ? 'public' : 'other';
}

/**
 * Where aliases of IPv4 addresses come from: a documentation range (RFC 5737), and, for farms that do not fit into its
 * 256 addresses, a part of the range for tests of devices (RFC 2544), which is on no network either.
 */
const pools4: Readonly<Record<Reach, { readonly small: string; readonly large: string }>> = {
  private: { small: '198.51.100', large: '198.18' },
  public: { small: '203.0.113', large: '198.19' },
  other: { small: '192.0.2', large: '198.19' },
};

/** Where aliases of IPv6 addresses come from: parts of the documentation range (RFC 3849). */
const pools6: Readonly<Record<Reach, string>> = {
  private: '2001:db8:a',
  public: '2001:db8:b',
  other: '2001:db8:c',
};

/** One spelling for each address, whatever the text that it came from looks like. */
export const canonicalAddress = (address: string): string =>
  ipaddr.parse(address.replace(/%.*$/, '')).toNormalizedString();

const numbers = (from: number, to: number): readonly number[] =>
  Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index);

type Pairs = readonly (readonly [original: string, alias: string])[];

/** Gives each address of a subnet a candidate; null when there are too few. */
function pair(subnet: readonly string[], candidates: readonly string[]): Pairs | null {
  if (candidates.length < subnet.length) return null;
  return subnet.map((address, index) => [address, candidates[index] ?? '']);
}

/** All or nothing: null as soon as one part is. */
const allOf = (parts: readonly (Pairs | null)[]): Pairs | null =>
  parts.every((part) => part !== null) ? parts.flat() : null;

/** The least power of two, at least 8, that holds so many addresses besides the first and the last. */
const blockSize = (count: number): number => 2 ** Math.max(3, Math.ceil(Math.log2(count + 2)));

/** Each subnet in a block of its own of one documentation range; null when they do not fit. */
function inBlocks(
  subnets: readonly (readonly string[])[],
  prefix: string,
  isFree: (alias: string) => boolean,
) {
  let start = 0;
  const sorted = [...subnets].sort((left, right) => right.length - left.length);
  return allOf(
    sorted.map((subnet) => {
      const first = start;
      const size = blockSize(subnet.length);
      start += size;
      if (start > 256) return null;
      const candidates = numbers(first + 1, first + size - 2).map((last) => `${prefix}.${last}`);
      return pair(subnet, candidates.filter(isFree));
    }),
  );
}

/** Each subnet in a /24 of its own; null when there are too many. */
function inNetworks(
  subnets: readonly (readonly string[])[],
  prefix: string,
  isFree: (alias: string) => boolean,
) {
  return allOf(
    subnets.map((subnet, index) => {
      const candidates = numbers(1, 254).map((last) => `${prefix}.${index}.${last}`);
      return index > 255 ? null : pair(subnet, candidates.filter(isFree));
    }),
  );
}

/** One after the other, whatever their subnets. */
function inSequence(
  subnets: readonly (readonly string[])[],
  prefix: string,
  isFree: (alias: string) => boolean,
) {
  const candidates = numbers(1, 65_534).map((number) => `${prefix}.${number >> 8}.${number & 255}`);
  return pair(subnets.flat(), candidates.filter(isFree));
}

const value4 = (address: string): number =>
  address.split('.').reduce((value, part) => value * 256 + Number(part), 0);

function pairs4(addresses: readonly string[], reach: Reach, isFree: (alias: string) => boolean): Pairs {
  const sorted = [...addresses].sort((left, right) => value4(left) - value4(right));
  const subnets = [...groupsByKey(sorted, (address) => address.split('.').slice(0, 3).join('.')).values()];
  const { small, large } = pools4[reach];
  const pairs =
    inBlocks(subnets, small, isFree) ??
    inNetworks(subnets, large, isFree) ??
    inSequence(subnets, large, isFree);
  if (pairs === null)
    throw new AppError(
      'input-invalid',
      `Names and addresses cannot be replaced: the result has ${addresses.length} ${reach} IPv4 addresses; at most 65,534 are allowed.`,
    );
  return pairs;
}

function pairs6(addresses: readonly string[], reach: Reach, isFree: (alias: string) => boolean): Pairs {
  const sorted = [...addresses].sort();
  const subnets = [...groupsByKey(sorted, (address) => address.split(':').slice(0, 4).join(':')).values()];
  return subnets.flatMap((subnet, index) => {
    const prefix = `${pools6[reach]}:${(index + 1).toString(16)}::`;
    const candidates = numbers(1, subnet.length * 2 + 8)
      .map((number) => `${prefix}${number.toString(16)}`)
      .filter(isFree);
    return pair(subnet, candidates) ?? [];
  });
}

type Parsed = { readonly canonical: string; readonly address: ipaddr.IPv4 | ipaddr.IPv6 };

const parsed = (text: string): Parsed => {
  const canonical = canonicalAddress(text);
  return { canonical, address: ipaddr.parse(canonical) };
};

/** The IPv4 address inside an IPv4-mapped one (RFC 4291, section 2.5.5.2); null for any other. */
const mappedAddress = ({ address }: Parsed): string | null =>
  address instanceof ipaddr.IPv6 && address.isIPv4MappedAddress() ? address.toIPv4Address().toString() : null;

/**
 * Aliases for all addresses of a result, by their canonical spelling. Every alias is an address of a documentation
 * range that is not among the originals; private ones stay apart from public ones, and addresses of one subnet (/24,
 * /64) get aliases of one subnet where there is room. Loopback and wildcard addresses have no alias: they mean the
 * same everywhere.
 * @throws AppError `input-invalid` when there are more addresses than aliases
 */
export function addressAliases(addresses: readonly string[]): ReadonlyMap<string, string> {
  const all = addresses.map(parsed);
  const plain = [...new Set(all.map((entry) => mappedAddress(entry) ?? entry.canonical))].map(parsed);
  const originals = new Set(plain.map(({ canonical }) => canonical));
  const given = new Set<string>();
  const isFree = (alias: string): boolean => !originals.has(canonicalAddress(alias)) && !given.has(alias);
  const aliases = new Map<string, string>();
  for (const reach of ['private', 'public', 'other'] as const) {
    const reaching = plain.filter(({ address }) => reachOf(address) === reach);
    const v4 = reaching.filter(({ address }) => address.kind() === 'ipv4');
    const v6 = reaching.filter(({ address }) => address.kind() === 'ipv6');
    for (const [original, alias] of [
      ...pairs4(
        v4.map(({ canonical }) => canonical),
        reach,
        isFree,
      ),
      ...pairs6(
        v6.map(({ canonical }) => canonical),
        reach,
        isFree,
      ),
    ]) {
      aliases.set(original, alias);
      given.add(alias);
    }
  }
  for (const entry of all) {
    const mapped = mappedAddress(entry);
    const alias = mapped === null ? undefined : aliases.get(mapped);
    if (alias !== undefined) aliases.set(entry.canonical, `::ffff:${alias}`);
  }
  return aliases;
}
