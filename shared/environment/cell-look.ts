import type { Hue } from '../theme/tokens.ts';
import { type CellShape, verdictLooks } from '../theme/verdicts.ts';
import type { MatrixCell } from './matrix.ts';

/** How a cell is drawn, on screen and on paper. No two states differ by their colour alone. */
export type CellLook = {
  readonly shape: CellShape;
  readonly hue: Hue;
  /** What stands behind the mark: a tint, white, or hatching where a whole row waits for a report. */
  readonly ground: 'white' | 'tint' | 'hatched';
  readonly frame: 'line' | 'strong' | 'dashed';
  /** The number of a cause or the letter of a note, beside the mark. */
  readonly text: string;
  /** At which side a bar says that this end alone spoke. */
  readonly bar: 'left' | 'right' | null;
  /** Of the pairs of two groups, which part the cell is about, from 0 to 1; null where it is about all. */
  readonly share: number | null;
};

const barOf = ({ spoke }: MatrixCell): CellLook['bar'] =>
  spoke === null ? null : spoke === 'source' ? 'left' : 'right';

function shapeOf({ verdict, isRehearsed, disagrees, note, isMissing }: MatrixCell): CellShape {
  if (isMissing) return 'arrows';
  if ((verdict === 'fail' || verdict === 'unknown') && disagrees) return 'square-unequal';
  if (verdict === 'pass')
    return note !== null ? 'triangle' : isRehearsed ? 'circle-tick-hollow' : 'circle-tick';
  return verdictLooks[verdict].shape;
}

/** How a cell looks. */
export function lookOf(cell: MatrixCell): CellLook {
  const { verdict, cause, note, isMonitoringOnly, isOutOfDate, isMissing, alike, pairs } = cell;
  const isFailed = verdict === 'fail';
  const isPart = isFailed && alike < pairs;
  const isQuiet = verdict === 'pass' && note === null;
  return {
    shape: shapeOf(cell),
    hue: note !== null && verdict === 'pass' ? 'amber' : verdictLooks[verdict].hue,
    ground: isMissing ? 'hatched' : isQuiet || isPart || (isFailed && isMonitoringOnly) ? 'white' : 'tint',
    frame: isOutOfDate ? 'dashed' : isFailed || note !== null ? 'strong' : 'line',
    text: isFailed && cause !== null ? String(cause + 1) : (note ?? ''),
    bar: barOf(cell),
    share: isPart ? alike / pairs : null,
  };
}

/** What each look means, in the order in which a legend explains it; those that a matrix shows. */
export function legendOf(
  cells: readonly MatrixCell[],
): readonly { readonly look: CellLook; readonly text: string }[] {
  const entries: readonly (readonly [text: string, is: (cell: MatrixCell) => boolean])[] = [
    [
      'path proven by rehearsal',
      ({ verdict, isRehearsed, note, isOutOfDate }) =>
        verdict === 'pass' && isRehearsed && note === null && !isOutOfDate,
    ],
    [
      'real service answered',
      ({ verdict, isRehearsed, note, isOutOfDate }) =>
        verdict === 'pass' && !isRehearsed && note === null && !isOutOfDate,
    ],
    [
      'failed, cause',
      ({ verdict, isMonitoringOnly, disagrees, alike, pairs }) =>
        verdict === 'fail' && !isMonitoringOnly && !disagrees && alike === pairs,
    ],
    [
      'same, monitoring only',
      ({ verdict, isMonitoringOnly, disagrees, alike, pairs }) =>
        verdict === 'fail' && isMonitoringOnly && !disagrees && alike === pairs,
    ],
    ['some pairs failed, the share', ({ verdict, alike, pairs }) => verdict === 'fail' && alike < pairs],
    ['the two ends disagree', ({ verdict, disagrees }) => verdict === 'fail' && disagrees],
    ['the same, not decided', ({ verdict, disagrees }) => verdict === 'unknown' && disagrees],
    ['reached, but: note', ({ note }) => note !== null],
    ['not yet', ({ verdict, spoke }) => verdict === 'not-yet' && spoke === null],
    ['only one end reported', ({ spoke }) => spoke !== null],
    ['needs a missing report', ({ isMissing }) => isMissing],
    ['needs another machine', ({ verdict, isMissing }) => verdict === 'not-testable-here' && !isMissing],
    ['could not be judged', ({ verdict, disagrees }) => verdict === 'unknown' && !disagrees],
    ['waived', ({ verdict }) => verdict === 'waived'],
    ['report out of date', ({ isOutOfDate, verdict }) => isOutOfDate && verdict === 'pass'],
  ];
  return entries.flatMap(([text, is]) => {
    const cell = cells.find(is);
    return cell === undefined ? [] : [{ look: lookOf(cell), text }];
  });
}
