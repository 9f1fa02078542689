import type { FactOf } from '../probe/fact.ts';
import { factsOf } from '../probe/facts-of.ts';
import { lastAttempts } from '../probe/last-attempts.ts';
import { type LatencyFigures, latencyFigures, turnedAway } from '../probe/latency-figures.ts';
import type { RunResult } from '../run/result.ts';
import { formatMs } from '../words/duration.ts';
import { counted } from '../words/phrases.ts';
import { checkText } from './check-texts.ts';
import type { Limited } from './page-limits.ts';

/** A value on the axis: where it stands, from 0 (left) to 1 (right), and what it is called. */
export type PlotMark = { readonly at: number; readonly label: string };

/** The samples of one measurement as points on a line. Places are from 0 to 1 of the axis, which begins at 0 ms. */
export type LatencyPlot = {
  /** In the order in which the connections were made; those that did not come about are left out. */
  readonly samples: readonly number[];
  readonly median: number;
  readonly p95: number;
  /** The limit that the administrator set, where it lies on the axis; null else. */
  readonly limit: number | null;
  readonly ticks: readonly PlotMark[];
};

/** One measurement as the report shows it. */
export type LatencyRow = {
  readonly id: string;
  /** The address that was connected to, as it is typed, and its place. */
  readonly target: string;
  readonly place: string;
  /** Median, 95 %, maximum; connections, with those that got no answer and those that were turned away; one text each. */
  readonly figures: readonly string[];
  readonly plot: LatencyPlot;
  /** The plot in words, for whoever does not see it. */
  readonly alt: string;
};

type Measurement = Pick<FactOf<'latency'>, 'samplesMs' | 'failures'>;

/** The slowest measurements, by the time within which 95 % of the connections came about; in the order of the result. */
export function slowestOf(rows: readonly LatencyRow[], count: number): Limited<LatencyRow> {
  if (rows.length <= count) return { shown: rows, left: [] };
  const bySlowness = [...rows].sort((left, right) => right.plot.p95 - left.plot.p95);
  const slowest = new Set(bySlowness.slice(0, count));
  return { shown: rows.filter((row) => slowest.has(row)), left: rows.filter((row) => !slowest.has(row)) };
}

/** The next round number (1, 2 or 5 and zeros) from a value on, so that an axis ends on one. */
export function roundedUp(value: number): number {
  if (!(value > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  const step = [1, 2, 5, 10].find((candidate) => candidate * power >= value) ?? 10;
  return step * power;
}

/** A round number of milliseconds, without decimals that say nothing. */
const tickText = (ms: number): string => `${Number(ms.toPrecision(3))} ms`;

function plotOf(
  samplesMs: readonly (number | null)[],
  figures: LatencyFigures,
  endMs: number,
  limitMs: number | undefined,
): LatencyPlot {
  const place = (ms: number): number => Math.min(1, ms / endMs);
  return {
    samples: samplesMs.filter((sample) => sample !== null).map(place),
    median: place(figures.medianMs),
    p95: place(figures.p95Ms),
    limit: limitMs === undefined || limitMs > endMs ? null : place(limitMs),
    ticks: [0, 0.5, 1].map((at) => ({ at, label: tickText(at * endMs) })),
  };
}

/** How many connections a measurement made, how many got no answer, and how many were answered and turned away. */
export function connectionsText({ samplesMs, failures }: Measurement): string {
  const away = turnedAway(failures);
  const lost = samplesMs.filter((sample) => sample === null).length - away;
  const all = counted(samplesMs.length, 'connection');
  return [all, `${lost} lost`, ...(away === 0 ? [] : [`${away} turned away`])].join(', ');
}

const figureTexts = (
  { medianMs, p95Ms, maxMs }: LatencyFigures,
  measurement: Measurement,
): readonly string[] => [
  `median ${formatMs(medianMs)}`,
  `95 % ${formatMs(p95Ms)}`,
  `maximum ${formatMs(maxMs)}`,
  connectionsText(measurement),
];

/**
 * Every latency measurement of a run that any connection came about in, on one axis for all, so that they can be
 * compared. Empty when nothing was measured.
 */
export function latencyRows(result: Pick<RunResult, 'checks' | 'profile'>): readonly LatencyRow[] {
  const limitMs = result.profile.limits.latencyMs;
  const measured = result.checks.flatMap((check) =>
    factsOf(lastAttempts(check.facts), 'latency').flatMap((fact, _, all) => {
      const figures = latencyFigures(fact.samplesMs);
      return figures === null ? [] : [{ check, fact, figures, isOneOfSeveral: all.length > 1 }];
    }),
  );
  const endMs = roundedUp(Math.max(0, ...measured.map(({ figures }) => figures.maxMs)));
  return measured.map(({ check, fact, figures, isOneOfSeveral }) => {
    const { shortId, to } = checkText(check);
    const texts = figureTexts(figures, fact);
    const named = to?.address ?? shortId;
    const target = isOneOfSeveral ? `${named} (${fact.remoteAddress ?? ''})` : named;
    return {
      id: shortId,
      target,
      place: to?.place ?? '',
      figures: texts,
      plot: plotOf(fact.samplesMs, figures, endMs, limitMs),
      alt: `Times of the connections to ${target} from 0 to ${tickText(endMs)}: ${texts.join(', ')}`,
    };
  });
}
