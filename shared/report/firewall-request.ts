import type { MachineFacts } from '../catalogue/check.ts';
import { retirement } from '../catalogue/editions.ts';
import type { CloudFinding } from '../catalogue/families/cloud.ts';
import { allRequirementKeys, type RequirementKey } from '../catalogue/requirements.ts';
import { isThisMachine } from '../catalogue/targets.ts';
import type { Plan, PlannedCheck } from '../plan/plan.ts';
import { factsOf } from '../probe/facts-of.ts';
import { lastAttempts } from '../probe/last-attempts.ts';
import { isLoopback } from '../profile/host.ts';
import type { Profile } from '../profile/profile.ts';
import { parseProxyServer } from '../profile/proxy.ts';
import { type Place, placeWords } from '../profile/roles.ts';
import type { CheckResult, RunResult } from '../run/result.ts';
import { compareText } from '../words/compare-text.ts';
import { type Severity, severities, type Verdict, worstVerdict } from '../words/verdict.ts';
import { type FirewallObstacle, obstacleOf } from './firewall-obstacles.ts';
import { checkObservation, type Observation, observationOf, observationText } from './observation.ts';

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
  /** What was observed, in words, with how long it took. */
  readonly observed: string;
  /** The same without the time, so that what was alike can be told together. */
  readonly outcome: string;
  readonly state: FirewallState;
  /** The worst verdict of the checks that ask for this rule. */
  readonly verdict: Verdict;
  /** The checks that ask for this rule. */
  readonly checks: readonly string[];
  /** What stands in the way beside a firewall, so that the rule alone will not help. */
  readonly obstacles: readonly FirewallObstacle[];
};

/** An end of a rule in one text: the host, or the place's name. */
export const firewallEndText = (end: FirewallEnd): string => end.host ?? placeWords[end.place];

/** The machine that rules are for, and the environment it stands in: as a plan knows both, and as a result does. */
export type MachineAndProfile = {
  readonly machine: Pick<MachineFacts, 'hostname' | 'os' | 'addresses'>;
  readonly profile: Profile;
};

/** What is known of the hosts of a machine: a farm asks for the same hundreds of names in each of its checks. */
const knownHosts = new WeakMap<MachineAndProfile['machine'], Map<string, boolean>>();

/** Whether a host is the machine that a plan or a result is about, by any of its names or addresses. */
export function isMachineOf({ machine, profile }: MachineAndProfile, host: string): boolean {
  if (host.toLowerCase() === profile.machine.name?.toLowerCase()) return true;
  const known = knownHosts.get(machine) ?? new Map<string, boolean>();
  knownHosts.set(machine, known);
  const found = known.get(host) ?? isThisMachine(host, machine);
  known.set(host, found);
  return found;
}

/** What a rule is made from: a check, planned or judged. */
export type Asking = Pick<
  PlannedCheck,
  'id' | 'requirements' | 'why' | 'severity' | 'direction' | 'source' | 'destination'
>;

/** The servers that LifeTime manages, of one role or of any. */
const managedHosts = (
  role: 'controller' | 'front-end' | null,
  { managedServers }: Profile,
): readonly string[] =>
  managedServers.filter(({ roles }) => role === null || roles.includes(role)).map(({ host }) => host);

/**
 * The hosts that the profile names for a place; empty when it names none. Those who call LifeTime are the servers that
 * it manages; those who call anything else are of the environment itself (requirements T0 to T4).
 */
function hostsOf(place: Place, target: Place, profile: Profile): readonly string[] {
  const callsLifetime = target === 'lifetime';
  switch (place) {
    case 'front-end':
      return callsLifetime ? managedHosts(place, profile) : profile.frontEnds.map(({ host }) => host);
    case 'controller':
      return callsLifetime ? managedHosts(place, profile) : [profile.controller.host];
    case 'server':
      return callsLifetime ? managedHosts(null, profile) : [];
    case 'lifetime':
      return profile.lifetime === null ? [] : [profile.lifetime.host];
    case 'container-runtime':
      return profile.containerRuntimes.map(({ host }) => host);
    case 'database':
    case 'cache':
    case 'outsystems-cloud':
    case 'end-user':
    case 'development-tools':
    case 'sysops':
      return [];
  }
}

/** Who opens the connection: this machine, or every other machine of the place that the profile names. */
export function sourcesOf(
  { source, destination }: Pick<Asking, 'source' | 'destination'>,
  whose: MachineAndProfile,
): readonly FirewallEnd[] {
  if (source === null || destination === null) return [];
  if (source.host !== null) return [{ place: source.role, host: source.host }];
  const named = [...new Set(hostsOf(source.role, destination.role, whose.profile))];
  if (named.length === 0) return [{ place: source.role, host: null }];
  return named.filter((host) => !isMachineOf(whose, host)).map((host) => ({ place: source.role, host }));
}

function stateOf(check: CheckResult, port: number): FirewallState {
  const tried = factsOf(check.facts, 'tcp').filter(
    (fact) =>
      (fact.remotePort ?? port) === port && fact.outcome !== 'cancelled' && fact.outcome !== 'probe-failed',
  );
  if (tried.length === 0 || check.finding === 'leads-here') return 'not tested';
  const isOpen = tried.some((fact) => fact.outcome === 'open') && check.finding !== 'open-in-part';
  return isOpen ? 'open' : 'needed';
}

/** One port that a check needs, and what was seen of it. */
type NeededPort = Pick<FirewallRow, 'port' | 'protocol' | 'observed' | 'outcome' | 'state'> & {
  /** Where the port is, when it is not the destination's own: a proxy on the way to it. */
  readonly host?: string;
};

const seen = (observation: Observation): Pick<FirewallRow, 'observed' | 'outcome'> => ({
  observed: observationText(observation),
  outcome: observation.word,
});

function tcpPort(check: CheckResult, port: number): NeededPort {
  return {
    port,
    protocol: 'TCP',
    ...seen(checkObservation(check)),
    state: stateOf(check, port),
  };
}

/** The ports of a service that SQL Server Browser knows: the one that it answers on, and the one that it told. */
function toldPorts(check: CheckResult): readonly NeededPort[] {
  const answers = factsOf(lastAttempts(check.facts), 'sql-browser');
  const shown = answers.find((fact) => fact.outcome === 'open') ?? answers[0];
  if (shown?.remotePort === undefined) return [];
  const asked: NeededPort = {
    port: shown.remotePort,
    protocol: 'UDP',
    ...seen(observationOf(shown)),
    state: shown.outcome === 'open' ? 'open' : shown.outcome === 'cancelled' ? 'not tested' : 'needed',
  };
  return shown.tcpPort === undefined ? [asked] : [asked, tcpPort(check, shown.tcpPort)];
}

/** What is known of a check when rules are made from it: the ports that it needs, and how it was judged. */
type Known = {
  readonly ports: readonly NeededPort[];
  readonly verdict: Verdict;
  readonly obstacle: FirewallObstacle | null;
};

/** Findings with which the way to a service leads through the proxy, so that no rule for the direct one is wanted. */
const throughProxy: readonly string[] = [
  'open-through-proxy',
  'proxy-required',
  'proxy-auth',
  'proxy-denied',
  'proxy-unreachable',
  'proxy-no-answer',
] satisfies readonly CloudFinding[];

/** The proxy's port, where the way leads through it; null elsewhere. What the proxy then allows is not a firewall's. */
function proxyPort(check: CheckResult): NeededPort | null {
  const asked = factsOf(lastAttempts(check.facts), 'proxy-connect')[0];
  const server = asked === undefined ? null : parseProxyServer(asked.proxy);
  if (asked === undefined || server === null || !throughProxy.includes(check.finding)) return null;
  return {
    host: server.host,
    port: server.port,
    protocol: 'TCP',
    ...seen(observationOf(asked)),
    state: asked.outcome === 'proxy-unreachable' ? 'needed' : 'open',
  };
}

function judgedPorts(check: CheckResult): Known {
  const port = check.destination?.port ?? null;
  const proxy = proxyPort(check);
  const direct = port === null ? toldPorts(check) : [tcpPort(check, port)];
  return { ports: proxy === null ? direct : [proxy], verdict: check.verdict, obstacle: obstacleOf(check) };
}

const untested = { observed: 'not tested', outcome: 'not tested', state: 'not tested' } as const;

/** Before a run the port of a named instance is not known yet, only that of SQL Server Browser. */
function plannedPorts({ destination, subject }: PlannedCheck): Known {
  const asked = subject.probes.flatMap((request) =>
    request.kind === 'sql-browser' ? [{ port: request.port, protocol: 'UDP' as const, ...untested }] : [],
  );
  const port = destination?.port ?? null;
  const ports = port === null ? asked : [{ port, protocol: 'TCP' as const, ...untested }];
  return { ports, verdict: 'skipped', obstacle: null };
}

function rowsOf(
  check: Asking,
  { ports, verdict, obstacle }: Known,
  whose: MachineAndProfile,
): readonly FirewallRow[] {
  const { destination, direction, requirements, why, severity, id } = check;
  if (destination === null || direction === 'local') return [];
  if (requirements.every((key) => retirement(key, whose.profile) !== null)) return [];
  if (direction === 'outbound' && isMachineOf(whose, destination.host)) return [];
  const { host, role } = destination;
  return ports.flatMap(({ host: proxy, ...needed }) =>
    sourcesOf(check, whose).map((source) => ({
      source,
      destination: { place: role, host: proxy ?? host },
      ...needed,
      direction,
      requirements,
      why,
      severity,
      verdict,
      checks: [id],
      obstacles: obstacle === null ? [] : [obstacle],
    })),
  );
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
    outcome: tested.outcome,
    state: tested.state,
    verdict: worstVerdict([first.verdict, second.verdict]),
    requirements: allRequirementKeys.filter((key) => keys.includes(key)),
    checks: [...new Set([...first.checks, ...second.checks])],
    obstacles: [...first.obstacles, ...second.obstacles],
  };
}

const inOrder = (left: FirewallRow, right: FirewallRow): number =>
  firewallStates.indexOf(left.state) - firewallStates.indexOf(right.state) ||
  compareText(left.direction === 'outbound' ? '0' : '1', right.direction === 'outbound' ? '0' : '1') ||
  compareText(firewallEndText(left.source), firewallEndText(right.source)) ||
  compareText(left.destination.host, right.destination.host) ||
  left.port - right.port;

/** One row for each rule, in the order in which they are read. */
function combined(all: readonly FirewallRow[]): readonly FirewallRow[] {
  const rows = new Map<string, FirewallRow>();
  for (const row of all) {
    const known = rows.get(rowKey(row));
    rows.set(rowKey(row), known === undefined ? row : merged(known, row));
  }
  return [...rows.values()].sort(inOrder);
}

/** The rows of several machines of one environment, each rule once, in the order in which they are read. */
export const combinedRequests = (requests: readonly (readonly FirewallRow[])[]): readonly FirewallRow[] =>
  combined(requests.flat());

/**
 * Whether a server's name leads to the machine that asked, and rightly so: no firewall sees that connection. Where it
 * should lead elsewhere (`leads-here`), the way there is still wanted.
 */
function leadsHome(check: CheckResult, { machine }: MachineAndProfile): boolean {
  const found = factsOf(lastAttempts(check.facts), 'resolve').flatMap(({ addresses }) => addresses);
  return (
    check.finding !== 'leads-here' &&
    found.length > 0 &&
    found.every((address) => isLoopback(address) || machine.addresses.includes(address))
  );
}

/**
 * The rules that the network team is asked for: one row for each source, destination, port and protocol, connections
 * of this machine to itself left out. What is needed comes first, then what nobody has tried, then what is open.
 */
export const firewallRequest = (result: RunResult): readonly FirewallRow[] =>
  combined(
    result.checks
      .filter((check) => check.direction !== 'outbound' || !leadsHome(check, result))
      .flatMap((check) => rowsOf(check, judgedPorts(check), result)),
  );

/** The same rules from a plan alone, before anything was tried. */
export const firewallRequestOfPlan = (plan: Plan): readonly FirewallRow[] =>
  combined(plan.checks.flatMap((check) => rowsOf(check, plannedPorts(check), plan)));
