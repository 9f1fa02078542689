import { Box } from '@mui/material';
import { mergeText } from '../../text/en/merge.ts';

/** The letter of an island in its box: one rule for the first, two for the others, so that they differ in grey. */
export function IslandLetter({ letter }: { readonly letter: string }) {
  return (
    <Box
      component="span"
      role="img"
      aria-label={mergeText.matrix.island(letter)}
      sx={{
        display: 'inline-block',
        minInlineSize: 16,
        marginInlineStart: 0.75,
        textAlign: 'center',
        typography: 'caption',
        lineHeight: '14px',
        fontWeight: 'fontWeightBold',
        color: 'text.primary',
        borderColor: 'text.primary',
        borderStyle: letter === 'A' ? 'solid' : 'double',
        borderWidth: letter === 'A' ? 1 : 3,
        // The ground that forced colours put behind words would cover the frame.
        '@media (forced-colors: active)': {
          forcedColorAdjust: 'none',
          color: 'CanvasText',
          borderColor: 'CanvasText',
        },
      }}
    >
      {letter}
    </Box>
  );
}
