import { Box } from '@mui/material';
import type { Hue } from '../../shared/theme/tokens.ts';
import { type CellShape, cellShapePaths, markBox } from '../../shared/theme/verdicts.ts';

type MarkProps = {
  readonly shape: CellShape;
  readonly hue: Hue;
  /** CSS pixels. */
  readonly size?: number;
};

/** A shape in the colour of its meaning, for readers of the screen left out: a word stands beside it. */
export function Mark({ shape, hue, size = 14 }: MarkProps) {
  return (
    <Box
      component="svg"
      viewBox={`0 0 ${markBox} ${markBox}`}
      focusable="false"
      aria-hidden="true"
      sx={{ inlineSize: size, blockSize: size, flexShrink: 0, color: `hues.${hue}.mark` }}
    >
      <path d={cellShapePaths[shape]} fill="currentColor" fillRule="evenodd" />
    </Box>
  );
}
