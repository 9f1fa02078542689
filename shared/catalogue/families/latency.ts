import { type Fact, factsOf } from '../../probe/fact.ts';
import { latencyFigures } from '../../probe/latency-figures.ts';
import type { Family, Finding, PhaseRulings, Subject } from '../check.ts';
import { nothing, param } from '../parameter.ts';
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
  'not-connected',
  ...interruptedFindings,
] as const;
export type LatencyFinding = (typeof latencyFindings)[number];

const parameters = {
  target: 'host',
  median: 'milliseconds',
  p95: 'milliseconds',
  max: 'milliseconds',
  samples: 'number',
  lost: 'number',
  limit: 'phrase',
  code: 'code',
} as const;

const headlines: Readonly<Partial<Record<LatencyFinding, string>>> = {
  'over-limit': '{target} takes {p95}; the limit is {limit}',
  lost: '{target} leaves {lost} of {samples} connections unanswered',
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
  const figures = latencyFigures(fact?.samplesMs ?? []);
  if (figures === null) return { finding: 'not-connected', parameters: { target } };
  const { lost, p95Ms } = figures;
  const limit = subject.hints?.['limitMs'];
  const parameters = {
    target,
    median: param.milliseconds(figures.medianMs),
    p95: param.milliseconds(p95Ms),
    max: param.milliseconds(figures.maxMs),
    samples: param.number(figures.samples),
    lost: param.number(lost),
    limit:
      limit === undefined
        ? param.keep('none')
        : param.phrase('milliseconds', { count: param.number(Number(limit)) }),
  };
  if (lost > 0) return { finding: 'lost', parameters };
  return { finding: limit !== undefined && p95Ms > Number(limit) ? 'over-limit' : 'measured', parameters };
}

/** How long does a TCP connection take? OutSystems publishes no figure, so nothing is judged unless a limit is set. */
export const latency: Family<LatencyFinding> = {
  name: 'latency',
  findings: latencyFindings,
  parameters,
  headlines,
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
