import type { Fact, FactOf } from '../../probe/fact.ts';
import { factsOf } from '../../probe/facts-of.ts';
import { turnedAway as countTurnedAway, latencyFigures } from '../../probe/latency-figures.ts';
import { repeatedPacketMs } from '../../probe/limits.ts';
import { outcomeWords } from '../../probe/outcome.ts';
import type { Family, Finding, PhaseRulings, Subject } from '../check.ts';
import { nothing, param } from '../parameter.ts';
import { addressNote, addressParameters, tellingAddresses } from './asked-addresses.ts';
import { connectionToItself } from './connections.ts';
import {
  always,
  interruptedFindings,
  interruptedHeadlines,
  interruptedRulings,
  interruption,
} from './interrupted.ts';

export const latencyFindings = [
  'measured',
  'over-limit',
  'lost',
  'turned-away',
  'late',
  'not-connected',
  'leads-here',
  ...interruptedFindings,
] as const;
export type LatencyFinding = (typeof latencyFindings)[number];

const parameters = {
  target: 'host',
  host: 'host',
  median: 'milliseconds',
  p95: 'milliseconds',
  max: 'milliseconds',
  samples: 'number',
  lost: 'number',
  late: 'number',
  turnedAway: 'number',
  failures: 'list',
  limit: 'phrase',
  code: 'code',
  slowestNote: 'phrase',
  ...addressParameters,
} as const;

const headlines: Readonly<Partial<Record<LatencyFinding, string>>> = {
  'over-limit': '{target} takes {p95}; the limit is {limit}',
  lost: '{target} leaves {lost} of {samples} connections unanswered',
  'turned-away': '{target} turns {turnedAway} of {samples} connections away',
  late: '{target} takes a second or more for {late} of {samples} connections',
  'leads-here': '{host} leads to this machine itself',
  'not-connected': '{target} cannot be measured: no connection comes about',
  ...interruptedHeadlines('{target}'),
};

function find(facts: readonly Fact[], subject: Subject): Finding<LatencyFinding> {
  const fact = factsOf(facts, 'latency')[0];
  const target = subject.parameters['target'] ?? nothing;
  const nameFailed = factsOf(facts, 'resolve').some((entry) => entry.outcome !== 'resolved');
  const portAsked = factsOf(facts, 'sql-browser').length > 0;
  const stopped = interruption(facts, fact !== undefined || nameFailed || portAsked);
  if (stopped !== null) return { finding: stopped.finding, parameters: { target, ...stopped.parameters } };
  const itself = connectionToItself(factsOf(facts, 'latency'), subject.hints?.['ownAddresses']);
  if (itself !== null) {
    const { host = nothing } = subject.parameters;
    return { finding: 'leads-here', parameters: { target, host } };
  }
  const places = factsOf(facts, 'latency').flatMap((measured) => placeOf(measured, subject) ?? []);
  const worst = places.toSorted(
    (left, right) =>
      gravity.indexOf(left.finding) - gravity.indexOf(right.finding) || right.p95Ms - left.p95Ms,
  )[0];
  if (worst === undefined) return { finding: 'not-connected', parameters: { target } };
  const isOdd = ({ finding }: Place): boolean => finding === worst.finding;
  const addresses = (wanted: boolean): readonly string[] =>
    places.filter((place) => isOdd(place) === wanted).map(({ address }) => address);
  const slowest = param.phrase('slowest-address', {
    address: param.host(worst.address),
    count: param.number(places.length),
  });
  return {
    finding: worst.finding,
    parameters: {
      target,
      ...worst.parameters,
      ...addressNote(worst.host, addresses(true), addresses(false)),
      slowestNote: places.length > 1 ? slowest : nothing,
    },
  };
}

/** What was measured at one address of a name. */
type Place = Finding<LatencyFinding> & {
  readonly host: string;
  readonly address: string;
  readonly p95Ms: number;
};

/** Which of several addresses counts: one that turns connections away before one that is slow. */
const gravity: readonly LatencyFinding[] = ['turned-away', 'lost', 'late', 'over-limit', 'measured'];

function placeOf(fact: FactOf<'latency'>, subject: Subject): Place | null {
  const figures = latencyFigures(fact.samplesMs);
  if (figures === null) return null;
  const { lost, p95Ms } = figures;
  const late = fact.samplesMs.filter((ms) => ms !== null && ms >= repeatedPacketMs).length;
  const failures = fact.failures ?? [];
  const turnedAway = countTurnedAway(failures);
  const limit = subject.hints?.['limitMs'];
  const isOver = limit !== undefined && p95Ms > Number(limit);
  const parameters = {
    median: param.milliseconds(figures.medianMs),
    p95: param.milliseconds(p95Ms),
    max: param.milliseconds(figures.maxMs),
    samples: param.number(figures.samples),
    lost: param.number(lost),
    late: param.number(late),
    turnedAway: param.number(turnedAway),
    failures: param.list(
      'comma',
      failures.map(({ outcome, count }) =>
        param.phrase('count-of-outcome', {
          count: param.number(count),
          outcome: param.keep(outcomeWords[outcome]),
        }),
      ),
    ),
    limit:
      limit === undefined
        ? param.keep('none')
        : param.phrase('milliseconds', { count: param.number(Number(limit)) }),
  };
  const found = {
    'turned-away': turnedAway > 0,
    lost: lost > 0,
    late: late > 0,
    'over-limit': isOver,
  };
  const finding = gravity.find((name) => Reflect.get(found, name) === true) ?? 'measured';
  return { finding, parameters, host: fact.host, address: fact.remoteAddress ?? fact.host, p95Ms };
}

/** How long does a TCP connection take? OutSystems publishes no figure, so nothing is judged unless a limit is set. */
export const latency: Family<LatencyFinding> = {
  name: 'latency',
  findings: latencyFindings,
  parameters,
  headlines,
  find,
};

const rulings: Readonly<Record<LatencyFinding, PhaseRulings>> = {
  measured: always({
    verdict: 'pass',
    reason:
      'Connecting to {target} took {median} in the median, {p95} at 95 % and {max} at most ({samples} samples{slowestNote}).',
    remedy: null,
    owner: null,
  }),
  'over-limit': always({
    verdict: 'warn',
    reason:
      '95 % of the connections to {target} took up to {p95} (median {median}); the limit set is {limit}.',
    remedy: 'Bring the servers of the environment closer together: same site, same provider.',
    owner: 'network-team',
  }),
  lost: always({
    verdict: 'warn',
    reason: '{lost} of {samples} connections to {target} got no answer (median of the others {median}).',
    remedy: 'Look for packet loss, a connection limit or an unstable link on the way to {target}.',
    owner: 'network-team',
  }),
  'turned-away': always({
    verdict: 'warn',
    reason:
      '{turnedAway} of {samples} connections to {target} were answered and turned away ({failures}; median of the others {median}).',
    remedy:
      'Find what turns connections to {target} away while it accepts others: a limit of connections in a firewall, load balancer or the service itself, or a balancer with a server behind it that is down.',
    owner: 'network-team',
  }),
  late: always({
    verdict: 'warn',
    reason:
      '{late} of {samples} connections to {target} took a second or longer (median {median}, {max} at most): their first packet got lost, and this machine had to send it again.',
    remedy:
      'Find the device on the way to {target} that drops or holds up the first packet of a connection: packet loss, a firewall that looks up its rules first, or two ways of which one is dead.',
    owner: 'network-team',
  }),
  'leads-here': always({
    verdict: 'skipped',
    reason: 'Nothing to measure: {host} leads to this machine itself.',
    remedy: 'Correct the name first; the check of its connection says how.',
    owner: 'you',
  }),
  'not-connected': always({
    verdict: 'skipped',
    reason: 'Nothing to measure: no connection to {target} could be made.',
    remedy: 'Get the connection to work first; its own check says how.',
    owner: 'network-team',
  }),
  ...interruptedRulings,
};

export const latencyRulings: Readonly<Record<LatencyFinding, PhaseRulings>> =
  tellingAddresses<LatencyFinding>(rulings, ['turned-away', 'lost', 'late', 'over-limit']);
