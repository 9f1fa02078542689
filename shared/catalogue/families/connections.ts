import ipaddr from 'ipaddr.js';
import type { Fact, FactOf } from '../../probe/fact.ts';
import { factsOf } from '../../probe/facts-of.ts';
import { repeatedPacketMs } from '../../probe/limits.ts';
import type { Outcome } from '../../probe/outcome.ts';
import { isLoopback } from '../../profile/host.ts';
import { merged } from '../../words/merged.ts';
import type { Finding } from '../check.ts';
import { type FindingParameters, nothing, type Parameter, param } from '../parameter.ts';
import { type InterruptedFinding, interruption } from './interrupted.ts';

/** What can be found where no connection came about. */
export const closedFindings = [
  'refused',
  'timeout',
  'unreachable',
  'reset',
  'closed',
  'no-permission',
  'dns-not-found',
  'dns-timeout',
  'dns-error',
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
  nameServer: 'phrase',
} as const;

/** The headlines of these findings; `{target}` and `{host}` are what a check is about. */
export const wayHeadlines: Readonly<Record<Exclude<WayFinding, 'open' | InterruptedFinding>, string>> = {
  'open-late': '{target} accepts a connection only after {ms}',
  'open-in-part': '{host} has addresses that do not answer on port {port}',
  refused: 'Nothing listens on {target}',
  timeout: '{target} does not answer',
  unreachable: 'No route to {target}',
  reset: '{target} hangs up at once',
  closed: '{target} accepts connections and closes them',
  'no-permission': 'This machine does not allow connections to {target}',
  'dns-not-found': 'No name server knows {host}',
  'dns-timeout': 'No name server answers the question for {host}',
  'dns-error': '{nameServer} answers {code} for {host}',
};

type WayFinding =
  | 'open'
  | 'open-late'
  | 'open-in-part'
  | (typeof closedFindings)[number]
  | InterruptedFinding;

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
export function isBesideThePoint({
  outcome,
  remoteAddress,
}: Pick<FactOf<'tcp'>, 'outcome' | 'remoteAddress'>): boolean {
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

export function describeConnection(fact: FactOf<'tcp'>): FindingParameters {
  return merged(pathOf(fact), {
    address: param.host(fact.remoteAddress ?? fact.host),
    ms: param.milliseconds(fact.durationMs),
    seconds: param.duration(fact.durationMs),
    code: param.code(fact.code),
    again: fact.attempt === undefined ? nothing : param.keep(' at the second attempt'),
  });
}

/** Several addresses of a name add up: all must be open. A refusal is the mildest failure, so it is named last. */
function judgeConnections(tcp: readonly FactOf<'tcp'>[]): Way<never> {
  const open = tcp.find((fact) => fact.outcome === 'open');
  const failed = tcp.filter((fact) => fact.outcome !== 'open' && !isBesideThePoint(fact));
  if (open !== undefined && failed.length === 0) {
    const late = tcp.find((fact) => fact.outcome === 'open' && fact.durationMs >= repeatedPacketMs);
    return {
      state: 'open',
      found:
        late === undefined
          ? { finding: 'open', parameters: describeConnection(open) }
          : { finding: 'open-late', parameters: describeConnection(late) },
    };
  }
  if (open !== undefined) {
    const addresses = failed.map((fact) => param.host(fact.remoteAddress ?? fact.host));
    const failedAddresses = param.list('comma', addresses);
    const parameters = { ...describeConnection(open), failedAddresses };
    return { state: 'open', found: { finding: 'open-in-part', parameters } };
  }
  const worst = failed.find(({ outcome }) => outcome !== 'refused') ?? failed[0] ?? tcp[0];
  if (worst === undefined) return { state: 'unknown', found: { finding: 'no-evidence', parameters: {} } };
  const finding = closedFindings.find((name) => name === worst.outcome) ?? 'no-evidence';
  return { state: 'closed', found: { finding, parameters: describeConnection(worst) } };
}

/**
 * The connection that did not leave this machine although its destination must be another one; null when none did.
 * @param ownAddresses the addresses of this machine, as the hints of the subject have them; absent where it may be meant
 */
export function connectionToItself<F extends FactOf<'tcp'> | FactOf<'latency'>>(
  connections: readonly F[],
  ownAddresses: string | undefined,
): F | null {
  if (ownAddresses === undefined) return null;
  const own = ownAddresses.split(',');
  return (
    connections.find(
      ({ localAddress, remoteAddress }) =>
        remoteAddress !== undefined &&
        (remoteAddress === localAddress || isLoopback(remoteAddress) || own.includes(remoteAddress)),
    ) ?? null
  );
}

/**
 * What the other end of an open connection said without being asked, as parameters of a sentence that says who is there;
 * null where it waited for a question, as the services of the platform do, or said what was expected.
 * @param greeting how the service that is meant begins; absent for one that waits
 */
export function strangerThatSpeaks(
  connections: readonly FactOf<'tcp'>[],
  greeting: string | undefined,
): FindingParameters | null {
  const stranger = connections.find(
    (fact) =>
      fact.outcome === 'open' &&
      fact.greeting !== undefined &&
      !(greeting !== undefined && fact.greeting.startsWith(greeting)),
  );
  if (stranger?.greeting === undefined) return null;
  const said = param.phrase('says-first', { greeting: param.program(stranger.greeting) });
  return { ...describeConnection(stranger), code: said, wrong: said };
}

/**
 * The connection on which a service that greets whoever connects said nothing; null where each was greeted, or the service
 * waits for a question.
 */
export const muteGreeter = (
  connections: readonly FactOf<'tcp'>[],
  greeting: string | undefined,
): FactOf<'tcp'> | null =>
  greeting === undefined
    ? null
    : (connections.find((fact) => fact.outcome === 'open' && fact.greeting === undefined) ?? null);

const namelessOutcomes = ['dns-not-found', 'dns-timeout', 'dns-error'] as const;

const isNameless = (outcome: Outcome): outcome is (typeof namelessOutcomes)[number] =>
  namelessOutcomes.some((name) => name === outcome);

/** How the errors are called with which a name server answers (RFC 1035, section 4.1.1; c-ares, ares_query(3)). */
const responseCodes: Readonly<Record<string, string>> = {
  ESERVFAIL: 'SERVFAIL',
  EREFUSED: 'REFUSED',
  EFORMERR: 'FORMERR',
  ENOTIMP: 'NOTIMP',
};

/** An error of a name server, by its name. */
export const responseCode = (code: string | undefined): Parameter =>
  param.code(code === undefined ? code : (responseCodes[code] ?? code));

/** What a look-up that gave no address says: the code, and the name server where it is known which one answered. */
export function describeLookup({ code, remoteAddress }: FactOf<'resolve'>): FindingParameters {
  return {
    code: responseCode(code),
    nameServer:
      remoteAddress === undefined
        ? param.keep('A name server')
        : param.phrase('name-server', { server: param.host(remoteAddress) }),
  };
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
  if (resolve !== undefined && isNameless(resolve.outcome))
    return {
      state: 'unknown',
      found: { finding: resolve.outcome, parameters: describeLookup(resolve) },
    };
  if (portless !== null) return { state: 'unknown', found: portless };
  return judgeConnections(factsOf(facts, 'tcp'));
}
