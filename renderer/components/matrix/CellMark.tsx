import { Box } from '@mui/material';
import type { CellLook } from '../../../shared/environment/cell-look.ts';
import { ShapeMark } from './ShapeMark.tsx';

/** What stands behind everything that waits for a report. */
export const hatching =
  'repeating-linear-gradient(135deg, transparent 0 4px, var(--nr-palette-divider) 4px 5px)';

/** The same where colours are forced, which leaves no gradient to what does not ask for it. */
export const forcedHatching = {
  '@media (forced-colors: active)': {
    forcedColorAdjust: 'none',
    color: 'CanvasText',
    backgroundColor: 'Canvas',
    backgroundImage: 'repeating-linear-gradient(135deg, transparent 0 4px, CanvasText 4px 5px)',
  },
} as const;

/** The box of one cell, in CSS pixels. */
export const cellBox = { width: 32, height: 24 };

/** The mark of one cell as its look says: shape, frame and text tell it apart also where no colour is left. */
export function CellMark({ look }: { readonly look: CellLook }) {
  const { shape, hue, ground, frame, text, bar, share } = look;
  const edge = `hues.${hue}.mark`;
  return (
    <Box
      component="span"
      aria-hidden="true"
      sx={{
        position: 'relative',
        inlineSize: cellBox.width - 2,
        blockSize: cellBox.height - 2,
        display: 'inline-flex',
        flexShrink: 0,
        alignItems: 'center',
        justifyContent: 'center',
        gap: '2px',
        boxSizing: 'border-box',
        borderStyle: frame === 'dashed' ? 'dashed' : 'solid',
        borderWidth: frame === 'strong' ? 2 : 1,
        borderColor: frame === 'line' ? 'divider' : frame === 'dashed' ? 'text.secondary' : edge,
        borderRadius: '3px',
        color: `hues.${hue}.ink`,
        backgroundColor: ground === 'tint' ? `hues.${hue}.tint` : 'background.paper',
        ...(ground === 'hatched' ? { backgroundImage: hatching } : {}),
        fontSize: '0.6875rem',
        lineHeight: 1,
        fontWeight: 'fontWeightBold',
        ...(bar === null
          ? {}
          : { [bar === 'left' ? 'borderInlineStartWidth' : 'borderInlineEndWidth']: 4, borderColor: edge }),
      }}
    >
      <ShapeMark shape={shape} hue={hue} size={text === '' ? 12 : 10} />
      {text === '' ? null : <span>{text}</span>}
      {share === null ? null : (
        <Box
          component="span"
          sx={{
            position: 'absolute',
            insetInlineStart: 2,
            insetBlockEnd: 1,
            inlineSize: `${Math.max(4, Math.round(share * (cellBox.width - 8)))}px`,
            borderBottom: 2,
            borderColor: edge,
          }}
        />
      )}
    </Box>
  );
}
