import { type RequirementKey, requirementKeys } from '../catalogue/requirements.ts';
import { isThisMachine } from '../catalogue/targets.ts';
import type { Profile } from '../profile/profile.ts';
import { type Place, placeWords } from '../profile/roles.ts';
import { factsOf } from '../run/fact.ts';
import type { CheckResult, RunResult } from '../run/result.ts';
import { type Severity, severities, type Verdict, worstVerdict } from '../run/verdict.ts';
import { checkObservation, observationText } from './observation.ts';

/**
 * `needed`: a connection was tried and did not come about. `open`: it did, so the rule exists. `not tested`: nothing
 * was tried from here, which is always so for connections that others open.
 */
export const firewallStates = ['needed', 'not tested', 'open'] as const;
export type FirewallState = (typeof firewallStates)[number];

/** One end of a rule: a host, or only its place in the environment where the profile names no host. */
export type FirewallEnd = { readonly place: Place; readonly host: string | null };

/** One rule that the platform needs between two machines. */
export type FirewallRow = {
  readonly source: FirewallEnd;
  readonly destination: { readonly place: Place; readonly host: string };
  readonly port: number;
  readonly protocol: 'TCP' | 'UDP';
  /** As seen from this machine. */
  readonly direction: 'outbound' | 'inbound';
  readonly requirements: readonly RequirementKey[];
  readonly why: string;
  readonly severity: Severity;
  /** What was observed, in words. */
  readonly observed: string;
  readonly state: FirewallState;
  /** The worst verdict of the checks that ask for this rule. */
  readonly verdict: Verdict;
  /** The checks that ask for this rule. */
  readonly checks: readonly string[];
};

/** An end of a rule in one text: the host, or the place's name. */
export const firewallEndText = (end: FirewallEnd): string => end.host ?? placeWords[end.place];

/** Whether a host of a result is the machine that the result is about, by any of its names or addresses. */
export const isMachineOf = (result: Pick<RunResult, 'machine' | 'profile'>, host: string): boolean =>
  isThisMachine(host, result.machine) || host.toLowerCase() === result.profile.machine.name?.toLowerCase();

/** The hosts that the profile names for a place; empty when it names none. */
function hostsOf(place: Place, profile: Profile): readonly string[] {
  const managed = profile.managedServers;
  switch (place) {
    case 'front-end':
      return [...profile.frontEnds, ...managed.filter((server) => server.roles.includes('front-end'))].map(
        ({ host }) => host,
      );
    case 'controller':
      return [
        profile.controller.host,
        ...managed.filter((server) => server.roles.includes('controller')).map(({ host }) => host),
      ];
    case 'lifetime':
      return profile.lifetime === null ? [] : [profile.lifetime.host];
    case 'container-runtime':
      return profile.containerRuntimes.map(({ host }) => host);
    case 'database':
    case 'cache':
    case 'server':
    case 'outsystems-cloud':
    case 'end-user':
    case 'development-tools':
    case 'sysops':
      return [];
  }
}

/** Who opens the connection: this machine, or every other machine of the place that the profile names. */
function sourcesOf(check: CheckResult, result: RunResult): readonly FirewallEnd[] {
  const { source } = check;
  if (source === null) return [];
  if (source.host !== null) return [{ place: source.role, host: source.host }];
  const named = [...new Set(hostsOf(source.role, result.profile))];
  if (named.length === 0) return [{ place: source.role, host: null }];
  return named.filter((host) => !isMachineOf(result, host)).map((host) => ({ place: source.role, host }));
}

function stateOf(check: CheckResult, port: number): FirewallState {
  const tried = factsOf(check.facts, 'tcp').filter(
    (fact) =>
      (fact.remotePort ?? port) === port && fact.outcome !== 'cancelled' && fact.outcome !== 'probe-failed',
  );
  if (tried.length === 0) return 'not tested';
  const isOpen = tried.some((fact) => fact.outcome === 'open') && check.finding !== 'open-in-part';
  return isOpen ? 'open' : 'needed';
}

function rowsOf(check: CheckResult, result: RunResult): readonly FirewallRow[] {
  const { destination, direction } = check;
  if (destination === null || destination.port === null || direction === 'local') return [];
  if (direction === 'outbound' && isMachineOf(result, destination.host)) return [];
  const { host, port, role, protocol } = destination;
  return sourcesOf(check, result).map((source) => ({
    source,
    destination: { place: role, host },
    port,
    protocol: protocol.startsWith('UDP') ? 'UDP' : 'TCP',
    direction,
    requirements: check.requirements,
    why: check.why,
    severity: check.severity,
    observed: observationText(checkObservation(check)),
    state: stateOf(check, port),
    verdict: check.verdict,
    checks: [check.id],
  }));
}

const rowKey = (row: FirewallRow): string =>
  [firewallEndText(row.source), row.destination.host, row.port, row.protocol].join('\n');

/** Two checks that need the same rule. What was tried counts for both; the graver reason is the one that is given. */
function merged(first: FirewallRow, second: FirewallRow): FirewallRow {
  const graver = severities.indexOf(second.severity) < severities.indexOf(first.severity) ? second : first;
  const tested = first.state === 'not tested' ? second : first;
  const keys = [...first.requirements, ...second.requirements];
  return {
    ...graver,
    observed: tested.observed,
    state: tested.state,
    verdict: worstVerdict([first.verdict, second.verdict]),
    requirements: requirementKeys.filter((key) => keys.includes(key)),
    checks: [...new Set([...first.checks, ...second.checks])],
  };
}

const byText = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0);

const inOrder = (left: FirewallRow, right: FirewallRow): number =>
  firewallStates.indexOf(left.state) - firewallStates.indexOf(right.state) ||
  byText(left.direction === 'outbound' ? '0' : '1', right.direction === 'outbound' ? '0' : '1') ||
  byText(firewallEndText(left.source), firewallEndText(right.source)) ||
  byText(left.destination.host, right.destination.host) ||
  left.port - right.port;

/**
 * The rules that the network team is asked for: one row for each source, destination, port and protocol, connections
 * of this machine to itself left out. What is needed comes first, then what nobody has tried, then what is open.
 */
export function firewallRequest(result: RunResult): readonly FirewallRow[] {
  const rows = new Map<string, FirewallRow>();
  for (const row of result.checks.flatMap((check) => rowsOf(check, result))) {
    const known = rows.get(rowKey(row));
    rows.set(rowKey(row), known === undefined ? row : merged(known, row));
  }
  return [...rows.values()].sort(inOrder);
}
