import { Box } from '@mui/material';
import type { MatrixDrawing } from '../../../shared/environment/environment-model.ts';
import { mergeText } from '../../text/en/merge.ts';
import { CellMark } from './CellMark.tsx';
import { IslandLetter } from './IslandLetter.tsx';

/** What there is to explain: marks, what an empty cell means, and what is to be known of the whole. */
export type Explained = Pick<MatrixDrawing, 'legend' | 'islands' | 'lines' | 'notes'> & {
  readonly blank: string | null;
};

/** What the marks of a matrix mean, and what is to be known of it as a whole. */
export function MatrixLegend({ drawing }: { readonly drawing: Explained }) {
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
        {drawing.blank === null ? null : (
          <Box component="li" sx={{ color: 'text.secondary', alignSelf: 'center' }}>
            {drawing.blank}
          </Box>
        )}
      </Box>
      <Box component="ul" sx={{ margin: 0, padding: 0, listStyle: 'none', display: 'grid', gap: 0.5 }}>
        {drawing.islands === null ? null : (
          <Box
            component="li"
            sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 1.5, alignItems: 'center' }}
          >
            <Box component="span" sx={{ fontWeight: 'fontWeightBold' }}>
              {drawing.islands.lead}
            </Box>
            {drawing.islands.items.map(({ letter, text }) => (
              <Box component="span" key={letter ?? text}>
                {letter === null ? null : <IslandLetter letter={letter} />} {text}
              </Box>
            ))}
            <Box component="span">{drawing.islands.end}</Box>
          </Box>
        )}
        {[...drawing.lines, ...drawing.notes].map(({ lead, text }) => (
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
