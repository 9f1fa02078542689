import { Box, Button, Checkbox, FormControlLabel } from '@mui/material';
import { useState } from 'react';
import type { CellDrawing, MatrixDrawing } from '../../../shared/environment/environment-model.ts';
import { worstFirst } from '../../../shared/words/verdict.ts';
import { mergeText } from '../../text/en/merge.ts';
import { CellMark } from './CellMark.tsx';
import type { CellPlace } from './MatrixTable.tsx';

type Listed = CellPlace & { readonly cell: Exclude<CellDrawing, 'itself' | null> };

type MatrixListProps = { readonly drawing: MatrixDrawing; readonly onOpen: (place: CellPlace) => void };

/** How many cells are listed at first. */
const shownAtFirst = 50;

/** The worst first; what reads as bad stays in the order of the matrix. */
const byVerdict = (left: Listed, right: Listed): number =>
  worstFirst.indexOf(left.cell.verdict) - worstFirst.indexOf(right.cell.verdict);

/** The same as the matrix, one row for each cell, the worst first: for narrow windows, and for whoever would rather read than look. */
export function MatrixList({ drawing, onOpen }: MatrixListProps) {
  const [isWhole, setWhole] = useState(false);
  const [onlyOpen, setOnlyOpen] = useState(true);
  const { matrix: texts } = mergeText;
  const all = drawing.rows
    .flat()
    .flatMap(({ cells }, row) =>
      cells.flatMap((cell, column): readonly Listed[] =>
        cell === null || cell === 'itself' ? [] : [{ row, column, cell }],
      ),
    )
    .toSorted(byVerdict);
  const wanted = onlyOpen ? all.filter(({ cell }) => cell.verdict !== 'pass') : all;
  const shown = isWhole ? wanted : wanted.slice(0, shownAtFirst);
  return (
    <Box sx={{ display: 'grid', gap: 1 }}>
      <FormControlLabel
        label={texts.onlyOpen}
        control={<Checkbox checked={onlyOpen} onChange={(_, checked) => setOnlyOpen(checked)} />}
      />
      {wanted.length === 0 ? <Box>{texts.nothingFailed}</Box> : null}
      <Box
        component="ul"
        aria-label={drawing.heading}
        sx={{ display: 'grid', gap: 0.5, margin: 0, padding: 0, listStyle: 'none' }}
      >
        {shown.map(({ row, column, cell }) => (
          <Box component="li" key={`${row} ${column}`}>
            <Button
              variant="text"
              onClick={() => onOpen({ row, column })}
              sx={{
                inlineSize: '100%',
                justifyContent: 'flex-start',
                textAlign: 'start',
                gap: 1.5,
                fontWeight: 'fontWeightRegular',
                color: 'text.primary',
              }}
            >
              <CellMark look={cell.look} />
              <Box component="span" sx={{ minInlineSize: 0, overflowWrap: 'anywhere' }}>
                {cell.text}
              </Box>
            </Button>
          </Box>
        ))}
      </Box>
      {shown.length === wanted.length ? null : (
        <Button size="small" variant="text" onClick={() => setWhole(true)}>
          {texts.allOf(shown.length, wanted.length)}
        </Button>
      )}
    </Box>
  );
}
