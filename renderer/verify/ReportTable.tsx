import { Box, ButtonBase, Checkbox } from '@mui/material';
import { useVirtualizer } from '@tanstack/react-virtual';
import {
  type KeyboardEvent,
  type MouseEvent,
  memo,
  type ReactNode,
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
} from 'react';
import { fileLooks, isAccepted, type ListedReport } from '../../shared/report/report-list.ts';
import { resultWords } from '../../shared/report/report-list-export.ts';
import { verdictLooks } from '../../shared/theme/verdicts.ts';
import { fingerprintGroups } from '../../shared/words/phrases.ts';
import { Icon } from '../components/icons/Icon.tsx';
import { LineScroller, lineFrame } from '../components/LineScroller.tsx';
import { lineAfter, visibleWith } from '../components/line-grid.ts';
import { Mark } from '../components/Mark.tsx';
import { Mono } from '../components/Mono.tsx';
import { verifyText } from '../text/en/verify.ts';
import { visibleControls } from '../text/visible-controls.ts';
import { focusRing } from '../theme/components.ts';
import { hiddenFromSight } from '../theme/hidden.ts';
import { ageDays, type ListLine, type ListView, oldAfterDays, type SortKey } from './list-view.ts';

const { list: texts } = verifyText;

const narrow = '@container (max-width: 800px)';

/** The height of a line, in CSS pixels; where a window is narrow it has three lines of text. */
const lineHeight = 32;
const narrowLineHeight = 80;

/** Below this width of the table a line has three lines of text, in CSS pixels. */
const narrowWidth = 800;

const overscan = 8;

const columns =
  '28px minmax(9.5rem, 10.5rem) minmax(10.5rem, 1.4fr) minmax(6rem, 1fr) minmax(5.5rem, 1.2fr) 3rem 3.25rem 7.5rem 3rem';

const grid = {
  display: 'grid',
  gridTemplateColumns: columns,
  columnGap: 1.25,
  alignItems: 'center',
  paddingInline: 1,
  fontSize: '0.8125rem',
  [narrow]: {
    gridTemplateColumns: '28px minmax(0, 1fr) minmax(0, max-content)',
    gridTemplateAreas: '"select standing verdict" "select key failed" "select about age"',
    alignContent: 'center',
  },
} as const;

const cut = {
  minInlineSize: 0,
  overflow: 'hidden',
  textOverflow: 'ellipsis',
  whiteSpace: 'nowrap',
} as const;

const marked = { ...cut, display: 'flex', alignItems: 'center', gap: 0.75 } as const;

type CellProps = {
  /** Where it stands in a narrow table; null where it is left out. */
  readonly area: string | null;
  readonly children: ReactNode;
  readonly isEnd?: boolean;
  /** How many columns it takes. */
  readonly span?: number;
};

function Cell({ area, children, isEnd = false, span = 1 }: CellProps) {
  return (
    <Box
      role="gridcell"
      aria-colspan={span === 1 ? undefined : span}
      className="tabular"
      sx={{
        ...cut,
        ...(span === 1 ? {} : { gridColumn: `span ${span}` }),
        textAlign: isEnd ? 'end' : 'start',
        [narrow]: area === null ? { display: 'none' } : { gridArea: area },
      }}
    >
      {children}
    </Box>
  );
}

const quiet = { color: 'text.secondary' } as const;
const bold = { fontWeight: 'fontWeightBold' } as const;

/** Whether the file is as it was signed, or what else it is. */
function Standing({ row }: { readonly row: ListedReport }) {
  const { word, shape, hue } = fileLooks[row.standing];
  const isGood = isAccepted(row);
  return (
    <Box sx={marked}>
      <Mark shape={shape} hue={isGood && row.key === 'known' ? 'green' : hue} />
      <Box component="span" sx={{ ...cut, ...(isGood ? {} : bold) }}>
        {word}
      </Box>
    </Box>
  );
}

/** The first groups of a fingerprint, by which somebody tells one key from another at a glance. */
const shownGroups = 2;

/** Whose key it is; of a file that is refused what is wrong with it, because whose key it is does not matter then. */
function Key({ row }: { readonly row: ListedReport }) {
  const { key, detail, signer, fingerprint } = row;
  if (!isAccepted(row)) return <Box sx={{ ...cut, ...quiet }}>{detail}</Box>;
  const groups = fingerprintGroups(fingerprint ?? '')
    .slice(0, shownGroups)
    .join(' ');
  switch (key) {
    case 'known':
      return <Box sx={cut}>{visibleControls(signer ?? '')}</Box>;
    case 'changed':
      return (
        <Box sx={marked}>
          <Mark shape="square-unequal" hue="red" />
          <Box component="span" sx={{ ...cut, ...bold, color: 'hues.red.ink' }}>
            {texts.changedKey}
          </Box>
        </Box>
      );
    case 'unknown':
    case 'not-accepted':
      return (
        <Box sx={marked}>
          <Mark shape="diamond-question" hue="violet" />
          <Box component="span" sx={cut}>
            {key === 'unknown' ? texts.unknownKey : texts.notAccepted} <Mono keepTogether>{groups}</Mono>
          </Box>
        </Box>
      );
    case 'none':
      return null;
  }
}

function Result({ row: { verdict } }: { readonly row: ListedReport }) {
  if (verdict === null) return <Box sx={{ ...cut, ...quiet }}>{texts.notRead}</Box>;
  const { shape, hue } = verdictLooks[verdict];
  return (
    <Box sx={marked}>
      <Mark shape={shape} hue={hue} />
      <Box component="span" sx={cut}>
        {resultWords[verdict]}
      </Box>
    </Box>
  );
}

function Age({ row, now }: { readonly row: ListedReport; readonly now: number }) {
  if (row.at === null) return null;
  const isOld = ageDays(row, now) > oldAfterDays;
  return (
    <Box component="span" sx={isOld ? { ...bold, color: 'hues.amber.ink' } : {}}>
      {texts.age(now - Date.parse(row.at))}
    </Box>
  );
}

/** What stands in a line whose file has no answer yet, or could not be read. */
function pendingWords({ file: { status } }: ListLine): string {
  switch (status.kind) {
    case 'waiting':
      return verifyText.waiting;
    case 'checking':
      return verifyText.checking;
    case 'failed':
      return status.failure.title;
    case 'checked':
      return '';
  }
}

function Cells({ line, now }: { readonly line: ListLine; readonly now: number }) {
  const { file, row } = line;
  if (row === null)
    return (
      <>
        <Cell area="standing">
          <Box sx={quiet}>{pendingWords(line)}</Box>
        </Cell>
        <Cell area="key">
          {file.status.kind === 'failed' ? (
            <Box sx={{ ...cut, ...quiet }}>{file.status.failure.description}</Box>
          ) : null}
        </Cell>
        <Cell area="about" span={6}>
          <Mono keepTogether>{visibleControls(file.name)}</Mono>
        </Cell>
      </>
    );
  return (
    <>
      <Cell area="standing">
        <Standing row={row} />
      </Cell>
      <Cell area="key">
        <Key row={row} />
      </Cell>
      <Cell area="about" span={isAccepted(row) ? 1 : 3}>
        <Box component="span" sx={row.about === '' ? quiet : {}} title={file.name}>
          <Mono keepTogether>{visibleControls(row.about === '' ? file.name : row.about)}</Mono>
        </Box>
      </Cell>
      {isAccepted(row) ? (
        <>
          <Cell area={null}>{row.roles}</Cell>
          <Cell area={null}>{row.phase === null ? '' : texts.phases[row.phase]}</Cell>
        </>
      ) : null}
      <Cell area="age" isEnd>
        <Age row={row} now={now} />
      </Cell>
      <Cell area="verdict">
        <Result row={row} />
      </Cell>
      <Cell area="failed" isEnd>
        <Box component="span" sx={(row.failed ?? 0) > 0 ? bold : quiet}>
          {row.failed ?? ''}
        </Box>
      </Cell>
    </>
  );
}

type LineProps = {
  readonly line: ListLine;
  readonly index: number;
  readonly start: number;
  readonly height: number;
  readonly now: number;
  readonly isActive: boolean;
  readonly isSelected: boolean;
  readonly onFocus: (id: number) => void;
  readonly onOpen: (id: number) => void;
  readonly onSelect: (id: number) => void;
};

/** Drawn again only when it changes, not whenever the table scrolls. */
const Line = memo(function Line(props: LineProps) {
  const { line, index, start, height, now, isActive, isSelected, onFocus, onOpen, onSelect } = props;
  const { id, name } = line.file;
  return (
    <Box
      role="row"
      data-index={index}
      aria-rowindex={index + 2}
      aria-selected={isSelected}
      tabIndex={isActive ? 0 : -1}
      onFocus={() => onFocus(id)}
      onClick={() => onOpen(id)}
      style={{ transform: `translateY(${start}px)`, blockSize: height }}
      sx={{
        ...grid,
        position: 'absolute',
        insetBlockStart: 0,
        insetInline: 0,
        borderBottom: 1,
        borderColor: 'divider',
        cursor: 'pointer',
        ...(isSelected
          ? { backgroundColor: 'accentTint', boxShadow: 'inset 3px 0 0 var(--nr-palette-primary-main)' }
          : {}),
        '&:hover': { backgroundColor: 'accentTint' },
        '&:focus-visible': { ...focusRing, outlineOffset: '-2px' },
      }}
    >
      <Box
        role="gridcell"
        onClick={(event: MouseEvent) => event.stopPropagation()}
        sx={{ [narrow]: { gridArea: 'select' } }}
      >
        <Checkbox
          size="small"
          checked={isSelected}
          onChange={() => onSelect(id)}
          tabIndex={-1}
          slotProps={{ input: { 'aria-label': texts.selectOf(name), tabIndex: -1 } }}
          sx={{ padding: '2px' }}
        />
      </Box>
      <Cells line={line} now={now} />
    </Box>
  );
});

type HeadProps = Pick<ListView, 'sort'> & { readonly onSort: (by: SortKey) => void };

const sortable: readonly Exclude<SortKey, 'importance'>[] = [
  'standing',
  'key',
  'about',
  'roles',
  'phase',
  'at',
  'verdict',
  'failed',
];

function Head({ sort, onSort }: HeadProps) {
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
      <Box role="row" aria-rowindex={1} sx={{ ...grid, minBlockSize: lineHeight }}>
        <Box component="span" role="columnheader">
          <Box component="span" sx={hiddenFromSight}>
            {texts.select}
          </Box>
        </Box>
        {sortable.map((by) => {
          const isSorted = sort.by === by;
          const order = sort.isReversed ? 'descending' : 'ascending';
          return (
            <Box
              component="span"
              role="columnheader"
              key={by}
              aria-sort={isSorted ? order : undefined}
              sx={{ minInlineSize: 0, textAlign: by === 'at' || by === 'failed' ? 'end' : 'start' }}
            >
              <ButtonBase
                onClick={() => onSort(by)}
                sx={{ font: 'inherit', ...bold, gap: 0.5, minBlockSize: 24, borderRadius: '3px' }}
              >
                {texts.columns[by]}
                {isSorted ? (
                  <Box
                    component="span"
                    sx={{ display: 'flex', transform: sort.isReversed ? 'rotate(180deg)' : 'none' }}
                  >
                    <Icon name="chevron-down" size={12} />
                  </Box>
                ) : null}
              </ButtonBase>
            </Box>
          );
        })}
      </Box>
    </Box>
  );
}

type ReportTableProps = {
  readonly lines: readonly ListLine[];
  readonly view: ListView;
  readonly now: number;
  /** Whether the line that was left has the focus as soon as the table is there. */
  readonly isReturn: boolean;
  readonly onLook: (view: Partial<ListView>) => void;
  readonly onOpen: (id: number) => void;
};

/** The order of another column; the same column once more turns it round, and then leads back to what needs somebody. */
function nextSort({ by, isReversed }: ListView['sort'], chosen: SortKey): ListView['sort'] {
  if (by !== chosen) return { by: chosen, isReversed: false };
  return isReversed ? { by: 'importance', isReversed: false } : { by, isReversed: true };
}

/**
 * Reports, one line each. Only the visible lines exist, so thousands scroll as lightly as ten. One line is in the order of
 * the Tab key; the arrow keys, Page up, Page down, Home and End move it, Enter opens it, Space selects it.
 */
export function ReportTable({ lines, view, now, isReturn, onLook, onOpen }: ReportTableProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const frame = useRef<HTMLDivElement>(null);
  const wantsFocus = useRef(isReturn);
  const { active: activeId, selected, sort } = view;
  const isNarrow = (frame.current?.clientWidth ?? narrowWidth + 1) <= narrowWidth;
  const height = isNarrow ? narrowLineHeight : lineHeight;
  const last = lines.length - 1;
  const active = Math.max(
    0,
    lines.findIndex(({ file }) => file.id === activeId),
  );
  const rangeExtractor = useMemo(() => visibleWith(active), [active]);
  const virtualizer = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    getItemKey: (index) => lines[index]?.file.id ?? index,
    overscan,
    rangeExtractor,
    initialOffset: view.scrolled,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the height of all lines is measured anew when it changes
  useLayoutEffect(() => virtualizer.measure(), [height]);
  const scrolled = useRef(view.scrolled);
  useLayoutEffect(() => {
    if (scroller.current !== null) scroller.current.scrollTop = scrolled.current;
    return () => onLook({ scrolled: scrolled.current });
  }, [onLook]);
  useEffect(() => {
    if (!wantsFocus.current) return;
    // The lines are drawn once the table knows how much room it has.
    const line = scroller.current?.querySelector<HTMLElement>(`[data-index="${active}"]`) ?? null;
    if (line === null) return;
    wantsFocus.current = false;
    line.focus({ preventScroll: true });
  });

  const focus = useCallback((id: number) => onLook({ active: id }), [onLook]);
  const select = useCallback(
    (id: number): void => {
      const next = new Set(selected);
      if (!next.delete(id)) next.add(id);
      onLook({ selected: next });
    },
    [selected, onLook],
  );
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const isHead = event.target instanceof Element && event.target.closest('[role="columnheader"]') !== null;
    const line = lines[active];
    if (isHead || line === undefined) return;
    const index = lineAfter(event.key, active, last);
    if (index !== null) {
      event.preventDefault();
      wantsFocus.current = true;
      focus(lines[index]?.file.id ?? line.file.id);
      virtualizer.scrollToIndex(index);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      onOpen(line.file.id);
    } else if (event.key === ' ') {
      event.preventDefault();
      select(line.file.id);
    }
  };

  return (
    <Box
      role="grid"
      ref={frame}
      aria-label={texts.label}
      aria-description={texts.keys}
      aria-multiselectable
      aria-readonly
      aria-rowcount={lines.length + 1}
      onKeyDown={onKeyDown}
      sx={lineFrame}
    >
      <Head sort={sort} onSort={(by) => onLook({ sort: nextSort(sort, by), scrolled: 0 })} />
      <LineScroller
        scroller={scroller}
        tallest="max(14rem, calc(100vh - 330px))"
        height={virtualizer.getTotalSize()}
        onScrolled={(top) => {
          scrolled.current = top;
        }}
      >
        {virtualizer.getVirtualItems().map(({ index, key, start }) => {
          const line = lines[index];
          return line === undefined ? null : (
            <Line
              key={key}
              line={line}
              index={index}
              start={start}
              height={height}
              now={now}
              isActive={index === active}
              isSelected={selected.has(line.file.id)}
              onFocus={focus}
              onOpen={onOpen}
              onSelect={select}
            />
          );
        })}
      </LineScroller>
      {lines.length === 0 ? <Box sx={{ padding: 2, ...quiet }}>{texts.none}</Box> : null}
    </Box>
  );
}
