import { defaultRangeExtractor, type Range } from '@tanstack/react-virtual';

/** How many lines Page up and Page down move. */
const pageLines = 10;

const moves: Readonly<Record<string, (index: number, last: number) => number>> = {
  ArrowDown: (index) => index + 1,
  ArrowUp: (index) => index - 1,
  PageDown: (index) => index + pageLines,
  PageUp: (index) => index - pageLines,
  Home: () => 0,
  End: (_, last) => last,
};

/** The line that a key leads to in a table of which one line is in the order of the Tab key; null for any other key. */
export function lineAfter(key: string, active: number, last: number): number | null {
  const move = moves[key];
  return move === undefined ? null : Math.max(0, Math.min(move(active, last), last));
}

/** The lines that exist: those that are visible, and the one that is in the order of the Tab key. */
export const visibleWith =
  (active: number) =>
  (range: Range): number[] => {
    const visible = defaultRangeExtractor(range);
    return visible.includes(active) || range.count === 0
      ? visible
      : [...visible, active].sort((left, right) => left - right);
  };
