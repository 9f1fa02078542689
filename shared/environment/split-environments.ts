import { isSameName } from '../catalogue/targets.ts';
import { factsOf } from '../probe/facts-of.ts';
import { isAddress, isLoopback } from '../profile/host.ts';
import { effectiveRoles } from '../profile/roles.ts';

import { compareText } from '../words/compare-text.ts';
import { groupsByKey } from '../words/groups-by-key.ts';
import { most } from '../words/lengths.ts';
import { newestFirst } from './candidates.ts';
import type { MergeInput, MergeRun } from './merge-input.ts';

/** The reports of one environment, and those that are given beside them for others. */
export type EnvironmentInputs = {
  readonly own: readonly MergeInput[];
  readonly beside: readonly MergeInput[];
};

const isHere = (host: string): boolean => host === 'localhost' || isLoopback(host);

/** What a profile calls a server of which there is one: by its name, or as the machine itself that uses the profile. */
function hostMeant(
  host: string | undefined,
  role: 'controller' | 'lifetime',
  result: MergeRun,
): string | null {
  if (host === undefined) return null;
  if (!isHere(host)) return host.toLowerCase();
  const isOwn = effectiveRoles(result.profile.machine.roles).includes(role);
  return isOwn ? result.machine.hostname.toLowerCase() : null;
}

const controllerOf = (result: MergeRun): string | null =>
  hostMeant(result.profile.controller.host, 'controller', result);

const lifetimeOf = (result: MergeRun): string | null =>
  hostMeant(result.profile.lifetime?.host, 'lifetime', result);

/** A LifeTime server, which belongs to every environment that it manages. */
const isLifetime = ({ machine }: MergeRun): boolean => machine.roles.includes('lifetime');

/** Where names lead, as all reports have seen it, with the addresses that machines tell of themselves. */
function addressesOf(results: readonly MergeRun[]): (host: string) => ReadonlySet<string> {
  const found = new Map<string, Set<string>>();
  const add = (host: string, addresses: readonly string[]): void => {
    const known = found.get(host) ?? new Set<string>();
    for (const address of addresses) if (!isLoopback(address)) known.add(address);
    found.set(host, known);
  };
  for (const { machine, checks } of results) {
    add(machine.hostname.toLowerCase(), machine.addresses);
    for (const { host, addresses, outcome } of checks.flatMap(({ facts }) => factsOf(facts, 'resolve')))
      if (outcome === 'resolved') add(host.toLowerCase(), addresses);
  }
  return (host) => (isAddress(host) ? new Set([host]) : (found.get(host) ?? new Set()));
}

/** Tells for each of some hosts the first of them that is the same server: by its name, or by an address of both. */
function sameServers(
  hosts: readonly string[],
  addresses: (host: string) => ReadonlySet<string>,
): (host: string) => string {
  const first = new Map<string, string>();
  for (const host of [...new Set(hosts)].sort(compareText)) {
    const own = addresses(host);
    const same = [...first.keys()].find(
      (other) => isSameName(other, host) || [...addresses(other)].some((address) => own.has(address)),
    );
    first.set(host, same === undefined ? host : (first.get(same) ?? host));
  }
  return (host) => first.get(host) ?? host;
}

type Placed = {
  readonly input: MergeInput;
  readonly controller: string | null;
  readonly lifetime: string | null;
};

/** The names and addresses by which profiles and reports of an environment call its servers. */
function hostsOf(inputs: readonly MergeInput[]): readonly string[] {
  return [
    ...new Set(
      inputs.flatMap(({ result: { profile, machine } }) => [
        profile.controller.host,
        ...profile.frontEnds.map(({ host }) => host),
        ...profile.containerRuntimes.map(({ host }) => host),
        machine.hostname.toLowerCase(),
        ...machine.addresses,
      ]),
    ),
  ].filter((host) => !isHere(host));
}

/** The report of LifeTime without what it asks of servers that are none of an environment. */
const askedOf = (input: MergeInput, isWanted: (host: string) => boolean): MergeInput => ({
  ...input,
  result: {
    ...input.result,
    checks: input.result.checks.filter(
      ({ direction, destination }) =>
        direction !== 'outbound' || destination === null || isWanted(destination.host),
    ),
  },
});

/** How many files inputs are: one that comes twice counts once. */
const filesOf = (inputs: readonly MergeInput[]): number =>
  new Set(inputs.map(({ fileSha256 }) => fileSha256)).size;

/** What is known of one environment: its controllers, as profiles name them, its names, and its reports. */
type Environment = {
  readonly controllers: ReadonlySet<string>;
  readonly names: ReadonlySet<string>;
  readonly inputs: readonly MergeInput[];
};

/** Environments with one more report, which joins those with its controller or its name. */
function withReport(
  environments: readonly Environment[],
  { input, controller }: Placed & { readonly controller: string },
): readonly Environment[] {
  const name = input.result.profile.environment.name.trim().toLowerCase();
  const isSame = ({ controllers, names }: Environment): boolean =>
    controllers.has(controller) || names.has(name);
  const same = environments.filter(isSame);
  return [
    ...environments.filter((one) => !same.includes(one)),
    {
      controllers: new Set([...same.flatMap(({ controllers }) => [...controllers]), controller]),
      names: new Set([...same.flatMap(({ names }) => [...names]), ...(name === '' ? [] : [name])]),
      inputs: [...same.flatMap(({ inputs }) => inputs), input],
    },
  ];
}

/**
 * The environments that share the LifeTime of most reports. A controller or a name of the environment in common makes it the
 * same one: a wrong controller in one profile is a difference within it, and no other environment.
 */
function environmentsIn(placed: readonly Placed[]): readonly Environment[] {
  const telling = placed.flatMap(({ controller, ...one }) =>
    controller === null || isLifetime(one.input.result) ? [] : [{ ...one, controller }],
  );
  const byLifetime = groupsByKey(
    telling.filter(({ lifetime }) => lifetime !== null),
    ({ lifetime }) => lifetime ?? '',
  );
  const largest = [...byLifetime.values()].reduce(
    (best: readonly (typeof telling)[number][], group) =>
      filesOf(group.map(({ input }) => input)) > filesOf(best.map(({ input }) => input)) ? group : best,
    [],
  );
  const controllers = new Set(largest.map(({ controller }) => controller));
  return telling.filter(({ controller }) => controllers.has(controller)).reduce(withReport, []);
}

const firstOf = ({ controllers }: Environment): string => [...controllers].sort(compareText)[0] ?? '';

/**
 * The reports of each environment, where they are of several under one LifeTime: profiles that name the same LifeTime, and
 * controllers and environments that differ. The environment with most reports is first, and has everything that belongs to none; the reports
 * of LifeTime belong to each. Reports that name other controllers without a LifeTime in common are of one environment, in
 * which they do not fit.
 */
export function splitEnvironments(inputs: readonly MergeInput[]): readonly EnvironmentInputs[] {
  const ordered = inputs.toSorted(newestFirst);
  const open = ordered.filter(({ result }) => result.redacted !== true);
  const results = open.map(({ result }) => result);
  const one = [{ own: inputs, beside: [] }];
  if (new Set(results.map(controllerOf)).size < 2) return one;
  const called = results.flatMap((result) =>
    [controllerOf(result), lifetimeOf(result)].filter((host) => host !== null),
  );
  const sameAs = sameServers(called, addressesOf(results));
  const meant = (host: string | null): string | null => (host === null ? null : sameAs(host));
  const environments = environmentsIn(
    open.map((input) => ({
      input,
      controller: meant(controllerOf(input.result)),
      lifetime: meant(lifetimeOf(input.result)),
    })),
  );
  if (environments.length < 2) return one;
  const groups = environments
    .toSorted(
      (left, right) =>
        filesOf(right.inputs) - filesOf(left.inputs) || compareText(firstOf(left), firstOf(right)),
    )
    .slice(0, most.environments + 1)
    .map((environment) => environment.inputs);
  const told = new Set(groups.flat());
  const shared = open.filter(({ result }) => isLifetime(result));
  const left = ordered.filter((input) => !told.has(input) && !shared.includes(input));
  const hosts = groups.map(hostsOf);
  const isOneOf = (host: string, own: readonly string[] = []): boolean =>
    own.some((other) => isSameName(other, host));
  return groups.map((group, index) => {
    const isForeign = (host: string): boolean =>
      !isOneOf(host, hosts[index]) && hosts.some((others) => isOneOf(host, others));
    const keys = new Set(group.map(({ signer }) => signer.fingerprint));
    const isOwn = ({ result, signer }: MergeInput): boolean =>
      result.redacted === true && keys.has(signer.fingerprint);
    const alone = [...group, ...left.filter((input) => index === 0 || isOwn(input))];
    const beside = ordered.filter((input) => !alone.includes(input) && !shared.includes(input));
    return {
      own: [...alone, ...shared.map((input) => askedOf(input, (host) => !isForeign(host)))],
      beside: index === 0 ? beside : [],
    };
  });
}
