import type { FactOf } from './fact.ts';
import type { Outcome } from './outcome.ts';

/** The value below which a share of the samples lies (nearest rank). `share` from 0 to 1; 0 for no samples. */
export function percentile(samplesMs: readonly number[], share: number): number {
  const sorted = [...samplesMs].sort((left, right) => left - right);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
}

/** Ways in which a connection fails because somebody answered. */
const answers: readonly Outcome[] = ['refused', 'reset', 'closed'];

/** How many of the connections of a measurement were answered and turned away; the others that failed got no answer. */
export const turnedAway = (failures: FactOf<'latency'>['failures'] = []): number =>
  failures.filter(({ outcome }) => answers.includes(outcome)).reduce((sum, { count }) => sum + count, 0);

/** What the samples of a latency measurement add up to. Times in ms, of the connections that came about. */
export type LatencyFigures = {
  /** How many connections were tried, and how many of them did not come about. */
  readonly samples: number;
  readonly lost: number;
  readonly minMs: number;
  readonly medianMs: number;
  readonly p95Ms: number;
  readonly maxMs: number;
};

/**
 * The figures of a measurement (requirement L1), the same wherever they are shown. Null when no connection came about:
 * then there is nothing to add up.
 * @param samplesMs one time for each connection; null for one that did not come about
 */
export function latencyFigures(samplesMs: readonly (number | null)[]): LatencyFigures | null {
  const answered = samplesMs.filter((sample) => sample !== null);
  if (answered.length === 0) return null;
  return {
    samples: samplesMs.length,
    lost: samplesMs.length - answered.length,
    minMs: percentile(answered, 0),
    medianMs: percentile(answered, 0.5),
    p95Ms: percentile(answered, 0.95),
    maxMs: percentile(answered, 1),
  };
}
