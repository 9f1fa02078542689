import { findingWord } from '../causes/cause-sentences.ts';
import { groupsByKey } from '../words/groups-by-key.ts';
import { conclusion, destinationWords } from './connection-words.ts';
import { endsOf } from './connections.ts';
import { matrixDrawing } from './environment-model.ts';
import type { Connection, EnvironmentResult, OneEnvironment } from './environment-result.ts';
import { bandTexts, environmentCauseTexts, inputRemark } from './environment-sentences.ts';
import type { EnvironmentView, PairView, WayView } from './environment-view.ts';
import { environmentsOf } from './environments-of.ts';
import { ladderOf } from './ladder.ts';
import { type Matrix, type MatrixLine, matrixOf, shortNames } from './matrix.ts';

/** How many columns of single servers a window has room for beside the steps. */
const screenColumns = 24;

/** How many ways of each direction are told one by one. */
const mostWays = 8;

const nameOf = ({ id, label }: MatrixLine): string => id ?? label;

function wayOf(connection: Connection, names: readonly string[]): WayView {
  const { from, to, port, requirements, verdict, source, destination, cause } = connection;
  return {
    from: names[from] ?? '',
    to: names[to] ?? '',
    port,
    requirements,
    verdict,
    source: source === undefined ? null : findingWord(source.finding),
    destination: destination === undefined ? null : destinationWords[destination.says],
    so: conclusion(connection),
    cause: cause === undefined ? null : cause + 1,
  };
}

function pairsOf(matrix: Matrix, { connections, machines }: OneEnvironment): EnvironmentView['pairs'] {
  const names = shortNames(machines);
  const byEnds = groupsByKey([...connections.keys()], (index) => {
    const connection = connections[index];
    return connection === undefined ? -1 : endsOf(connection);
  });
  const between = (from: MatrixLine, to: MatrixLine): readonly number[] =>
    from.group.machines
      .flatMap((one) =>
        to.group.machines.flatMap((other) => byEnds.get(endsOf({ from: one, to: other })) ?? []),
      )
      .sort((left, right) => left - right);
  const told = (indexes: readonly number[]): PairView['there'] => ({
    ways: indexes.slice(0, mostWays).flatMap((index) => {
      const connection = connections[index];
      return connection === undefined ? [] : [wayOf(connection, names)];
    }),
    count: indexes.length,
  });
  return matrix.rows.flat().map((from, row) =>
    matrix.columns.map((to, column): PairView | null => {
      const cell = matrix.cells[row]?.[column] ?? null;
      if (cell === null || cell === 'itself') return null;
      return {
        from: nameOf(from),
        to: nameOf(to),
        there: told(cell.connections),
        back: told(between(to, from)),
      };
    }),
  );
}

function remarksOf(result: OneEnvironment): EnvironmentView['remarks'] {
  const noted = result.inputs
    .filter(({ use }) => use !== 'other-environment')
    .map((input) => ({ host: input.hostname, text: inputRemark(input, result) }))
    .filter((one) => one.text !== '');
  return [...groupsByKey(noted, (one) => one.text)].map(([remark, own]) => ({
    text: remark,
    hosts: own.map(({ host }) => host),
  }));
}

function viewOf(result: OneEnvironment): EnvironmentView {
  const matrix = matrixOf(result, { mostColumns: screenColumns });
  const { sentence, detail } = bandTexts(result);
  return {
    name: result.environment.name,
    verdict: result.verdict,
    sentence,
    detail,
    causes: environmentCauseTexts(result),
    matrix: matrixDrawing(matrix, result),
    ladder: ladderOf(result),
    pairs: pairsOf(matrix, result),
    reports: result.inputs.length,
    remarks: remarksOf(result),
  };
}

/** What a page shows of each environment of a result, in their order. */
export const environmentViews = (result: EnvironmentResult): readonly EnvironmentView[] =>
  environmentsOf(result).map(viewOf);
