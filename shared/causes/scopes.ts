import { nearPrefix, networkOf, widePrefix } from '../profile/networks.ts';
import type { Layer } from './layers.ts';
import type { Target } from './observation.ts';

/**
 * Who is meant by the source of a cause: one machine, a network near or wide, everybody who asked, or everybody but the
 * machine that was asked (`elsewhere`).
 */
export type SourceScope =
  | { readonly kind: 'machine'; readonly name: string }
  | { readonly kind: 'network'; readonly network: string }
  | { readonly kind: 'wide-network'; readonly network: string }
  | { readonly kind: 'everyone' }
  | { readonly kind: 'elsewhere' };

/**
 * What is meant by the destination of a cause. `web`: 80 and 443 of a host; `called`: a name with the address it leads to;
 * `suffix`: names that end alike; `attribute`: what shares an issuer, a proxy or a program; `family`: one version of IP.
 */
export type DestinationScope =
  | { readonly kind: 'port'; readonly host: string; readonly port: number }
  | { readonly kind: 'web'; readonly host: string }
  | { readonly kind: 'host'; readonly host: string }
  | { readonly kind: 'called'; readonly name: string; readonly host: string }
  | { readonly kind: 'network-port'; readonly network: string; readonly port: number }
  | { readonly kind: 'network'; readonly network: string }
  | { readonly kind: 'any-port'; readonly port: number }
  | { readonly kind: 'family'; readonly family: 'ipv4' | 'ipv6' }
  | { readonly kind: 'suffix'; readonly suffix: string }
  | { readonly kind: 'attribute'; readonly attribute: string }
  | { readonly kind: 'attribute-host'; readonly attribute: string; readonly host: string }
  | { readonly kind: 'question'; readonly question: string }
  | { readonly kind: 'everything' };

export type SourceKind = SourceScope['kind'];
export type DestinationKind = DestinationScope['kind'];

/** Where causes of a layer are looked for, in order of preference where the evidence cannot tell two apart. */
type Dimensions = {
  readonly sources: readonly SourceKind[];
  readonly destinations: readonly DestinationKind[];
};

const nearFirst: readonly SourceKind[] = ['machine', 'everyone', 'network', 'wide-network'];
const allFirst: readonly SourceKind[] = ['everyone', 'machine', 'elsewhere', 'network', 'wide-network'];
const ofWay: readonly DestinationKind[] = [
  'port',
  'web',
  'host',
  'called',
  'network-port',
  'network',
  'any-port',
  'everything',
  'family',
];

export const dimensions: Readonly<Record<Layer, Dimensions>> = {
  resolver: {
    sources: ['machine', 'network', 'wide-network', 'everyone'],
    destinations: ['everything', 'host', 'suffix'],
  },
  name: { sources: ['everyone', 'machine', 'network'], destinations: ['host', 'suffix', 'everything'] },
  permission: {
    sources: ['machine', 'everyone'],
    destinations: ['port', 'host', 'any-port', 'everything'],
  },
  path: { sources: nearFirst, destinations: ofWay },
  reset: { sources: allFirst, destinations: ['port', 'host', 'any-port', 'network', 'everything'] },
  listen: {
    sources: allFirst,
    destinations: [
      'port',
      'web',
      'host',
      'called',
      'any-port',
      'network-port',
      'network',
      'everything',
      'family',
    ],
  },
  tls: {
    sources: ['everyone', 'machine', 'elsewhere', 'network'],
    destinations: ['port', 'host', 'attribute'],
  },
  service: {
    sources: ['everyone', 'machine', 'elsewhere', 'network'],
    destinations: ['port', 'web', 'host', 'called', 'any-port'],
  },
  proxy: { sources: ['everyone', 'machine', 'network'], destinations: ['attribute', 'attribute-host'] },
  self: { sources: ['machine', 'everyone'], destinations: ['called', 'host', 'everything'] },
  owner: { sources: ['machine', 'everyone'], destinations: ['attribute', 'any-port'] },
  slow: { sources: nearFirst, destinations: ofWay },
  own: { sources: ['machine', 'everyone'], destinations: ['question'] },
};

/** The networks of an address, as far as one rule of a network team usually goes, in IPv4 and in IPv6. */
export type Networks = {
  readonly family: 'ipv4' | 'ipv6';
  /** Of /24 or /64. */
  readonly near: string;
  /** Of /16 or /48. */
  readonly wide: string;
};

/** The networks of an address; null where it is none. */
function networksOf(address: string): Networks | null {
  const [near, wide] = [networkOf(address, nearPrefix), networkOf(address, widePrefix)];
  if (near === null || wide === null) return null;
  return { family: near.includes(':') ? 'ipv6' : 'ipv4', near, wide };
}

/** Reads the networks of addresses, each once: there are few addresses and many connections. */
export function networkReader(): (address: string | null) => Networks | null {
  const known = new Map<string, Networks | null>();
  return (address) => {
    if (address === null) return null;
    const read = known.get(address);
    if (read !== undefined) return read;
    const found = networksOf(address);
    known.set(address, found);
    return found;
  };
}

/** What a name ends with, from its second label on; null for an address, and for a name without a domain. */
function suffixOf(name: string | null): string | null {
  if (name === null || name.includes(':') || /^[\d.]+$/.test(name)) return null;
  const at = name.indexOf('.');
  return at < 0 || at === name.length - 1 ? null : name.slice(at + 1);
}

/** Who asked, as every kind of source; networks are left out where the address is not known. */
export function sourceScopes(name: string, networks: Networks | null): readonly SourceScope[] {
  return [
    { kind: 'machine', name },
    { kind: 'everyone' },
    { kind: 'elsewhere' },
    ...(networks === null
      ? []
      : [
          { kind: 'network' as const, network: networks.near },
          { kind: 'wide-network' as const, network: networks.wide },
        ]),
  ];
}

function portScopes({ port }: Target, host: string, networks: Networks | null): readonly DestinationScope[] {
  if (port === null) return [];
  return [
    { kind: 'port', host, port },
    ...(port === 80 || port === 443 ? [{ kind: 'web' as const, host }] : []),
    ...(networks === null ? [] : [{ kind: 'network-port' as const, network: networks.near, port }]),
    { kind: 'any-port', port },
  ];
}

function addressScopes(
  { name }: Target,
  host: string,
  networks: Networks | null,
): readonly DestinationScope[] {
  if (networks === null) return [];
  return [
    ...(name === null ? [] : [{ kind: 'called' as const, name, host }]),
    { kind: 'network', network: networks.near },
    { kind: 'family', family: networks.family },
  ];
}

/**
 * What was asked, as every kind of destination; those that are not known are left out.
 * @param host the identity of the host, whatever it was called
 * @param networks those of its address
 */
export function destinationScopes(
  target: Target,
  host: string,
  networks: Networks | null,
): readonly DestinationScope[] {
  const suffix = suffixOf(target.name);
  const { attribute } = target;
  return [
    ...portScopes(target, host, networks),
    ...addressScopes(target, host, networks),
    ...(host === '' ? [] : [{ kind: 'host' as const, host }]),
    ...(suffix === null ? [] : [{ kind: 'suffix' as const, suffix }]),
    ...(attribute === null
      ? []
      : [
          { kind: 'attribute' as const, attribute },
          { kind: 'question' as const, question: attribute },
          { kind: 'attribute-host' as const, attribute, host },
        ]),
    { kind: 'everything' },
  ];
}
