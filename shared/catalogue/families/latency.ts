import { type Fact, factsOf } from '../../probe/fact.ts';
import { latencyFigures } from '../../probe/latency-figures.ts';
import { formatMs } from '../../words/duration.ts';
import type { Family, Finding, PhaseRulings, Subject } from '../check.ts';
import { always, interruptedFindings, interruptedRulings, interruption } from './interrupted.ts';

export const latencyFindings = [
  'measured',
  'over-limit',
  'lost',
  'not-connected',
  ...interruptedFindings,
] as const;
export type LatencyFinding = (typeof latencyFindings)[number];

const parameters = ['target', 'median', 'p95', 'max', 'samples', 'lost', 'limit', 'code'] as const;

function find(facts: readonly Fact[], subject: Subject): Finding<LatencyFinding> {
  const fact = factsOf(facts, 'latency')[0];
  const target = subject.parameters['target'] ?? '';
  const nameFailed = factsOf(facts, 'resolve').some((entry) => entry.outcome !== 'resolved');
  const portAsked = factsOf(facts, 'sql-browser').length > 0;
  const stopped = interruption(facts, fact !== undefined || nameFailed || portAsked);
  if (stopped !== null) return { finding: stopped.finding, parameters: { target, ...stopped.parameters } };
  const figures = latencyFigures(fact?.samplesMs ?? []);
  if (figures === null) return { finding: 'not-connected', parameters: { target } };
  const { lost, p95Ms } = figures;
  const limit = subject.hints?.['limitMs'];
  const parameters = {
    target,
    median: formatMs(figures.medianMs),
    p95: formatMs(p95Ms),
    max: formatMs(figures.maxMs),
    samples: String(figures.samples),
    lost: String(lost),
    limit: limit === undefined ? 'none' : `${limit} ms`,
  };
  if (lost > 0) return { finding: 'lost', parameters };
  return { finding: limit !== undefined && p95Ms > Number(limit) ? 'over-limit' : 'measured', parameters };
}

/** How long does a TCP connection take? OutSystems publishes no figure, so nothing is judged unless a limit is set. */
export const latency: Family<LatencyFinding> = {
  name: 'latency',
  findings: latencyFindings,
  parameters,
  find,
};

export const latencyRulings: Readonly<Record<LatencyFinding, PhaseRulings>> = {
  measured: always({
    verdict: 'pass',
    reason:
      'Connecting to {target} took {median} in the median, {p95} at 95 % and {max} at most ({samples} samples).',
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
  'not-connected': always({
    verdict: 'skipped',
    reason: 'Nothing to measure: no connection to {target} could be made.',
    remedy: 'Get the connection to work first; its own check says how.',
    owner: 'network-team',
  }),
  ...interruptedRulings,
};
