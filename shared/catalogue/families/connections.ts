import ipaddr from 'ipaddr.js';
import { type Fact, type FactOf, factsOf } from '../../probe/fact.ts';
import { isLoopback } from '../../profile/host.ts';
import type { Finding } from '../check.ts';
import { type FindingParameters, nothing, param } from '../parameter.ts';
import { type InterruptedFinding, interruption } from './interrupted.ts';

/** What can be found where no connection came about. */
export const closedFindings = [
  'refused',
  'timeout',
  'unreachable',
  'reset',
  'no-permission',
  'dns-not-found',
  'dns-timeout',
] as const;

/** The parameters that these findings fill in. */
export const wayParameters = {
  address: 'host',
  ms: 'milliseconds',
  seconds: 'duration',
  code: 'code',
  failedAddresses: 'list',
  openPath: 'phrase',
  provenOn: 'phrase',
  again: 'keep',
} as const;

/** The headlines of these findings; `{target}` and `{host}` are what a check is about. */
export const wayHeadlines: Readonly<Record<Exclude<WayFinding, 'open' | InterruptedFinding>, string>> = {
  'open-in-part': '{host} has addresses that do not answer on port {port}',
  refused: 'Nothing listens on {target}',
  timeout: '{target} does not answer',
  unreachable: 'No route to {target}',
  reset: '{target} hangs up at once',
  'no-permission': 'This machine does not allow connections to {target}',
  'dns-not-found': 'No name server knows {host}',
  'dns-timeout': 'No name server answers the question for {host}',
};

type WayFinding = 'open' | 'open-in-part' | (typeof closedFindings)[number] | InterruptedFinding;

/**
 * What is known of the way to a service before anything is asked over it. `unknown`: no connection was tried, or none
 * that says anything.
 */
export type Way<F extends string> = {
  readonly state: 'open' | 'closed' | 'unknown';
  readonly found: Finding<WayFinding | F>;
};

const isIpv6 = (address: string | undefined): boolean =>
  address !== undefined && ipaddr.isValid(address) && ipaddr.parse(address).kind() === 'ipv6';

/**
 * An IPv6 address that does not count against the path. Where this machine has no route to it, programs fall back to
 * IPv4 at once; and whether `localhost` may mean ::1 at all is a question of its own (requirement B1).
 */
function isBesideThePoint({ outcome, remoteAddress }: FactOf<'tcp'>): boolean {
  if (!isIpv6(remoteAddress)) return false;
  return outcome === 'unreachable' || (outcome === 'refused' && isLoopback(remoteAddress ?? ''));
}

/** What a refusal leaves open about the path; nothing within this machine, where there is none. */
function pathOf({ outcome, host, remoteAddress }: FactOf<'tcp'>): FindingParameters {
  if (outcome !== 'refused') return {};
  if (isLoopback(remoteAddress ?? '')) return { openPath: nothing, provenOn: nothing };
  return {
    openPath: param.phrase('path-is-open', {}),
    provenOn: param.phrase('on-host-path-proven', { host: param.host(host) }),
  };
}

function describe(fact: FactOf<'tcp'>): FindingParameters {
  return {
    ...pathOf(fact),
    address: param.host(fact.remoteAddress ?? fact.host),
    ms: param.milliseconds(fact.durationMs),
    seconds: param.duration(fact.durationMs),
    code: param.code(fact.code),
    again: fact.attempt === undefined ? nothing : param.keep(' at the second attempt'),
  };
}

/** Several addresses of a name add up: all must be open. A refusal is the mildest failure, so it is named last. */
function judgeConnections(tcp: readonly FactOf<'tcp'>[]): Way<never> {
  const open = tcp.find((fact) => fact.outcome === 'open');
  const failed = tcp.filter((fact) => fact.outcome !== 'open' && !isBesideThePoint(fact));
  if (open !== undefined && failed.length === 0)
    return { state: 'open', found: { finding: 'open', parameters: describe(open) } };
  if (open !== undefined) {
    const addresses = failed.map((fact) => param.host(fact.remoteAddress ?? fact.host));
    const failedAddresses = param.list('comma', addresses);
    const parameters = { ...describe(open), failedAddresses };
    return { state: 'open', found: { finding: 'open-in-part', parameters } };
  }
  const worst = failed.find(({ outcome }) => outcome !== 'refused') ?? failed[0] ?? tcp[0];
  if (worst === undefined) return { state: 'unknown', found: { finding: 'no-evidence', parameters: {} } };
  const finding = closedFindings.find((name) => name === worst.outcome) ?? 'no-evidence';
  return { state: 'closed', found: { finding, parameters: describe(worst) } };
}

/** The facts about a way: its name, its port, its connections. */
const wayKinds: readonly Fact['kind'][] = ['resolve', 'sql-browser', 'tcp'];

/**
 * The direct way to a service: whether its name was found, and whether connections came about.
 * @param portless why the port is not known to which to connect; null where it is
 */
export function judgeWay<F extends string = never>(
  facts: readonly Fact[],
  host: string,
  portless: Finding<F> | null = null,
): Way<F> {
  const path = facts.filter(({ kind }) => wayKinds.includes(kind));
  const stopped = interruption(path, path.length > 0);
  if (stopped !== null) return { state: 'unknown', found: stopped };
  const resolve = factsOf(facts, 'resolve').find((fact) => fact.host === host);
  if (resolve?.outcome === 'dns-not-found' || resolve?.outcome === 'dns-timeout')
    return {
      state: 'unknown',
      found: { finding: resolve.outcome, parameters: { code: param.code(resolve.code) } },
    };
  if (portless !== null) return { state: 'unknown', found: portless };
  return judgeConnections(factsOf(facts, 'tcp'));
}
