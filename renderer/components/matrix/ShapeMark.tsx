import { Box } from '@mui/material';
import type { CellLook } from '../../../shared/environment/cell-look.ts';
import { cellShapePaths, markBox } from '../../../shared/theme/verdicts.ts';

type ShapeMarkProps = Pick<CellLook, 'shape' | 'hue'> & { readonly size: number };

/** The bare mark of a state; what it means stands beside it in words. */
export function ShapeMark({ shape, hue, size }: ShapeMarkProps) {
  return (
    <Box
      component="svg"
      viewBox={`0 0 ${markBox} ${markBox}`}
      aria-hidden="true"
      focusable="false"
      sx={{ inlineSize: size, blockSize: size, flexShrink: 0, color: `hues.${hue}.mark` }}
    >
      <path d={cellShapePaths[shape]} fill="currentColor" fillRule="evenodd" />
    </Box>
  );
}
