import { Box } from '@mui/material';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import {
  type CellDrawing,
  type MatrixDrawing,
  matrixTitles,
} from '../../../shared/environment/environment-model.ts';
import { mergeText } from '../../text/en/merge.ts';
import { monoFont } from '../../theme/theme.ts';
import { CellMark, cellBox, forcedHatching, hatching } from './CellMark.tsx';
import { IslandLetter } from './IslandLetter.tsx';

/** One cell by its row and column, from 0. */
export type CellPlace = { readonly row: number; readonly column: number };

type MatrixTableProps = {
  readonly drawing: MatrixDrawing;
  readonly open: CellPlace | null;
  readonly onOpen: (place: CellPlace) => void;
};

const isFailed = (cell: CellDrawing | undefined): boolean =>
  cell !== undefined && cell !== null && cell !== 'itself' && cell.look.frame === 'strong';

/** The cell after, or before, one that tells of a failure or a note; the first, or last, one after the end. */
function nextFailure(
  rows: readonly (readonly CellDrawing[])[],
  from: CellPlace,
  step: 1 | -1,
): CellPlace | null {
  const width = rows[0]?.length ?? 0;
  const count = rows.length * width;
  const at = from.row * width + from.column;
  for (let tried = 1; tried <= count; tried += 1) {
    const place = (((at + step * tried) % count) + count) % count;
    const found = { row: Math.floor(place / width), column: place % width };
    if (isFailed(rows[found.row]?.[found.column])) return found;
  }
  return null;
}

const clamp = (value: number, length: number): number => Math.min(Math.max(value, 0), length - 1);

/** Where a key leads from a cell (WAI-ARIA APG, grid); null for a key that leads nowhere. */
function placeAfter(
  { key, shiftKey, ctrlKey }: Pick<KeyboardEvent, 'key' | 'shiftKey' | 'ctrlKey'>,
  { row, column }: CellPlace,
  rows: readonly (readonly CellDrawing[])[],
): CellPlace | null {
  const last = (rows[0]?.length ?? 1) - 1;
  switch (key) {
    case 'ArrowUp':
      return { row: clamp(row - 1, rows.length), column };
    case 'ArrowDown':
      return { row: clamp(row + 1, rows.length), column };
    case 'ArrowLeft':
      return { row, column: clamp(column - 1, last + 1) };
    case 'ArrowRight':
      return { row, column: clamp(column + 1, last + 1) };
    case 'Home':
      return { row: ctrlKey ? 0 : row, column: 0 };
    case 'End':
      return { row: ctrlKey ? rows.length - 1 : row, column: last };
    case 'n':
    case 'N':
      return nextFailure(rows, { row, column }, shiftKey ? -1 : 1);
    default:
      return null;
  }
}

const headSx = {
  padding: '2px 4px',
  typography: 'caption',
  fontWeight: 'fontWeightRegular',
  color: 'text.secondary',
  textAlign: 'center',
  whiteSpace: 'nowrap',
} as const;

const gap = '8px solid transparent';

/** What stays at the side while a wide table moves under it, and how far a cell that gets the focus keeps from there. */
const rowHeadSx = {
  position: 'sticky',
  insetInlineStart: 0,
  zIndex: 1,
  backgroundColor: 'background.default',
  backgroundClip: 'padding-box',
} as const;
/** In a narrow window what is said of a row stands below its name, so that cells have room beside both. */
const rowNameSx = {
  display: { xs: 'flex', sm: 'inline' },
  flexWrap: 'wrap',
  alignItems: 'center',
  maxInlineSize: { xs: '7rem', sm: 'none' },
  whiteSpace: { xs: 'normal', sm: 'nowrap' },
} as const;
const rowDetailSx = {
  order: { xs: 1, sm: 'initial' },
  inlineSize: { xs: '100%', sm: 'auto' },
  typography: 'caption',
  color: 'text.secondary',
} as const;
const besideRowHead = { xs: '8rem', sm: '14rem' } as const;

/** Forced colours draw every border, also one that only keeps apart: there it has the colour of the ground. */
const quietGaps = {
  '@media (forced-colors: active)': {
    '& th, & td': { borderInlineStartColor: 'Canvas', borderTopColor: 'Canvas' },
  },
};

/** What stands above the cells: places, their ports, their machines. */
function Heads({ drawing: { blocks, corner } }: Pick<MatrixTableProps, 'drawing'>) {
  return (
    <thead>
      <tr>
        <Box
          component="th"
          rowSpan={3}
          sx={{ ...headSx, ...rowHeadSx, textAlign: 'start', verticalAlign: 'bottom' }}
        >
          {corner}
        </Box>
        {matrixTitles({ blocks }).map(({ title, first, last }) => (
          <Box
            component="th"
            scope="colgroup"
            key={first}
            colSpan={blocks.slice(first, last + 1).reduce((sum, { columns }) => sum + columns.length, 0)}
            sx={{
              ...headSx,
              color: 'text.primary',
              fontWeight: 'fontWeightBold',
              borderInlineStart: gap,
              borderBottom: '1px solid',
              borderBottomColor: 'border',
            }}
          >
            {title}
          </Box>
        ))}
      </tr>
      <tr>
        {blocks.map(({ ports, columns }, index) => (
          <Box
            component="th"
            scope="colgroup"
            // biome-ignore lint/suspicious/noArrayIndexKey: blocks have no other identity and never move
            key={index}
            colSpan={columns.length}
            sx={{ ...headSx, fontFamily: monoFont, borderInlineStart: gap }}
          >
            {ports}
          </Box>
        ))}
      </tr>
      <tr>
        {blocks.flatMap(({ columns }) =>
          columns.map(({ label, text, isMissing }, index) => (
            <Box
              component="th"
              scope="col"
              key={text}
              title={text}
              sx={{
                ...headSx,
                fontFamily: monoFont,
                minInlineSize: columns.length === 1 ? 48 : cellBox.width,
                ...(isMissing
                  ? {
                      backgroundImage: hatching,
                      backgroundSize: '100% 4px',
                      backgroundPosition: 'bottom',
                      backgroundRepeat: 'no-repeat',
                      ...forcedHatching,
                    }
                  : {}),
                ...(index === 0 ? { borderInlineStart: gap } : {}),
              }}
            >
              {label}
            </Box>
          )),
        )}
      </tr>
    </thead>
  );
}

/**
 * Who reaches whom, as a grid of marks: one stop of the keyboard, in which arrows move and Enter opens a pair. Each cell says
 * to somebody who does not see it what its mark means.
 */
export function MatrixTable({ drawing, open, onOpen }: MatrixTableProps) {
  const [active, setActive] = useState<CellPlace>({ row: 0, column: 0 });
  const table = useRef<HTMLTableElement>(null);
  const hasMoved = useRef(false);
  const rows = drawing.rows.flat();
  const cells = rows.map((row) => row.cells);
  const starts = new Set<number>();
  drawing.blocks.reduce((at, { columns }) => {
    starts.add(at);
    return at + columns.length;
  }, 0);
  const groupStarts = new Set<number>();
  drawing.rows.reduce((at, group) => {
    groupStarts.add(at);
    return at + group.length;
  }, 0);
  useEffect(() => {
    if (!hasMoved.current) return;
    table.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus();
  });
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.altKey || event.metaKey) return;
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      onOpen(active);
      return;
    }
    const place = placeAfter(event, active, cells);
    if (place === null) return;
    event.preventDefault();
    event.stopPropagation();
    hasMoved.current = true;
    setActive(place);
  };
  return (
    <Box sx={{ overflowX: 'auto' }}>
      <Box
        component="table"
        role="grid"
        ref={table}
        aria-label={drawing.heading}
        aria-describedby="matrix-keys"
        onKeyDown={onKeyDown}
        sx={{ borderCollapse: 'separate', borderSpacing: 0, ...quietGaps }}
      >
        <Heads drawing={drawing} />
        <tbody>
          {rows.map(({ label, wideDetail, isName, island, cells: own }, row) => (
            <tr key={label}>
              <Box
                component="th"
                scope="row"
                sx={{
                  ...rowHeadSx,
                  textAlign: 'start',
                  paddingInlineEnd: 1.5,
                  whiteSpace: 'nowrap',
                  fontWeight: 'fontWeightRegular',
                  blockSize: cellBox.height,
                  ...(groupStarts.has(row) ? { borderTop: gap } : {}),
                }}
              >
                <Box component="span" sx={rowNameSx}>
                  <Box
                    component="span"
                    sx={{ fontSize: '0.8125rem', ...(isName ? { fontFamily: monoFont } : {}) }}
                  >
                    {label}
                  </Box>{' '}
                  <Box component="span" sx={rowDetailSx}>
                    {wideDetail}
                  </Box>
                  {island === null ? null : <IslandLetter letter={island} />}
                </Box>
              </Box>
              {own.map((cell, column) => {
                const isActive = active.row === row && active.column === column;
                const isOpen = open?.row === row && open.column === column;
                const isLit = open?.row === row || open?.column === column;
                const isDrawn = cell !== null && cell !== 'itself';
                return (
                  <Box
                    component="td"
                    role="gridcell"
                    // biome-ignore lint/suspicious/noArrayIndexKey: a cell is what stands at its place
                    key={column}
                    tabIndex={isActive ? 0 : -1}
                    aria-label={isDrawn ? cell.text : cell === 'itself' ? 'itself' : drawing.blank}
                    aria-selected={isOpen}
                    onFocus={() => setActive({ row, column })}
                    onClick={() => {
                      hasMoved.current = true;
                      setActive({ row, column });
                      if (isDrawn) onOpen({ row, column });
                    }}
                    sx={{
                      padding: '1px',
                      textAlign: 'center',
                      cursor: isDrawn ? 'pointer' : 'default',
                      scrollMarginInlineStart: besideRowHead,
                      backgroundColor: isLit ? 'accentTint' : 'transparent',
                      ...(starts.has(column) ? { borderInlineStart: gap } : {}),
                      ...(groupStarts.has(row) ? { borderTop: gap } : {}),
                      backgroundClip: 'padding-box',
                      ...(isOpen ? { outline: '2px solid', outlineColor: 'primary.main' } : {}),
                    }}
                  >
                    {isDrawn ? (
                      <CellMark look={cell.look} />
                    ) : cell === 'itself' ? (
                      <Box component="span" aria-hidden="true" sx={{ color: 'text.secondary' }}>
                        ·
                      </Box>
                    ) : null}
                  </Box>
                );
              })}
            </tr>
          ))}
        </tbody>
      </Box>
      <Box
        component="p"
        id="matrix-keys"
        sx={{ typography: 'caption', color: 'text.secondary', margin: 0, marginBlockStart: 1 }}
      >
        {mergeText.matrix.how} {mergeText.matrix.keys}
      </Box>
    </Box>
  );
}
