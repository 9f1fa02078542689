import { factsOf } from '../probe/fact.ts';
import { lastAttempts } from '../probe/last-attempts.ts';
import { type LatencyFigures, latencyFigures } from '../probe/latency-figures.ts';
import type { RunResult } from '../run/result.ts';
import { formatMs } from '../words/duration.ts';
import { counted } from '../words/phrases.ts';
import { checkText } from './check-texts.ts';

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
  /** Median, 95 %, maximum, connections, lost; one text each. */
  readonly figures: readonly string[];
  readonly plot: LatencyPlot;
  /** The plot in words, for whoever does not see it. */
  readonly alt: string;
};

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

const figureTexts = ({ samples, lost, medianMs, p95Ms, maxMs }: LatencyFigures): readonly string[] => [
  `median ${formatMs(medianMs)}`,
  `95 % ${formatMs(p95Ms)}`,
  `maximum ${formatMs(maxMs)}`,
  `${counted(samples, 'connection')}, ${lost} lost`,
];

/**
 * Every latency measurement of a run that any connection came about in, on one axis for all, so that they can be
 * compared. Empty when nothing was measured.
 */
export function latencyRows(result: Pick<RunResult, 'checks' | 'profile'>): readonly LatencyRow[] {
  const limitMs = result.profile.limits.latencyMs;
  const measured = result.checks.flatMap((check) =>
    factsOf(lastAttempts(check.facts), 'latency').flatMap(({ samplesMs }) => {
      const figures = latencyFigures(samplesMs);
      return figures === null ? [] : [{ check, samplesMs, figures }];
    }),
  );
  const endMs = roundedUp(Math.max(0, ...measured.map(({ figures }) => figures.maxMs)));
  return measured.map(({ check, samplesMs, figures }) => {
    const { shortId, to } = checkText(check);
    const texts = figureTexts(figures);
    const target = to?.address ?? shortId;
    return {
      id: shortId,
      target,
      place: to?.place ?? '',
      figures: texts,
      plot: plotOf(samplesMs, figures, endMs, limitMs),
      alt: `Times of the connections to ${target} from 0 to ${tickText(endMs)}: ${texts.join(', ')}`,
    };
  });
}
