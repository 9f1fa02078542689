import {
  fileStandings,
  isAccepted,
  keyStandings,
  type ListedReport,
  withChangedKeys,
} from '../../shared/report/report-list.ts';
import { worstFirst } from '../../shared/words/verdict.ts';
import type { CheckedFile } from './verify-state.ts';

/** What a list is narrowed to by one press. */
export const listFilters = [
  'all',
  'refused',
  'key-changed',
  'key-unknown',
  'not-ready',
  'old',
  'unread',
] as const;
export type ListFilter = (typeof listFilters)[number];

/** What a list can be sorted by; `importance` is what needs somebody first. */
export const sortKeys = [
  'importance',
  'standing',
  'key',
  'about',
  'roles',
  'phase',
  'at',
  'verdict',
  'failed',
] as const;
export type SortKey = (typeof sortKeys)[number];

export type Sort = { readonly by: SortKey; readonly isReversed: boolean };

/** How somebody looks at a list: kept while something else is shown. */
export type ListView = {
  readonly filter: ListFilter;
  /** Words that must all occur. */
  readonly words: string;
  readonly sort: Sort;
  /** The line that the keyboard is at; null for the first. */
  readonly active: number | null;
  readonly selected: ReadonlySet<number>;
  /** How far it is scrolled, in CSS pixels. */
  readonly scrolled: number;
};

export const firstView: ListView = {
  filter: 'all',
  words: '',
  sort: { by: 'importance', isReversed: false },
  active: null,
  selected: new Set(),
  scrolled: 0,
};

/** One line of the table: a file, and what is known of it; null while that is nothing. */
export type ListLine = { readonly file: CheckedFile; readonly row: ListedReport | null };

/** After how many days a report is called old. */
export const oldAfterDays = 14;

const dayMs = 24 * 3_600_000;

/** How many whole days old a report is; 0 where that is not known. */
export const ageDays = ({ at }: Pick<ListedReport, 'at'>, now: number): number =>
  at === null ? 0 : Math.max(0, Math.floor((now - Date.parse(at)) / dayMs));

const rowOf = ({ status }: CheckedFile): ListedReport | null =>
  status.kind === 'checked' ? status.row : null;

const linesMade = new WeakMap<CheckedFile, ListLine>();

/** The line of a file: the same one as before where nothing of it has changed, so that it need not be drawn again. */
function lineOf(file: CheckedFile, row: ListedReport | null): ListLine {
  const before = linesMade.get(file);
  if (before?.row === row) return before;
  const made = { file, row };
  linesMade.set(file, made);
  return made;
}

/** The lines of a list, in the order in which the files came. */
export function listLines(files: readonly CheckedFile[]): readonly ListLine[] {
  const rows = withChangedKeys(files.flatMap((file) => rowOf(file) ?? []));
  let next = 0;
  return files.map((file) => {
    if (file.status.kind !== 'checked') return lineOf(file, null);
    const row = rows[next] ?? null;
    next += 1;
    return lineOf(file, row);
  });
}

function fits({ file, row }: ListLine, filter: ListFilter, now: number): boolean {
  switch (filter) {
    case 'all':
      return true;
    case 'refused':
      return row !== null && !isAccepted(row);
    case 'key-changed':
      return row?.key === 'changed' && isAccepted(row);
    case 'key-unknown':
      return row !== null && isAccepted(row) && (row.key === 'unknown' || row.key === 'not-accepted');
    case 'not-ready':
      return row?.verdict === 'fail';
    case 'old':
      return row !== null && ageDays(row, now) > oldAfterDays;
    case 'unread':
      return file.status.kind === 'failed';
  }
}

/** How many lines each filter leaves; those that leave none are left out, but for `all`. */
export function filterCounts(
  lines: readonly ListLine[],
  now: number,
): readonly { readonly filter: ListFilter; readonly count: number }[] {
  return listFilters
    .map((filter) => ({ filter, count: lines.filter((line) => fits(line, filter, now)).length }))
    .filter(({ filter, count }) => filter === 'all' || count > 0);
}

/** Everything that the search looks at, in lower case. */
function searched({ file, row }: ListLine): string {
  const parts =
    row === null
      ? [file.name]
      : [file.name, row.about, row.roles, row.signer, row.fingerprint, row.detail, row.standing];
  return parts.join('\n').toLowerCase();
}

/** How much a line needs somebody: refused first, then changed keys, unknown keys, and what failed most. */
function importance({ file, row }: ListLine): readonly number[] {
  if (row === null) return [file.status.kind === 'failed' ? 0 : 5, 0, 0];
  if (!isAccepted(row)) return [0, fileStandings.indexOf(row.standing), 0];
  const isKnown = row.key === 'known';
  const key = row.key === 'changed' ? 1 : isKnown ? 3 : 2;
  const verdict = row.verdict === null ? worstFirst.length : worstFirst.indexOf(row.verdict);
  return [key, verdict, -(row.failed ?? 0)];
}

type Rank = readonly (number | string)[];

const rankOf = (list: readonly string[], value: string): Rank => [list.indexOf(value)];

/** Where a line stands by a column; null where it has nothing there, so that it comes last whichever way it is sorted. */
function rankBy(line: ListLine, by: SortKey): Rank | null {
  const { row } = line;
  if (by === 'importance') return importance(line);
  if (row === null) return null;
  switch (by) {
    case 'standing':
      return rankOf(fileStandings, row.standing);
    case 'key':
      return isAccepted(row) ? [keyStandings.indexOf(row.key), row.signer ?? ''] : null;
    case 'about':
      return row.about === '' ? null : [row.about];
    case 'roles':
      return row.roles === '' ? null : [row.roles];
    case 'phase':
      return row.phase === null ? null : [row.phase];
    case 'at':
      return row.at === null ? null : [-Date.parse(row.at)];
    case 'verdict':
      return row.verdict === null ? null : rankOf(worstFirst, row.verdict);
    case 'failed':
      return row.failed === null ? null : [-row.failed];
  }
}

const compareText = new Intl.Collator('en', { numeric: true }).compare;

function compareRanks(left: Rank, right: Rank): number {
  for (const [index, value] of left.entries()) {
    const other = right[index];
    if (other === undefined || value === other) continue;
    if (typeof value === 'number' && typeof other === 'number') return value < other ? -1 : 1;
    const order = compareText(String(value), String(other));
    if (order !== 0) return order;
  }
  return 0;
}

/** Compares two lines by a column, and those that have nothing there behind the others. */
function compareLines(left: Rank | null, right: Rank | null, isReversed: boolean): number {
  if (left === null || right === null) return (left === null ? 1 : 0) - (right === null ? 1 : 0);
  return (isReversed ? -1 : 1) * compareRanks(left, right);
}

/** The lines that somebody sees, in the order that was chosen; by name, then as they came, among equals. */
export function shownLines(
  lines: readonly ListLine[],
  { filter, words, sort }: Pick<ListView, 'filter' | 'words' | 'sort'>,
  now: number,
): readonly ListLine[] {
  const wanted = words
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  const kept = lines.filter(
    (line) => fits(line, filter, now) && wanted.every((word) => searched(line).includes(word)),
  );
  const ranked = kept.map((line, place) => ({
    line,
    place,
    rank: rankBy(line, sort.by),
    name: line.row?.about ?? line.file.name,
  }));
  ranked.sort(
    (left, right) =>
      compareLines(left.rank, right.rank, sort.isReversed) ||
      compareText(left.name, right.name) ||
      left.place - right.place,
  );
  return ranked.map(({ line }) => line);
}

/** Whether a report may go into an environment without anybody being asked: not refused, and of no changed key. */
export const isMergeable = ({ row }: ListLine): boolean =>
  row !== null && isAccepted(row) && row.key !== 'changed';

/** What is merged: what was selected, else everything that may be. */
export function toMerge(lines: readonly ListLine[], selected: ReadonlySet<number>): readonly ListLine[] {
  const chosen = lines.filter(({ file }) => selected.has(file.id));
  return (chosen.length === 0 ? lines : chosen).filter(isMergeable);
}

/** The two reports that are compared, the older one first; null unless just two of machines are selected. */
export function toCompare(
  lines: readonly ListLine[],
  selected: ReadonlySet<number>,
): readonly [ListLine, ListLine] | null {
  const [first, second, ...more] = lines
    .filter(({ file, row }) => selected.has(file.id) && row !== null && isAccepted(row) && row.kind === 'run')
    .sort((left, right) => (left.row?.at ?? '').localeCompare(right.row?.at ?? ''));
  return first === undefined || second === undefined || more.length > 0 || selected.size !== 2
    ? null
    : [first, second];
}

/** What a list says in one line: how many of what. */
export type ListSummary = {
  readonly total: number;
  readonly refused: number;
  readonly changed: number;
  readonly unknown: number;
  readonly failed: number;
  readonly good: number;
};

/** How many files of a list are what. */
export function summaryOf(lines: readonly ListLine[]): ListSummary {
  const count = (filter: ListFilter): number => lines.filter((line) => fits(line, filter, 0)).length;
  return {
    total: lines.length,
    refused: count('refused'),
    changed: count('key-changed'),
    unknown: count('key-unknown'),
    failed: count('unread'),
    good: lines.filter(({ row }) => row !== null && isAccepted(row) && row.key === 'known').length,
  };
}
