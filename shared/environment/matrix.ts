import { isAddress } from '../profile/host.ts';
import type { Place } from '../profile/roles.ts';
import { hostRanges } from '../report/host-ranges.ts';
import { groupsByKey } from '../words/groups-by-key.ts';
import { type Verdict, worstVerdict } from '../words/verdict.ts';
import { type Block, blocksOf } from './blocks.ts';
import type { Connection, EnvironmentMachine, EnvironmentResult } from './environment-result.ts';
import { foldMachines, type MachineGroup } from './fold-machines.ts';
import { isDisagreement } from './judge-connection.ts';
import { noteKey, type PairCell, pairCellsOf } from './pair-cells.ts';

/** What one cell shows: a way, or the ways between two groups. Everything that is drawn of it differs in grey too. */
export type MatrixCell = {
  readonly verdict: Verdict;
  /** Whether a listener stood in for the service: the tick is hollow. */
  readonly isRehearsed: boolean;
  readonly isMonitoringOnly: boolean;
  /** Whether both ends tell different things. */
  readonly disagrees: boolean;
  readonly spoke: PairCell['spoke'];
  /** The place of its cause among the causes; null where it has none. */
  readonly cause: number | null;
  /** The letter of its note; null where it has none. */
  readonly note: string | null;
  /** Whether a report that it rests on is out of date. */
  readonly isOutOfDate: boolean;
  /** Whether it waits for a report of its row. */
  readonly isMissing: boolean;
  /** How many pairs it stands for, and how many of them have its verdict and its cause. */
  readonly pairs: number;
  readonly alike: number;
  /** Its connections by their places in the result; of many, those with its verdict first. */
  readonly connections: readonly number[];
};

/** A row or a column: one machine, or several that read the same. */
export type MatrixLine = {
  readonly group: MachineGroup;
  /** `F2` for one of several groups of a place; null where its name says it. */
  readonly id: string | null;
  /** A name, a range of names, or how many there are. */
  readonly label: string;
};

export type MatrixColumn = MatrixLine & { readonly block: number };

/** A block with the columns that stand in it. */
export type MatrixBlock = Block & { readonly columns: readonly MatrixColumn[] };

/** What is to be known of ways that were reached, but: the letter that stands in their cells. */
export type MatrixNote = {
  readonly letter: string;
  /** What the source found; null where the ends' disagreement is what is noted. */
  readonly finding: string | null;
  /** The only machine that the ways begin at, and the only one that they lead to; null where there are several. */
  readonly from: number | null;
  readonly to: number | null;
  /** The address that they were seen to come from; null where that is not what is noted. */
  readonly seenAs: string | null;
  readonly pairs: number;
};

/** The published table, unfolded: row opens, column accepts. */
export type Matrix = {
  readonly blocks: readonly MatrixBlock[];
  readonly columns: readonly MatrixColumn[];
  /** Rows in groups of one place each. */
  readonly rows: readonly (readonly MatrixLine[])[];
  /** By row and column; `itself` for one machine to itself, null where nothing is required. */
  readonly cells: readonly (readonly (MatrixCell | 'itself' | null)[])[];
  readonly notes: readonly MatrixNote[];
  /** Whether machines stand together. */
  readonly isFolded: boolean;
};

/** How a matrix is laid out: by what reads the same as soon as there are more columns than have room. */
export type MatrixOptions = { readonly mostColumns: number };

const letters = 'abcdefghijklmnopqrstuvwxyz';

const letterOf = (index: number): string =>
  index < letters.length
    ? (letters[index] ?? '')
    : `${letters[index % letters.length]}${Math.floor(index / letters.length)}`;

const only = (machines: readonly number[]): number | null =>
  new Set(machines).size === 1 ? (machines[0] ?? null) : null;

function notesOf(
  cells: readonly PairCell[],
  connections: readonly Connection[],
): { readonly notes: readonly MatrixNote[]; readonly letters: ReadonlyMap<string, string> } {
  const noted = groupsByKey(
    cells.filter(({ note }) => note !== null),
    ({ note }) => note ?? '',
  );
  const lettersOf = new Map([...noted.keys()].map((key, index) => [key, letterOf(index)]));
  const notes = [...noted].map(([key, own]): MatrixNote => {
    const first = own[0]?.connections
      .flatMap((index) => connections[index] ?? [])
      .find((connection) => noteKey(connection) === key);
    const source = first?.source;
    return {
      letter: lettersOf.get(key) ?? '',
      finding: first === undefined || isDisagreement(first) ? null : (source?.finding ?? null),
      from: only(own.map(({ from }) => from)),
      to: only(own.map(({ to }) => to)),
      seenAs: first !== undefined && isDisagreement(first) ? null : (source?.seenAs ?? null),
      pairs: own.length,
    };
  });
  return { notes, letters: lettersOf };
}

/** The domain that most names end with, with its dot; empty where they have none. */
function commonDomain(machines: readonly EnvironmentMachine[]): string {
  const counts = new Map<string, number>();
  for (const { name } of machines) {
    const dot = isAddress(name) ? -1 : name.indexOf('.');
    if (dot > 0) counts.set(name.slice(dot), (counts.get(name.slice(dot)) ?? 0) + 1);
  }
  const [best] = [...counts].sort(([a, left], [b, right]) => right - left || (a < b ? -1 : 1));
  return best?.[0] ?? '';
}

/** Names without the domain that most of them share, as long as two are not the same then. */
export function shortNames(machines: readonly EnvironmentMachine[]): readonly string[] {
  const domain = commonDomain(machines);
  const cut = machines.map(({ name }) =>
    domain !== '' && name.endsWith(domain) ? name.slice(0, -domain.length) : name,
  );
  const counts = new Map<string, number>();
  for (const name of cut) counts.set(name, (counts.get(name) ?? 0) + 1);
  return cut.map((name, index) => (counts.get(name) === 1 ? name : (machines[index]?.name ?? name)));
}

const idLetters: Readonly<Partial<Record<Place, string>>> = {
  controller: 'C',
  'front-end': 'F',
  lifetime: 'L',
  'container-runtime': 'R',
  database: 'D',
  cache: 'M',
};

/** Machines of a group in few words: the only one, a range, or how many. */
function labelOf({ machines }: MachineGroup, names: readonly string[]): string {
  const own = machines.map((machine) => names[machine] ?? '');
  const [only, ...others] = own;
  if (only === undefined || others.length === 0) return only ?? '';
  const ranges = hostRanges(own);
  return ranges.length === 1 ? (ranges[0]?.text ?? '') : String(own.length);
}

/** Every group with its id, where a place has several and one of them is no single machine. */
function linesOf(groups: readonly MachineGroup[], names: readonly string[]): readonly MatrixLine[] {
  const ofPlace = groupsByKey(groups, ({ place }) => place);
  return groups.map((group) => {
    const own = ofPlace.get(group.place) ?? [];
    const isGrouped = own.length > 1 && own.some(({ machines }) => machines.length > 1);
    return {
      group,
      id: isGrouped ? `${idLetters[group.place] ?? 'G'}${own.indexOf(group) + 1}` : null,
      label: labelOf(group, names),
    };
  });
}

const isLogin = ({ kind }: Block): boolean => kind === 'login';

type Gathered = { readonly cells: PairCell[] };

function cellOf(
  { cells }: Gathered,
  lettersOf: ReadonlyMap<string, string>,
  isStale: (machine: number) => boolean,
  isMissing: boolean,
): MatrixCell {
  const verdict = worstVerdict(cells.map((cell) => cell.verdict));
  const deciding = cells.filter((cell) => cell.verdict === verdict);
  const required = deciding.filter(({ isMonitoringOnly }) => !isMonitoringOnly);
  const shown = required.length > 0 ? required : deciding;
  const causes = groupsByKey(shown, ({ cause }) => cause);
  const [cause = null] =
    [...causes].sort(([a, left], [b, right]) => right.length - left.length || (a ?? 0) - (b ?? 0))[0] ?? [];
  const alike = deciding.filter((one) => one.cause === cause || one.cause === null);
  const note = cells.map((one) => one.note).find((key) => key !== null) ?? null;
  const rest = cells.filter((one) => one.verdict !== verdict);
  return {
    verdict,
    isRehearsed: deciding.some(({ isRehearsed }) => isRehearsed),
    isMonitoringOnly: verdict === 'fail' && required.length === 0,
    disagrees: shown.some(({ disagrees }) => disagrees),
    spoke: shown.map(({ spoke }) => spoke).find((end) => end !== null) ?? null,
    cause,
    note: note === null || (verdict !== 'pass' && verdict !== 'warn') ? null : (lettersOf.get(note) ?? null),
    isOutOfDate: cells.every(({ from, to }) => isStale(from) || isStale(to)),
    isMissing: isMissing && verdict === 'not-testable-here',
    pairs: cells.length,
    alike: verdict === 'fail' ? alike.length : deciding.length,
    connections: [...deciding, ...rest].flatMap(({ connections }) => connections),
  };
}

/** How many groups of one place have room, and are told apart at least and at most. */
const groupsTold = { least: 3, most: 12 } as const;

/** How many groups of front-ends there is room for beside one column for every other block. */
function groupsThatFit(blocks: readonly Block[], mostColumns: number): number {
  const own = blocks.filter(({ place }) => place === 'front-end').length;
  const free = Math.floor((mostColumns - (blocks.length - own)) / Math.max(1, own));
  return Math.min(groupsTold.most, Math.max(groupsTold.least, free));
}

/**
 * The matrix of an environment: a block for each kind of port at each kind of place, with a column for each machine there, or
 * for each group of machines that read the same where there are more columns than have room. Pure, and drawn on screen and
 * on paper alike.
 */
export function matrixOf(result: EnvironmentResult, { mostColumns }: MatrixOptions): Matrix {
  const pairs = pairCellsOf(result);
  const blocks = blocksOf(result.connections);
  const ends = new Map<number, Set<number>>();
  for (const { block, to } of pairs) ends.set(block, (ends.get(block) ?? new Set()).add(to));
  const singles = [...blocks].reduce(
    (sum, [key, block]) => sum + (isLogin(block) ? 1 : (ends.get(key)?.size ?? 0)),
    0,
  );
  const isFolded = singles > mostColumns;
  const groups = foldMachines(
    result,
    pairs,
    (place) => isFolded && place !== 'outsystems-cloud',
    groupsThatFit([...blocks.values()], mostColumns),
  );
  const names = shortNames(result.machines);
  const lines = linesOf(groups, names);
  const lineOf = result.machines.map(() => 0);
  for (const [index, { group }] of lines.entries())
    for (const machine of group.machines) lineOf[machine] = index;
  const matrixBlocks = [...blocks].map(([key, block], number): MatrixBlock => {
    const own = ends.get(key) ?? new Set();
    return { ...block, columns: columnsOf(block, number, own, lines, names, isFolded) };
  });
  const columns = matrixBlocks.flatMap((block) => block.columns);
  const columnAt = columnIndex([...blocks.keys()], columns);
  const gathered = new Map<number, Gathered>();
  for (const pair of pairs) {
    const row = lineOf[pair.from] ?? 0;
    const column = columnAt(pair.block, pair.to);
    if (column === null) continue;
    const key = row * columns.length + column;
    const cell = gathered.get(key);
    if (cell === undefined) gathered.set(key, { cells: [pair] });
    else cell.cells.push(pair);
  }
  const { notes, letters: lettersOf } = notesOf(pairs, result.connections);
  const stale = new Set(lines.flatMap(({ group }) => (group.isOutOfDate ? group.machines : [])));
  const asking = new Set(pairs.map(({ from }) => lineOf[from] ?? 0));
  const shownRows = lines.map((line, index) => ({ line, index })).filter(({ index }) => asking.has(index));
  const cells = shownRows.map(({ line, index }) =>
    columns.map((column, at) => {
      const found = gathered.get(index * columns.length + at);
      if (found !== undefined)
        return cellOf(found, lettersOf, (machine) => stale.has(machine), line.group.isMissing);
      const isSame = line.group.machines.length === 1 && column.group.machines.length === 1;
      const isAsked = columns.some(
        (other, place) => other.block === column.block && gathered.has(index * columns.length + place),
      );
      return isSame && isAsked && line.group.machines[0] === column.group.machines[0] ? 'itself' : null;
    }),
  );
  const rows = [
    ...groupsByKey(
      shownRows.map(({ line }) => line),
      ({ group }) => group.place,
    ).values(),
  ];
  const order = rows.flat().map((line) => shownRows.findIndex((row) => row.line === line));
  return {
    blocks: matrixBlocks,
    columns,
    rows,
    cells: order.map((row) => cells[row] ?? []),
    notes,
    isFolded,
  };
}

/** The columns of a block: those of its machines that stand together elsewhere do so here; logins are one column. */
function columnsOf(
  block: Block,
  number: number,
  ends: ReadonlySet<number>,
  lines: readonly MatrixLine[],
  names: readonly string[],
  isFolded: boolean,
): readonly MatrixColumn[] {
  const own = lines.flatMap((line): readonly MatrixColumn[] => {
    const machines = line.group.machines.filter((machine) => ends.has(machine));
    if (machines.length === 0) return [];
    const group = { ...line.group, machines };
    return [{ ...line, group, label: labelOf(group, names), block: number }];
  });
  const isOne = isLogin(block) || (isFolded && block.kind === 'cloud');
  const [first, ...others] = own;
  if (!isOne || first === undefined || others.length === 0) return own;
  const machines = own.flatMap(({ group }) => group.machines);
  const group = { ...first.group, machines, isMissing: false, isOutOfDate: false, island: null };
  return [{ group, id: null, label: String(machines.length), block: number }];
}

/** Finds the column of a machine in a block. */
function columnIndex(
  keys: readonly number[],
  columns: readonly MatrixColumn[],
): (block: number, machine: number) => number | null {
  const found = new Map<number, number>();
  for (const [index, { block, group }] of columns.entries())
    for (const machine of group.machines) found.set((keys[block] ?? 0) * 8192 + machine, index);
  return (block, machine) => found.get(block * 8192 + machine) ?? null;
}
