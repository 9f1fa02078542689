import { Box } from '@mui/material';
import type { MatrixDrawing } from '../../../shared/environment/environment-model.ts';
import { mergeText } from '../../text/en/merge.ts';
import { CellMark } from './CellMark.tsx';

/** What the marks of a matrix mean, and what is to be known of it as a whole. */
export function MatrixLegend({ drawing }: { readonly drawing: MatrixDrawing }) {
  return (
    <Box sx={{ display: 'grid', gap: 1.5 }}>
      <Box
        component="ul"
        aria-label={mergeText.matrix.legend}
        sx={{
          display: 'flex',
          flexWrap: 'wrap',
          columnGap: 2,
          rowGap: 0.75,
          margin: 0,
          padding: 0,
          listStyle: 'none',
          typography: 'caption',
        }}
      >
        {drawing.legend.map(({ look, text }) => (
          <Box component="li" key={text} sx={{ display: 'flex', alignItems: 'center', gap: 0.75 }}>
            <CellMark look={look} />
            {text}
          </Box>
        ))}
        <Box component="li" sx={{ color: 'text.secondary', alignSelf: 'center' }}>
          {drawing.blank}
        </Box>
      </Box>
      <Box component="ul" sx={{ margin: 0, padding: 0, listStyle: 'none', display: 'grid', gap: 0.5 }}>
        {drawing.lines.map(({ lead, text }) => (
          <Box component="li" key={`${lead} ${text}`} sx={{ overflowWrap: 'anywhere' }}>
            <Box component="span" sx={{ fontWeight: 'fontWeightBold' }}>
              {lead}
            </Box>{' '}
            {text}
          </Box>
        ))}
      </Box>
    </Box>
  );
}
