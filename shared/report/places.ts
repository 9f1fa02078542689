import { isAddress } from '../profile/host.ts';
import type { CheckResult } from '../run/result.ts';
import { groupsByKey } from '../words/groups-by-key.ts';
import { compareNatural } from '../words/natural-order.ts';
import { hostRanges } from './host-ranges.ts';

/** Hosts that were asked at the same ports; those of one domain lose it, which then stands once before them. */
export type Places = {
  readonly ports: readonly number[];
  readonly domain: string | null;
  readonly hosts: readonly string[];
};

/** From how many hosts of one domain on the domain is said once. */
const leastOfDomain = 4;

/** A host's own name and the domain that it is under; none for an address and for a name alone. */
export function splitDomain(host: string): { readonly label: string; readonly domain: string | null } {
  const at = isAddress(host) ? -1 : host.indexOf('.');
  return at < 0 ? { label: host, domain: null } : { label: host.slice(0, at), domain: host.slice(at + 1) };
}

function byDomain(ports: readonly number[], hosts: readonly string[]): readonly Places[] {
  const groups = groupsByKey([...hosts].sort(compareNatural), (host) => splitDomain(host).domain);
  const isLarge = ([domain, own]: readonly [string | null, readonly string[]]): boolean =>
    domain !== null && own.length >= leastOfDomain;
  const large = [...groups].filter(isLarge);
  const others = [...groups].filter((group) => !isLarge(group)).flatMap(([, own]) => own);
  return [
    ...large.map(([domain, own]) => ({
      ports,
      domain,
      hosts: own.map((host) => splitDomain(host).label),
    })),
    ...(others.length === 0 ? [] : [{ ports, domain: null, hosts: others }]),
  ];
}

/** Hosts whatever they are asked at, those of one domain together. */
export const placesOfHosts = (hosts: readonly string[]): readonly Places[] => byDomain([], hosts);

/** Where checks lead: hosts with the ports that they were asked at, those with the same ports together. */
export function placesOf(checks: readonly Pick<CheckResult, 'destination'>[]): readonly Places[] {
  const portsOf = new Map<string, Set<number>>();
  for (const { destination } of checks) {
    if (destination === null) continue;
    const ports = portsOf.get(destination.host) ?? new Set();
    if (destination.port !== null) ports.add(destination.port);
    portsOf.set(destination.host, ports);
  }
  const places = [...portsOf].map(([host, set]) => ({
    host,
    ports: [...set].sort((left, right) => left - right),
  }));
  return [...groupsByKey(places, ({ ports }) => ports.join()).values()].flatMap((alike) =>
    byDomain(
      alike[0]?.ports ?? [],
      alike.map(({ host }) => host),
    ),
  );
}

/** Hosts at the same ports in a line: `80, 443 of fe1 and fe2 (under example.local)`. */
export function placesText({ ports, domain, hosts }: Places): string {
  const where = domain === null ? '' : ` (under ${domain})`;
  const at = ports.length === 0 ? '' : `${ports.join(', ')} of `;
  return `${at}${hosts.join(', ')}${where}`;
}

/** How much of a list of hosts is said: texts, of which one may be several hosts in a row, and characters in all. */
export type HostLimit = { readonly texts: number; readonly characters: number };

/**
 * Places in lines, hosts in a row as one, as many as a limit allows; the last text says how many more there are:
 * `80 of fe1-12, fe20, and 30 more (under example.local)`.
 */
export function placeLines(places: readonly Places[], limit: HostLimit): readonly string[] {
  let { texts, characters } = limit;
  return places.flatMap((group) => {
    const ranges = hostRanges(group.hosts);
    const fits = ranges.filter(({ text }) => {
      texts -= 1;
      characters -= text.length;
      return texts >= 0 && characters >= 0;
    });
    const left = ranges.slice(fits.length).reduce((sum, { count }) => sum + count, 0);
    const hosts = fits.map(({ text }) => text);
    const more = hosts.length === 0 ? `${left} more` : `and ${left} more`;
    return [placesText({ ...group, hosts: left === 0 ? hosts : [...hosts, more] })];
  });
}
