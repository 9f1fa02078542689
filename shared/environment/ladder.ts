import { findingWord } from '../causes/cause-sentences.ts';
import { placeWords } from '../profile/roles.ts';
import { groupsByKey } from '../words/groups-by-key.ts';
import { worstFirst } from '../words/verdict.ts';
import { type CellLook, legendOf, lookOf } from './cell-look.ts';
import { conclusion, destinationWords } from './connection-words.ts';
import type { Connection, EnvironmentResult } from './environment-result.ts';
import { cellText, machinesText } from './environment-sentences.ts';
import { isDisagreement } from './judge-connection.ts';
import { type MatrixCell, shortNames } from './matrix.ts';
import { noteKey } from './pair-cells.ts';

/** One connection between two servers, drawn as a wire between what both of them say. */
export type Rung = {
  /** The end that accepts: where the wire's arrow points. */
  readonly towards: 'left' | 'right';
  readonly port: string;
  readonly requirements: string;
  readonly look: CellLook;
  /** Whether the wire breaks at its mark, and nothing goes on. */
  readonly isBroken: boolean;
  readonly left: string;
  readonly right: string;
  /** What somebody reads who does not see the wire. */
  readonly text: string;
};

/** What stands over one side of the ladder. */
export type LadderEnd = { readonly name: string; readonly detail: string };

/** Both directions between two servers, one wire for each connection; what the picture of an environment of two is. */
export type Ladder = {
  readonly heading: string;
  /** What stands over the wires. */
  readonly wires: string;
  readonly left: LadderEnd;
  readonly right: LadderEnd;
  readonly directions: readonly { readonly title: string; readonly rungs: readonly Rung[] }[];
  /** Connections with everybody else, those together that say the same. */
  readonly outside: {
    readonly heading: string;
    readonly rows: readonly { readonly look: CellLook; readonly text: string }[];
  };
  readonly legend: ReturnType<typeof legendOf>;
  /** In which time the instants are told. */
  readonly note: string;
};

/** The time of day of an instant to the second. */
const clockText = (instant: string): string => instant.slice(11, 19);

const tookText = (ms: number): string =>
  ms < 1000 ? `${Math.max(1, Math.round(ms))} ms` : `${(ms / 1000).toFixed(1)} s`;

/** What the end says that opens a connection, with how long it took or when it failed. */
function sourceText({ source }: Connection): string {
  if (source === undefined) return 'no report';
  const { verdict, finding, outcome, durationMs, at } = source;
  const when = at === undefined ? '' : ` at ${clockText(at)}`;
  if (verdict === 'pass' || verdict === 'warn') {
    const took = durationMs === undefined ? '' : ` in ${tookText(durationMs)}`;
    return finding === 'open' || finding === 'proven' ? `answered${took}` : `${findingWord(finding)}${took}`;
  }
  const after = outcome === 'timeout' && durationMs !== undefined ? ` after ${tookText(durationMs)}` : '';
  return `${findingWord(finding)}${after}${when}`;
}

/** What the end says that accepts a connection. */
function destinationText({ destination, to }: Connection, { machines }: EnvironmentResult): string {
  if (destination === undefined)
    return machines[to]?.inputs.length === 0 ? 'no report' : 'says nothing about it';
  const { says, at, from } = destination;
  if (says === 'came' && at !== undefined)
    return `reached${from === undefined ? '' : ` from ${from}`} at ${clockText(at)}`;
  return destinationWords[says];
}

/** A connection as the cell that it alone would be. */
function cellOf(connection: Connection, index: number, { machines, inputs }: EnvironmentResult): MatrixCell {
  const { verdict, basis, severity, cause, from, to } = connection;
  const isStale = (machine: number): boolean =>
    machines[machine]?.inputs.some((input) =>
      inputs[input]?.remarks.some(({ kind }) => kind === 'out-of-date'),
    ) === true;
  return {
    verdict,
    isRehearsed: basis === 'rehearsal',
    isMonitoringOnly: verdict === 'fail' && severity !== 'required',
    disagrees: isDisagreement(connection),
    spoke: null,
    cause: cause ?? null,
    note: noteKey(connection) === null ? null : '',
    isOutOfDate: isStale(from) || isStale(to),
    isMissing: verdict === 'not-testable-here' && machines[from]?.inputs.length === 0,
    pairs: 1,
    alike: 1,
    connections: [index],
  };
}

type Indexed = { readonly connection: Connection; readonly index: number };

function rungOf({ connection, index }: Indexed, left: number, result: EnvironmentResult): Rung {
  const { from, port, requirements, verdict } = connection;
  const isFromLeft = from === left;
  const [opens, accepts] = [sourceText(connection), destinationText(connection, result)];
  const cell = cellOf(connection, index, result);
  const portText = port === null ? '' : String(port);
  return {
    towards: isFromLeft ? 'right' : 'left',
    port: portText,
    requirements: requirements.join(' '),
    look: lookOf(cell),
    isBroken: verdict === 'fail' && !cell.disagrees,
    left: isFromLeft ? opens : accepts,
    right: isFromLeft ? accepts : opens,
    text: `Port ${portText === '' ? 'unknown' : portText}, ${requirements.join(', ')}. ${cellText(cell, result.causes.length)}. ${conclusion(connection)}.`,
  };
}

function endOf(machine: number, name: string, { machines }: EnvironmentResult): LadderEnd {
  const { roles = [], addresses = [], inputs = [] } = machines[machine] ?? {};
  return {
    name,
    detail: [
      roles.map((role) => placeWords[role]).join(', '),
      ...addresses.slice(0, 1),
      ...(inputs.length === 0 ? ['no report'] : []),
    ].join(' · '),
  };
}

/** Connections with others, those together that say the same of the same ports. */
function outsideRows(others: readonly Indexed[], result: EnvironmentResult): Ladder['outside']['rows'] {
  const cells = others.map(({ connection, index }) => ({
    connection,
    cell: cellOf(connection, index, result),
  }));
  type Shown = (typeof cells)[number];
  const same = ({ connection: { verdict, decision }, cell }: Shown): string =>
    JSON.stringify([lookOf(cell), verdict, decision]);
  const byPair = [
    ...groupsByKey(cells, (one) => `${same(one)} ${one.connection.from} ${one.connection.to}`).values(),
  ];
  const portsOf = (own: readonly Shown[]): string =>
    [...new Set(own.flatMap(({ connection: { port } }) => port ?? []))].sort((a, b) => a - b).join(' ');
  const first = (own: readonly Shown[]): Shown => {
    const [one] = own;
    if (one === undefined) throw new RangeError('a group of connections is empty');
    return one;
  };
  const bySource = groupsByKey(
    byPair,
    (own) => `${same(first(own))} ${first(own).connection.to} ${portsOf(own)}`,
  );
  const told = [...bySource.values()].map((pairs) => ({
    like: first(pairs[0] ?? []),
    ports: portsOf(pairs[0] ?? []),
    from: pairs.map((own) => first(own).connection.from),
    to: first(pairs[0] ?? []).connection.to,
  }));
  const byEnds = groupsByKey(told, ({ like, ports, from }) => `${same(like)} ${ports} ${from.join()}`);
  return [...byEnds.values()]
    .flatMap((own) => {
      const [like] = own;
      return like === undefined ? [] : [{ ...like, to: own.map(({ to }) => to) }];
    })
    .sort(
      (left, right) =>
        worstFirst.indexOf(left.like.cell.verdict) - worstFirst.indexOf(right.like.cell.verdict),
    )
    .map(({ like, ports, from, to }) => ({
      look: lookOf(like.cell),
      text: `${machinesText(result, from)} to ${machinesText(result, to)}${ports === '' ? '' : `: ${ports}`}. ${cellText(like.cell, result.causes.length)}`,
    }));
}

/** The two servers of an environment that has no more of its own; null where it has. */
function pairOf({ machines }: EnvironmentResult): readonly [number, number] | null {
  const own = machines.flatMap(({ expects }, index) => (expects === 'report' ? [index] : []));
  const [left, right, more] = own;
  return left === undefined || right === undefined || more !== undefined ? null : [left, right];
}

/**
 * An environment of two servers as a ladder: a wire for each connection between them, broken where it failed, with the words
 * of each end at its side, and everything else below. Null where there are fewer or more servers: then the matrix is the
 * picture. Pure, and drawn on screen and on paper alike.
 */
export function ladderOf(result: EnvironmentResult): Ladder | null {
  const pair = pairOf(result);
  if (pair === null) return null;
  const [left, right] = pair;
  const names = shortNames(result.machines);
  const [here = '', there = ''] = [names[left], names[right]];
  const all = result.connections.map((connection, index): Indexed => ({ connection, index }));
  const between = (from: number, to: number): readonly Rung[] =>
    all
      .filter(({ connection }) => connection.from === from && connection.to === to)
      .map((one) => rungOf(one, left, result));
  const isBetween = ({ connection: { from, to } }: Indexed): boolean =>
    (from === left && to === right) || (from === right && to === left);
  return {
    heading: 'What the two servers say of each other',
    wires: 'port and requirements',
    left: endOf(left, here, result),
    right: endOf(right, there, result),
    directions: [
      { title: `${here} opens, ${there} accepts`, rungs: between(left, right) },
      { title: `${there} opens, ${here} accepts`, rungs: between(right, left) },
    ].filter(({ rungs }) => rungs.length > 0),
    outside: {
      heading: 'Outside the pair',
      rows: outsideRows(
        all.filter((one) => !isBetween(one)),
        result,
      ),
    },
    legend: legendOf(all.map(({ connection, index }) => cellOf(connection, index, result))),
    note: 'Times of day are in UTC. A wire ends at its mark where the connection does not come about.',
  };
}
