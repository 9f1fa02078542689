import { describe, expect, it } from 'vitest';
import type { Connection, EnvironmentResult } from '../../../../shared/environment/environment-result.ts';
import { environmentViewsSchema } from '../../../../shared/environment/environment-view.ts';
import { environmentViews } from '../../../../shared/environment/environment-views.ts';
import { matrixOf } from '../../../../shared/environment/matrix.ts';
import { farmOfTwelve, largeEnvironment, twoServers } from '../../../support/drawn-environments.ts';
import { mergedOf } from '../../../support/merged-environments.ts';
import { severalEnvironments } from '../../../support/several-environments.ts';

const viewOf = (result: EnvironmentResult) => {
  const [view] = environmentViews(result);
  if (view === undefined) throw new Error('there is no environment');
  return view;
};

const sizeOf = (value: unknown): number => JSON.stringify(value).length;

const large = largeEnvironment(184);

describe('what a page shows of an environment', () => {
  it.each([
    ['of twelve servers', farmOfTwelve()],
    ['of two servers', twoServers()],
    ['of two hundred servers', large],
    ['that stands beside others', mergedOf(severalEnvironments().all)],
  ])('keeps to its schema and loses nothing there: one %s', (_, result) => {
    const views = environmentViews(result);
    expect(environmentViewsSchema.parse(JSON.parse(JSON.stringify(views)))).toEqual(views);
    expect(views).toHaveLength(1 + (result.others?.length ?? 0));
  });

  it('stays small where servers are many', () => {
    expect(large.connections.length).toBeGreaterThan(2000);
    expect(sizeOf(viewOf(large))).toBeLessThan(sizeOf(large) / 4);
  });

  it('tells of each cell both directions: how many ways there are, and the first of them', () => {
    const matrix = matrixOf(large, { mostColumns: 24 });
    const { pairs } = viewOf(large);
    const between = (from: readonly number[], to: readonly number[]): readonly Connection[] =>
      large.connections.filter((one) => from.includes(one.from) && to.includes(one.to));
    const cells = matrix.cells.flatMap((row, at) => row.map((cell, column) => ({ cell, at, column })));
    for (const { cell, at, column } of cells) {
      const pair = pairs[at]?.[column];
      const from = matrix.rows.flat()[at]?.group.machines ?? [];
      const to = matrix.columns[column]?.group.machines ?? [];
      if (cell === null || cell === 'itself') expect(pair).toBeNull();
      else {
        expect(pair?.there.count).toBe(cell.connections.length);
        expect(pair?.there.ways[0]?.port).toBe(large.connections[cell.connections[0] ?? -1]?.port);
        const back = between(to, from);
        expect(pair?.back.count).toBe(back.length);
        expect(pair?.back.ways.map(({ port }) => port)).toEqual(back.slice(0, 8).map(({ port }) => port));
      }
    }
    expect(cells.some(({ cell }) => cell === null)).toBe(true);
  });

  it('says of a way what each end says, and its cause as it is counted in the list', () => {
    const result = farmOfTwelve();
    const ways = viewOf(result)
      .pairs.flat()
      .flatMap((pair) => pair?.there.ways ?? []);
    const failed = ways.filter(({ verdict }) => verdict === 'fail');
    expect(failed.map(({ cause }) => cause)).toContain(1);
    expect(failed.every(({ cause }) => cause !== 0)).toBe(true);
    expect(ways).toContainEqual(
      expect.objectContaining({
        from: 'fe02',
        to: 'ctl01',
        verdict: 'fail',
        so: expect.stringMatching(/\w/),
      }),
    );
    expect(ways.some(({ source }) => source === null)).toBe(true);
  });
});
