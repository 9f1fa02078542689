import { describe, expect, it } from 'vitest';
import type { EnvironmentResult } from '../../../../shared/environment/environment-result.ts';
import { type Matrix, type MatrixCell, matrixOf } from '../../../../shared/environment/matrix.ts';
import { pairCellsOf, readingOf } from '../../../../shared/environment/pair-cells.ts';
import { worstFirst } from '../../../../shared/words/verdict.ts';
import { farmOfTwelve, largeEnvironment } from '../../../support/drawn-environments.ts';

const wide = { mostColumns: 40 };
const narrow = { mostColumns: 22 };

/** A cell by the label or id of its row, the place and kind of its block, and the label or id of its column. */
function cellAt(matrix: Matrix, row: string, block: string, column: string): MatrixCell {
  const rows = matrix.rows.flat();
  const at = rows.findIndex(({ id, label }) => (id ?? label) === row);
  const [place, kind] = block.split(' ');
  const to = matrix.columns.findIndex((one) => {
    const own = matrix.blocks[one.block];
    return own?.place === place && own?.kind === kind && (one.id ?? one.label) === column;
  });
  const cell = matrix.cells[at]?.[to];
  if (cell === undefined || cell === null || cell === 'itself')
    throw new Error(`nothing stands at ${row}, ${block}, ${column}`);
  return cell;
}

const cellsOf = (matrix: Matrix): readonly MatrixCell[] =>
  matrix.cells.flat().filter((cell) => cell !== null && cell !== 'itself');

describe('the matrix of twelve servers', () => {
  const result = farmOfTwelve();
  const matrix = matrixOf(result, wide);

  it('has a block for each kind of port at each kind of place, and a column for each server', () => {
    expect(
      matrix.blocks.map(
        ({ place, kind, ports, columns }) => `${place} ${kind} ${ports.join(',')} ${columns.length}`,
      ),
    ).toEqual([
      'controller controller 12000 1',
      'controller web 443 1',
      'cache cache 5672 1',
      'front-end web 80,443 6',
      'front-end deployment 12001,12002 6',
      'lifetime web 80,443 1',
      'database database 1433 2',
      'server login 22,3389 1',
      'outsystems-cloud cloud 443 1',
    ]);
    expect(matrix.isFolded).toBe(false);
    expect(matrix.rows.map((rows) => rows.map(({ label }) => label))).toEqual([
      ['ctl01'],
      ['fe01', 'fe02', 'fe03', 'fe04', 'fe05', 'fe06'],
      ['lt01'],
      ['End users'],
      ['Development tools'],
      ['System operators'],
    ]);
  });

  it('shows each state', () => {
    expect(cellAt(matrix, 'fe01', 'controller controller', 'ctl01')).toMatchObject({
      verdict: 'pass',
      isRehearsed: true,
    });
    expect(cellAt(matrix, 'fe01', 'database database', 'db01')).toMatchObject({
      verdict: 'pass',
      isRehearsed: false,
    });
    const blocked = cellAt(matrix, 'fe04', 'database database', 'db01');
    expect(blocked).toMatchObject({ verdict: 'fail', isMonitoringOnly: false });
    expect(result.causes[blocked.cause ?? -1]?.source).toEqual({ kind: 'network', network: '10.1.2.0/24' });
    expect(cellAt(matrix, 'fe01', 'front-end web', 'fe06')).toMatchObject({ verdict: 'not-yet' });
    expect(cellAt(matrix, 'fe06', 'controller controller', 'ctl01')).toMatchObject({ isMissing: true });
    expect(cellAt(matrix, 'fe03', 'cache cache', 'ctl01').isOutOfDate).toBe(true);
    expect(cellAt(matrix, 'fe01', 'cache cache', 'ctl01').isOutOfDate).toBe(false);
    expect(matrix.cells[1]?.[3]).toBe('itself');
    expect(matrix.cells[0]?.[0]).toBeNull();
  });
});

describe('the matrix of two hundred servers', () => {
  const result = largeEnvironment(184);
  const matrix = matrixOf(result, narrow);

  it('puts together what reads the same, the largest first and islands apart', () => {
    const groups = matrix.rows.flat().filter(({ group }) => group.place === 'front-end');
    expect(groups.map(({ id, label }) => `${id} ${label}`)).toEqual([
      'F1 130',
      'F2 31',
      'F3 fe060',
      'F4 fe113',
      'F5 2',
      'F6 3',
      'F7 fe169-184',
    ]);
    expect(
      groups.map(({ group: { isOutOfDate, isMissing, island } }) => [isOutOfDate, isMissing, island]),
    ).toEqual([
      [false, false, 0],
      [false, false, 0],
      [false, false, 0],
      [false, false, 0],
      [true, false, 0],
      [false, true, 0],
      [false, false, 1],
    ]);
  });

  it('leaves single pairs as a part of their cell, and only these', () => {
    const parts = cellsOf(matrix).filter(({ alike, pairs }) => alike < pairs);
    expect(parts).toHaveLength(1);
    expect(parts[0]).toMatchObject({
      verdict: 'fail',
      isMonitoringOnly: true,
      cause: 4,
      alike: 1,
      pairs: 16_770,
    });
  });

  it('gives what is noted one letter', () => {
    expect(matrix.notes).toEqual([
      { letter: 'a', finding: 'proven-via', from: null, to: 60, seenAs: '10.1.250.9', pairs: 333 },
    ]);
    expect(cellAt(matrix, 'F1', 'front-end web', 'F3').note).toBe('a');
  });
});

describe.each<[string, () => EnvironmentResult, { readonly mostColumns: number }]>([
  ['twelve servers', farmOfTwelve, wide],
  ['twelve servers in little room', farmOfTwelve, { mostColumns: 8 }],
  ['forty servers', () => largeEnvironment(40), narrow],
])('%s', (_, make, options) => {
  const result = make();
  const matrix = matrixOf(result, options);

  it('have each connection in exactly one cell', () => {
    const shown = cellsOf(matrix).flatMap(({ connections }) => connections);
    expect(shown.toSorted((left, right) => left - right)).toEqual(
      result.connections.map((__, index) => index),
    );
  });

  it('read in each cell what each of its pairs reads, but for what is said to be a part', () => {
    const pairs = pairCellsOf(result);
    for (const cell of cellsOf(matrix)) {
      const own = pairs.filter(({ connections }) => cell.connections.includes(connections[0] ?? -1));
      expect(own).toHaveLength(cell.pairs);
      expect(new Set(own.map(readingOf)).size > 1 || cell.alike === cell.pairs).toBe(true);
      for (const { verdict } of own)
        expect(worstFirst.indexOf(verdict)).toBeGreaterThanOrEqual(worstFirst.indexOf(cell.verdict));
    }
  });

  it('are laid out alike when they are merged anew', () => {
    expect(matrixOf(make(), options)).toEqual(matrix);
  });
});
