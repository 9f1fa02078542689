import { isSameName } from '../catalogue/targets.ts';
import { factsOf } from '../probe/facts-of.ts';
import { isAddress, isLoopback } from '../profile/host.ts';
import type { Profile } from '../profile/profile.ts';
import { effectiveRoles, type Place, placeWords, vantageRoles } from '../profile/roles.ts';
import { most } from '../words/lengths.ts';
import { compareNatural } from '../words/natural-order.ts';
import type { EnvironmentMachine } from './environment-result.ts';
import type { MergeRun } from './merge-input.ts';
import { placeRank } from './place-order.ts';

/** A machine before anything is known of its connections. */
export type SiteMachine = Pick<
  EnvironmentMachine,
  'name' | 'place' | 'roles' | 'hosts' | 'addresses' | 'expects'
>;

/** Who stands where in an environment. Machines are told by their places in the list. */
export type Site = {
  readonly machines: readonly SiteMachine[];
  /** The machine that a host is, where another machine calls it so; null for a loopback name without that machine. */
  readonly machineOf: (host: string, caller: number | null) => number | null;
  /** The machine that a report is about; null where it is none of the environment. */
  readonly machineOfReport: (result: MergeRun) => number | null;
  /** All machines of people who stand at a place. */
  readonly clientsAt: (place: Place) => number | null;
  /** The only machine of a place; null where there are several or none. */
  readonly onlyAt: (place: Place) => number | null;
  /** Where other reports found a machine, by its names. */
  readonly foundAt: (machine: number) => readonly string[];
};

type Expectation = EnvironmentMachine['expects'];
type Named = { readonly host: string; readonly place: Place; readonly expects: Expectation };

const isClient = (place: Place): boolean => vantageRoles.some((role) => role === place);

/** Every host that a profile names, with what it is for. */
function namedIn(profile: Profile): readonly Named[] {
  const named = (expects: Expectation, place: Place, hosts: readonly string[]): readonly Named[] =>
    hosts.map((host) => ({ host, place, expects }));
  return [
    ...named('report', 'controller', [profile.controller.host]),
    ...named(
      'report',
      'front-end',
      profile.frontEnds.map(({ host }) => host),
    ),
    ...named('report', 'lifetime', profile.lifetime === null ? [] : [profile.lifetime.host]),
    ...named(
      'report',
      'container-runtime',
      profile.containerRuntimes.map(({ host }) => host),
    ),
    ...named('nothing', 'cache', profile.cache.host === undefined ? [] : [profile.cache.host]),
    ...named(
      'nothing',
      'database',
      profile.databases.map(({ host }) => host),
    ),
    ...profile.managedServers.flatMap(({ host, roles }) =>
      roles.flatMap((role) => named('nothing', role, [host])),
    ),
    ...named(
      'nothing',
      'front-end',
      profile.zones.map(({ host }) => host),
    ),
  ].filter(({ host }) => host !== 'localhost' && !isLoopback(host));
}

/** Whether a profile says by a loopback name that a machine of a role is the one on which it is used. */
function isMeantByLoopback(profile: Profile, roles: readonly Place[]): boolean {
  const isHere = (host: string | undefined): boolean =>
    host !== undefined && (host === 'localhost' || isLoopback(host));
  return (
    (roles.includes('controller') && isHere(profile.controller.host)) ||
    (roles.includes('front-end') &&
      (profile.frontEnds.length === 0 || profile.frontEnds.some(({ host }) => isHere(host)))) ||
    (roles.includes('lifetime') && isHere(profile.lifetime?.host)) ||
    (roles.includes('container-runtime') && profile.containerRuntimes.some(({ host }) => isHere(host)))
  );
}

const isOfClients = ({ machine }: MergeRun): boolean =>
  machine.roles.length > 0 && machine.roles.every(isClient);

/** The first label of a name, by which names with and without their domain meet. */
const labelOf = (host: string): string => (isAddress(host) ? host : (host.split('.')[0] ?? host));

/** Where names lead, as all reports together have seen it; a machine's own entries for itself left out. */
function lookupsOf(results: readonly MergeRun[]): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  for (const result of results)
    for (const { facts } of result.checks)
      for (const { host, addresses, outcome } of factsOf(facts, 'resolve')) {
        if (outcome !== 'resolved' || isAddress(host)) continue;
        const known = found.get(host) ?? new Set<string>();
        for (const address of addresses) if (!isLoopback(address)) known.add(address);
        found.set(host, known);
      }
  return found;
}

/** Sets of things that have been found to be one. */
function unions() {
  const parents = new Map<string, string>();
  const rootOf = (item: string): string => {
    const parent = parents.get(item);
    if (parent === undefined || parent === item) return item;
    const root = rootOf(parent);
    parents.set(item, root);
    return root;
  };
  return {
    rootOf,
    join: (left: string, right: string): void => {
      const [a, b] = [rootOf(left), rootOf(right)].sort(compareNatural);
      if (a !== undefined && b !== undefined && a !== b) parents.set(b, a);
    },
  };
}

type Claim = { readonly result: MergeRun; readonly hosts: readonly string[]; readonly isDoubtful: boolean };

/** The hosts of the profile that each report claims to be: by its names, and by its addresses where nobody else is named so. */
function claimsOf(
  hosts: readonly string[],
  results: readonly MergeRun[],
  lookups: ReadonlyMap<string, ReadonlySet<string>>,
): readonly Claim[] {
  const byLabel = new Map<string, string[]>();
  for (const host of hosts) byLabel.set(labelOf(host), [...(byLabel.get(labelOf(host)) ?? []), host]);
  const namedBy = (result: MergeRun): readonly string[] => {
    const names = [result.machine.hostname, result.profile.machine.name].flatMap((name) =>
      name === undefined ? [] : [name.toLowerCase()],
    );
    return names.flatMap((name) =>
      (byLabel.get(labelOf(name)) ?? []).filter((host) => isSameName(host, name)),
    );
  };
  const named = results.map((result) => ({ result, hosts: [...new Set(namedBy(result))] }));
  const taken = new Set(named.flatMap((claim) => claim.hosts));
  const doubted = named.map((claim) => {
    const seen = claim.hosts.flatMap((host) => [...(lookups.get(host) ?? [])]);
    const own = claim.result.machine.addresses;
    return { ...claim, isDoubtful: seen.length > 0 && !seen.some((address) => own.includes(address)) };
  });
  const holders = new Map<string, Set<string>>();
  for (const { result, isDoubtful } of doubted)
    for (const address of isDoubtful ? [] : result.machine.addresses)
      holders.set(address, (holders.get(address) ?? new Set()).add(result.machine.hostname.toLowerCase()));
  const isHeldBy = (address: string, { machine }: MergeRun): boolean => {
    const names = holders.get(address);
    return (
      names?.size === 1 && names.has(machine.hostname.toLowerCase()) && machine.addresses.includes(address)
    );
  };
  const left = hosts.filter((host) => !taken.has(host));
  return doubted.map((claim) => {
    const byAddress = claim.isDoubtful
      ? []
      : left.filter((host) => {
          const addresses = isAddress(host) ? [host] : [...(lookups.get(host) ?? [])];
          return addresses.length > 0 && addresses.every((address) => isHeldBy(address, claim.result));
        });
    return { ...claim, hosts: [...claim.hosts, ...byAddress] };
  });
}

const inOrderOfPlaces = (roles: Iterable<Place>): readonly Place[] =>
  [...new Set(roles)].sort((left, right) => placeRank(left) - placeRank(right));

/** What several names of one machine come to; the name of it that the profile gives first counts. */
function machineFrom(
  members: readonly Named[],
  reports: readonly MergeRun[],
  lookups: ReadonlyMap<string, ReadonlySet<string>>,
): SiteMachine {
  const hosts = [...new Set(members.map(({ host }) => host))].slice(0, most.machineHosts);
  const names = hosts.filter((host) => !isAddress(host));
  const told = reports.flatMap(({ machine }) => machine.addresses);
  const found = hosts.flatMap((host) => (isAddress(host) ? [host] : [...(lookups.get(host) ?? [])]));
  const roles = inOrderOfPlaces([
    ...members.map(({ place }) => place),
    ...reports.flatMap(({ machine }) => machine.roles.filter((role) => !isClient(role))),
  ]);
  const hostname = reports.map(({ machine }) => machine.hostname).sort(compareNatural)[0];
  return {
    name: names[0] ?? hostname ?? hosts[0] ?? '',
    place: inOrderOfPlaces(members.map(({ place }) => place))[0] ?? roles[0] ?? 'server',
    roles: [...roles].slice(0, most.roles),
    hosts,
    addresses: [...new Set(told.length > 0 ? told : found)].sort(compareNatural).slice(0, most.addresses),
    expects:
      members.some(({ expects }) => expects === 'report') || members.length === 0 ? 'report' : 'nothing',
  };
}

const machineOrder = (left: SiteMachine, right: SiteMachine): number =>
  placeRank(left.place) - placeRank(right.place) || compareNatural(left.name, right.name);

/**
 * Who stands where: the machines that the profile names, each once under all its names and addresses, those that reports
 * reach beside them, and the places of people.
 * @param profile of the environment
 * @param results of reports that are not redacted; those that are about the environment's machines make them known
 */
export function siteOf(profile: Profile, results: readonly MergeRun[]): Site {
  const lookups = lookupsOf(results);
  const named = namedIn(profile);
  const hosts = [...new Set(named.map(({ host }) => host))];
  const claims = claimsOf(
    hosts,
    results.filter((result) => !isOfClients(result)),
    lookups,
  );
  const same = unions();
  for (const claim of claims) for (const host of claim.hosts) same.join(claim.hosts[0] ?? host, host);
  const groups = new Map<string, Named[]>();
  for (const entry of named)
    groups.set(same.rootOf(entry.host), [...(groups.get(same.rootOf(entry.host)) ?? []), entry]);
  const reportsOf = new Map<string, MergeRun[]>();
  const alone = new Map<string, MergeRun[]>();
  for (const { result, hosts: own } of claims) {
    const [first] = own;
    const key = first === undefined ? result.machine.hostname.toLowerCase() : same.rootOf(first);
    const list = first === undefined ? alone : reportsOf;
    if (first !== undefined || isMeantByLoopback(profile, effectiveRoles(result.profile.machine.roles)))
      list.set(key, [...(list.get(key) ?? []), result]);
  }
  const known: { readonly machine: SiteMachine; readonly key: string }[] = [
    ...[...groups].map(([key, members]) => ({
      key,
      machine: machineFrom(members, reportsOf.get(key) ?? [], lookups),
    })),
    ...[...alone].map(([key, reports]) => ({ key, machine: machineFrom([], reports, lookups) })),
  ];
  const namedHosts = new Set(hosts);
  const addressesKnown = new Set(known.flatMap(({ machine }) => machine.addresses));
  const elsewhere = otherEnds(results, namedHosts, addressesKnown).map((entry) => ({
    key: entry.host,
    machine: machineFrom([entry], [], lookups),
  }));
  const clients = vantageRoles.map((place) => ({
    key: place,
    machine: {
      name: placeWords[place],
      place,
      roles: [place],
      hosts: [],
      addresses: [],
      expects: 'clients' as const,
    },
  }));
  const all = [...known, ...elsewhere, ...clients].sort(
    (left, right) => machineOrder(left.machine, right.machine) || compareNatural(left.key, right.key),
  );
  const machines = all.map(({ machine }) => machine);
  const byHost = new Map<string, number>();
  const byAddress = new Map<string, number>();
  for (const [index, machine] of machines.entries()) {
    for (const host of machine.hosts) byHost.set(host, index);
    for (const address of machine.addresses) if (!byAddress.has(address)) byAddress.set(address, index);
  }
  const byReport = new Map<MergeRun, number>();
  for (const [index, { key, machine }] of all.entries())
    if (machine.expects !== 'clients')
      for (const result of reportsOf.get(key) ?? alone.get(key) ?? []) byReport.set(result, index);
  const clientsAt = (place: Place): number | null => {
    const index = machines.findIndex((machine) => machine.expects === 'clients' && machine.place === place);
    return index < 0 ? null : index;
  };
  return {
    machines,
    machineOf: (host, caller) => {
      if (host === 'localhost' || isLoopback(host)) return caller;
      return byHost.get(host) ?? byHost.get(host.toLowerCase()) ?? byAddress.get(host) ?? null;
    },
    machineOfReport: (result) => {
      const [role] = result.machine.roles;
      return isOfClients(result) && role !== undefined ? clientsAt(role) : (byReport.get(result) ?? null);
    },
    clientsAt,
    onlyAt: (place) => {
      const found = machines.flatMap(({ roles, expects }, index) =>
        roles.includes(place) && expects !== 'clients' ? [index] : [],
      );
      return found.length === 1 ? (found[0] ?? null) : null;
    },
    foundAt: (machine) =>
      [...new Set((machines[machine]?.hosts ?? []).flatMap((host) => [...(lookups.get(host) ?? [])]))].sort(
        compareNatural,
      ),
  };
}

/** The ends that reports reach and the profile of the environment does not name: services elsewhere, other environments. */
function otherEnds(
  results: readonly MergeRun[],
  hosts: ReadonlySet<string>,
  addresses: ReadonlySet<string>,
): readonly Named[] {
  const found = new Map<string, Named>();
  for (const result of results)
    for (const { direction, destination } of result.checks) {
      if (direction !== 'outbound' || destination === null) continue;
      const { host, role } = destination;
      const isKnown =
        hosts.has(host) ||
        addresses.has(host) ||
        host === 'localhost' ||
        isLoopback(host) ||
        host === result.machine.hostname.toLowerCase() ||
        result.machine.addresses.includes(host);
      if (isKnown) continue;
      const known = found.get(host);
      if (known === undefined || placeRank(role) < placeRank(known.place))
        found.set(host, { host, place: role, expects: 'nothing' });
    }
  return [...found.values()];
}
