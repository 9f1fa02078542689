import { Box } from '@mui/material';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, memo, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { isRehearsed } from '../../../shared/run/is-rehearsed.ts';
import { resultsText } from '../../text/en/results.ts';
import { focusRing } from '../../theme/components.ts';
import { LineScroller, lineFrame } from '../LineScroller.tsx';
import { lineAfter, visibleWith } from '../line-grid.ts';
import { Mono } from '../Mono.tsx';
import { VerdictMark } from '../VerdictMark.tsx';
import { OtherEnd } from './ConnectionLine.tsx';
import type { CheckRow } from './check-rows.ts';
import { RehearsedMark } from './RehearsedMark.tsx';

type CheckTableProps = {
  readonly rows: readonly CheckRow[];
  readonly onOpen: (check: string) => void;
};

const { table: texts } = resultsText;

/** The height of a line before it is measured, in CSS pixels. */
const guessedHeight = 51;

/** Lines that are drawn above and below the visible ones. */
const overscan = 6;

const narrow = '@container (max-width: 800px)';

const line = {
  display: 'grid',
  gridTemplateColumns: '11.75rem minmax(0, 1fr) 10rem 5rem',
  columnGap: 2,
  alignItems: 'start',
  paddingInline: 1.5,
  paddingBlock: 0.75,
  borderBottom: 1,
  borderColor: 'divider',
  [narrow]: {
    gridTemplateColumns: 'minmax(0, 1fr) minmax(0, max-content) 4rem',
    gridTemplateAreas: '"verdict observed keys" "check check check"',
    rowGap: 0.25,
  },
} as const;

const cell = { minInlineSize: 0, overflowWrap: 'anywhere' } as const;

/** What stands beside a check in small type, level with its first line. */
const small = { typography: 'caption', paddingBlockStart: '2px' } as const;

const heads: readonly { readonly text: string; readonly label?: string }[] = [
  { text: texts.columns.verdict },
  { text: texts.columns.check },
  { text: texts.columns.observed },
  { text: texts.columns.requirements, label: texts.requirementsWhole },
];

function Head() {
  return (
    <Box
      role="rowgroup"
      sx={{
        overflow: 'hidden',
        scrollbarGutter: 'stable',
        backgroundColor: 'raised',
        [narrow]: { display: 'none' },
      }}
    >
      <Box role="row" aria-rowindex={1} sx={{ ...line, fontWeight: 'fontWeightBold' }}>
        {heads.map(({ text, label }) => (
          <Box component="span" role="columnheader" key={text} aria-label={label}>
            {text}
          </Box>
        ))}
      </Box>
    </Box>
  );
}

type LineProps = {
  readonly row: CheckRow;
  readonly index: number;
  /** The distance from the top of all lines, in CSS pixels. */
  readonly start: number;
  readonly isActive: boolean;
  readonly measure: (element: HTMLElement | null) => void;
  readonly onFocus: (index: number) => void;
  readonly onOpen: (index: number) => void;
};

/** Drawn again only when it changes, not whenever the table scrolls. */
const Line = memo(function Line({
  row: { check, text },
  index,
  start,
  isActive,
  measure,
  onFocus,
  onOpen,
}: LineProps) {
  return (
    <Box
      role="row"
      ref={measure}
      data-index={index}
      aria-rowindex={index + 2}
      tabIndex={isActive ? 0 : -1}
      onFocus={() => onFocus(index)}
      onClick={() => onOpen(index)}
      style={{ transform: `translateY(${start}px)` }}
      sx={{
        ...line,
        position: 'absolute',
        insetBlockStart: 0,
        insetInline: 0,
        cursor: 'pointer',
        '&:hover': { backgroundColor: 'accentTint' },
        '&:focus-visible': { ...focusRing, outlineOffset: '-2px' },
      }}
    >
      <Box role="gridcell" sx={{ ...cell, [narrow]: { gridArea: 'verdict' } }}>
        <VerdictMark verdict={check.verdict} word />
      </Box>
      <Box role="gridcell" sx={{ ...cell, [narrow]: { gridArea: 'check' } }}>
        <Box>{text.headline}</Box>
        <Box sx={{ typography: 'caption' }}>
          <OtherEnd text={text} direction={check.direction} />
          {isRehearsed(check) ? <RehearsedMark /> : null}
        </Box>
      </Box>
      <Box role="gridcell" className="tabular" sx={{ ...cell, ...small, [narrow]: { gridArea: 'observed' } }}>
        {text.observed}
      </Box>
      <Box role="gridcell" sx={{ ...cell, ...small, [narrow]: { gridArea: 'keys' } }}>
        <Mono>{text.requirements}</Mono>
      </Box>
    </Box>
  );
});

/**
 * All checks of a run, one line each. Only the visible lines exist, so thousands scroll as lightly as ten. One line is
 * in the order of the Tab key; the arrow keys, Page up, Page down, Home and End move it, Enter and Space open the
 * evidence.
 */
export function CheckTable({ rows, onOpen }: CheckTableProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const wantsFocus = useRef(false);
  const [chosen, setChosen] = useState<string | null>(null);
  const last = rows.length - 1;
  const active = Math.max(
    0,
    rows.findIndex(({ check }) => check.id === chosen),
  );

  const rangeExtractor = useMemo(() => visibleWith(active), [active]);
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => guessedHeight,
    getItemKey: (index) => rows[index]?.check.id ?? index,
    overscan,
    rangeExtractor,
  });

  useEffect(() => {
    if (!wantsFocus.current) return;
    wantsFocus.current = false;
    const element = scroller.current?.querySelector<HTMLElement>(`[data-index="${active}"]`);
    element?.focus({ preventScroll: true });
  });

  const choose = useCallback((index: number): void => setChosen(rows[index]?.check.id ?? null), [rows]);
  const open = useCallback(
    (index: number): void => {
      const row = rows[index];
      if (row === undefined) return;
      setChosen(row.check.id);
      onOpen(row.check.id);
    },
    [rows, onOpen],
  );

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const index = lineAfter(event.key, active, last);
    if (index !== null) {
      event.preventDefault();
      wantsFocus.current = true;
      choose(index);
      virtualizer.scrollToIndex(index);
    } else if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      open(active);
    }
  };

  if (rows.length === 0)
    return <Box sx={{ ...lineFrame, padding: 2, color: 'text.secondary' }}>{texts.none}</Box>;
  return (
    <Box
      role="grid"
      aria-label={texts.label}
      aria-description={texts.keys}
      aria-readonly
      aria-rowcount={rows.length + 1}
      onKeyDown={onKeyDown}
      sx={lineFrame}
    >
      <Head />
      <LineScroller scroller={scroller} tallest="max(20rem, 65vh)" height={virtualizer.getTotalSize()}>
        {virtualizer.getVirtualItems().map(({ index, key, start }) => {
          const row = rows[index];
          return row === undefined ? null : (
            <Line
              key={key}
              row={row}
              index={index}
              start={start}
              isActive={index === active}
              measure={virtualizer.measureElement}
              onFocus={choose}
              onOpen={open}
            />
          );
        })}
      </LineScroller>
    </Box>
  );
}
