import { describe, expect, it } from 'vitest';
import {
  type EnvironmentDrawing,
  environmentDrawing,
  type Point,
  type Rect,
} from '../../../../shared/report/environment-drawing.ts';
import type { RunResult } from '../../../../shared/run/result.ts';
import {
  cancelledResult,
  containerResult,
  failedResult,
  farmResult,
  lifetimeResult,
  passedResult,
  sampleResult,
} from '../../../support/sample-results.ts';

const samples: readonly (readonly [string, () => RunResult])[] = [
  ['one server', passedResult],
  ['front-end', failedResult],
  ['farm', farmResult],
  ['cancelled', cancelledResult],
  ['LifeTime', lifetimeResult],
  ['containers', containerResult],
  ['development tools', () => sampleResult({ profile: { machine: { roles: ['development-tools'] } } })],
];

const nodeOf = (drawing: EnvironmentDrawing, key: string) => drawing.nodes.find((node) => node.key === key);
const edgeOf = (drawing: EnvironmentDrawing, from: string, to: string) =>
  drawing.edges.find((edge) => edge.from === from && edge.to === to);

const isInside = (point: Point, rect: Rect): boolean =>
  point.x > rect.x + 0.5 &&
  point.x < rect.x + rect.width - 0.5 &&
  point.y > rect.y + 0.5 &&
  point.y < rect.y + rect.height - 0.5;

/** Points every pixel along a line, its ends included. */
function alongLine(points: readonly Point[]): readonly Point[] {
  return points.slice(1).flatMap((end, index) => {
    const start = points[index] ?? end;
    const steps = Math.max(1, Math.ceil(Math.hypot(end.x - start.x, end.y - start.y)));
    return Array.from({ length: steps + 1 }, (_, step) => ({
      x: start.x + ((end.x - start.x) * step) / steps,
      y: start.y + ((end.y - start.y) * step) / steps,
    }));
  });
}

const overlaps = (left: Rect, right: Rect): boolean =>
  left.x < right.x + right.width &&
  right.x < left.x + left.width &&
  left.y < right.y + right.height &&
  right.y < left.y + left.height;

describe('the environment drawing', () => {
  it.each(samples)('keeps everything inside its size: %s', (_, make) => {
    const { width, height, nodes, edges } = environmentDrawing(make());
    const points = [
      ...nodes.flatMap(({ rect }) => [rect, { x: rect.x + rect.width, y: rect.y + rect.height }]),
      ...edges.flatMap((edge) => [...edge.points, edge.mark]),
    ];
    const outside = points.filter(
      ({ x, y }) => x < -0.01 || x > width + 0.01 || y < -0.01 || y > height + 0.01,
    );
    expect(outside).toEqual([]);
  });

  it.each(samples)('lets no nodes overlap and no line run through a node: %s', (_, make) => {
    const { nodes, edges } = environmentDrawing(make());
    const clashes = nodes.flatMap((node, index) =>
      nodes.slice(index + 1).filter((other) => overlaps(node.rect, other.rect)),
    );
    expect(clashes).toEqual([]);
    for (const edge of edges) {
      const crossed = nodes.filter(({ rect }) =>
        alongLine(edge.points).some((point) => isInside(point, rect)),
      );
      expect(crossed.map(({ key }) => `${edge.from} to ${edge.to} through ${key}`)).toEqual([]);
    }
  });

  it.each(samples)('ends every line at its two nodes: %s', (_, make) => {
    const drawing = environmentDrawing(make());
    const touches = (key: string, point: Point | undefined): boolean => {
      const rect = nodeOf(drawing, key)?.rect;
      if (rect === undefined || point === undefined) return false;
      const grown = { x: rect.x - 1, y: rect.y - 1, width: rect.width + 2, height: rect.height + 2 };
      return isInside(point, grown);
    };
    for (const edge of drawing.edges) {
      expect(touches(edge.from, edge.points[0]), `${edge.from} to ${edge.to}`).toBe(true);
      expect(touches(edge.to, edge.points.at(-1)), `${edge.from} to ${edge.to}`).toBe(true);
    }
  });

  it('marks this machine, with every role and service that it has', () => {
    const here = (result: RunResult) =>
      environmentDrawing(result)
        .nodes.filter((node) => node.isThisMachine)
        .map(({ key }) => key);
    expect(here(passedResult())).toEqual(['front-end', 'controller', 'cache']);
    expect(here(failedResult())).toEqual(['front-end']);
    expect(here(containerResult())).toEqual(['containers']);
  });

  it('says how many servers stand behind a node', () => {
    const farm = environmentDrawing(farmResult());
    expect(nodeOf(farm, 'front-end')?.detail).toBe('this + 11 more');
    expect(nodeOf(farm, 'database')?.detail).toBe('3 servers');
    const failed = environmentDrawing(failedResult());
    expect(nodeOf(failed, 'database')?.detail).toBe('db01');
    expect(nodeOf(failed, 'users')?.detail).toBe('');
  });

  it('shortens a name that is longer than its box', () => {
    const result = sampleResult({
      profile: {
        machine: { roles: ['front-end'] },
        controller: { host: 'a-controller-with-a-long-name.example.local' },
      },
    });
    expect(nodeOf(environmentDrawing(result), 'controller')?.detail).toBe('a-controller…');
  });

  it('gives a connection the worst verdict of its checks, and its ports', () => {
    const drawing = environmentDrawing(failedResult());
    expect(edgeOf(drawing, 'front-end', 'database')).toMatchObject({ verdict: 'fail', ports: [1433] });
    expect(edgeOf(drawing, 'front-end', 'controller')).toMatchObject({ verdict: 'not-yet', ports: [12000] });
    expect(edgeOf(drawing, 'users', 'front-end')?.verdict).toBe('not-testable-here');
  });

  it.each([
    [[1433], ['1433']],
    [
      [1433, 50123],
      ['1433', '50123'],
    ],
    [
      [1433, 1521, 50123],
      ['1433 1521', '50123'],
    ],
    [[14330, 15210, 50123], ['3 ports']],
    [[1433, 1434, 1435, 1436, 1437], ['5 ports']],
  ])('keeps the ports %j of an edge between its nodes', (ports, lines) => {
    const databases = ports.map((port) => ({
      purpose: 'platform',
      engine: 'sqlserver',
      host: `db${port}`,
      port,
    }));
    const result = sampleResult({
      profile: { machine: { roles: ['front-end'] }, controller: { host: 'ctrl' }, databases },
    });
    expect(edgeOf(environmentDrawing(result), 'front-end', 'database')?.labelLines).toEqual(lines);
  });

  it('tells the servers of other environments from those of its own', () => {
    const drawing = environmentDrawing(lifetimeResult());
    expect(edgeOf(drawing, 'lifetime', 'managed')?.verdict).toBe('fail');
    expect(edgeOf(drawing, 'managed', 'lifetime')?.verdict).toBe('not-testable-here');
    expect(nodeOf(drawing, 'managed')?.detail).toBe('3 servers');
  });

  it('says the same in words', () => {
    const { description } = environmentDrawing(failedResult());
    expect(description).toContain('with this machine app01 as Front-end');
    expect(description).toContain('Front-end to Database, port 1433: failed');
  });
});
