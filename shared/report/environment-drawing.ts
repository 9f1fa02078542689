import { type Place, placeWords, type Role } from '../profile/roles.ts';
import type { CheckResult, RunResult } from '../run/result.ts';
import { verdictLooks } from '../theme/verdicts.ts';
import { counted, listed } from '../words/phrases.ts';
import { type Verdict, worstVerdict } from '../words/verdict.ts';
import { isMachineOf } from './firewall-request.ts';

/** What the drawing needs of a check; a plan that is drawn before its run says `not-yet` for each. */
export type DrawnCheck = Pick<CheckResult, 'source' | 'destination' | 'direction' | 'verdict'>;

/** What the drawing needs of a result. */
export type DrawnRun = Pick<RunResult, 'machine' | 'profile'> & { readonly checks: readonly DrawnCheck[] };

/** What can stand in the drawing. `managed` are the servers of other environments, seen from a LifeTime server. */
export const drawingKeys = [
  'users',
  'front-end',
  'controller',
  'database',
  'cache',
  'lifetime',
  'cloud',
  'managed',
  'containers',
] as const;
export type DrawingKey = (typeof drawingKeys)[number];

export type Point = { readonly x: number; readonly y: number };
export type Rect = Point & { readonly width: number; readonly height: number };

export type DrawingNode = {
  readonly key: DrawingKey;
  readonly label: string;
  /** A host or a number of servers; empty when the profile names none. */
  readonly detail: string;
  readonly isThisMachine: boolean;
  /** The worst verdict of the checks that stay inside this node; null without any. */
  readonly verdict: Verdict | null;
  readonly rect: Rect;
};

/** Where an edge's ports are written: beside the point where its mark stands. */
export type LabelSide = 'above' | 'below' | 'left' | 'right';

export type DrawingEdge = {
  readonly from: DrawingKey;
  readonly to: DrawingKey;
  readonly ports: readonly number[];
  /** The worst verdict of the checks that test this connection. */
  readonly verdict: Verdict;
  /** The line from its start to its arrow head. */
  readonly points: readonly Point[];
  readonly mark: Point;
  readonly labelSide: LabelSide;
  /** The ports as they are written, line by line. */
  readonly labelLines: readonly string[];
};

/**
 * Where this machine stands in its environment, with the verdict of every connection that the run knows of. Laid out
 * in CSS pixels from the top left, so that screen and paper show the same picture.
 */
export type EnvironmentDrawing = {
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly DrawingNode[];
  readonly edges: readonly DrawingEdge[];
  /** The same in words. */
  readonly description: string;
};

const labels: Readonly<Record<DrawingKey, string>> = {
  users: 'Users',
  'front-end': 'Front-end',
  controller: 'Controller',
  database: 'Database',
  cache: 'Cache',
  lifetime: 'LifeTime',
  cloud: 'Cloud services',
  managed: 'Environments',
  containers: 'Containers',
};

/** The side of the mark on an edge and the height of a line of its ports, in CSS pixels. */
export const edgeMark = 14;
export const edgeLabelLine = 17;

const drawingWidth = 656;
const nodeWidth = 112;
const nodeHeight = 44;
const columnStep = (drawingWidth - nodeWidth) / 3;
const rowStep = nodeHeight + 54;

const cells: Readonly<Record<DrawingKey, { readonly column: number; readonly row: number }>> = {
  cloud: { column: 0, row: 0 },
  lifetime: { column: 1, row: 0 },
  managed: { column: 2, row: 0 },
  users: { column: 0, row: 1 },
  'front-end': { column: 1, row: 1 },
  controller: { column: 2, row: 1 },
  database: { column: 3, row: 1 },
  containers: { column: 0, row: 2 },
  cache: { column: 2, row: 2 },
};

const ofRole: Readonly<Record<Role, DrawingKey>> = {
  controller: 'controller',
  'front-end': 'front-end',
  lifetime: 'lifetime',
  'container-runtime': 'containers',
  'end-user': 'users',
  'development-tools': 'users',
  sysops: 'users',
};

type End = { readonly role: Place; readonly host: string | null };

const isLifetime = (result: DrawnRun): boolean => result.machine.roles.includes('lifetime');

/** The node that this machine is first of all, for whatever concerns the machine and not one of its services. */
function ownKey(result: DrawnRun): DrawingKey {
  const order: readonly Role[] = ['lifetime', 'front-end', 'controller', 'container-runtime'];
  const role = order.find((name) => result.machine.roles.includes(name));
  return role === undefined ? 'users' : ofRole[role];
}

/** Which node an end belongs to; null for other servers of no particular kind, which have none. */
function keyOf(end: End, other: End, result: DrawnRun): DrawingKey | null {
  switch (end.role) {
    case 'server':
      return end.host !== null && isMachineOf(result, end.host) ? ownKey(result) : null;
    case 'outsystems-cloud':
      return 'cloud';
    case 'database':
    case 'cache':
      return end.role;
    case 'front-end':
    case 'controller': {
      const elsewhere = end.host === null || !isMachineOf(result, end.host);
      return isLifetime(result) && other.role === 'lifetime' && elsewhere ? 'managed' : end.role;
    }
    case 'lifetime':
    case 'container-runtime':
    case 'end-user':
    case 'development-tools':
    case 'sysops':
      return ofRole[end.role];
  }
}

type Relation = {
  readonly from: DrawingKey;
  readonly to: DrawingKey;
  readonly checks: readonly DrawnCheck[];
};

function relationsOf(result: DrawnRun): readonly Relation[] {
  const relations = new Map<string, Relation>();
  for (const check of result.checks) {
    const { source, destination } = check;
    if (source === null || destination === null || check.direction === 'local') continue;
    const from = keyOf(source, destination, result);
    const to = keyOf(destination, source, result);
    if (from === null || to === null) continue;
    const known = relations.get(`${from} ${to}`)?.checks ?? [];
    relations.set(`${from} ${to}`, { from, to, checks: [...known, check] });
  }
  return [...relations.values()];
}

const shortName = (host: string): string => {
  const first = /^[\d.]+$|:/.test(host) ? host : (host.split('.')[0] ?? host);
  const characters = Array.from(first);
  return characters.length > 13 ? `${characters.slice(0, 12).join('')}…` : first;
};

function hostsOf(key: DrawingKey, result: DrawnRun): readonly string[] {
  const { profile, machine } = result;
  switch (key) {
    case 'front-end':
      return profile.frontEnds.length === 0 && machine.roles.includes('front-end')
        ? [machine.hostname]
        : profile.frontEnds.map(({ host }) => host);
    case 'controller':
      return [profile.controller.host];
    case 'cache':
      return [profile.cache.host ?? profile.controller.host];
    case 'database':
      return [...new Set(profile.databases.map(({ host }) => host))];
    case 'lifetime':
      return profile.lifetime === null
        ? isLifetime(result)
          ? [machine.hostname]
          : []
        : [profile.lifetime.host];
    case 'managed':
      return profile.managedServers.map(({ host }) => host);
    case 'containers':
      return profile.containerRuntimes.map(({ host }) => host);
    case 'users':
    case 'cloud':
      return [];
  }
}

function detailOf(key: DrawingKey, here: boolean, result: DrawnRun): string {
  const hosts = hostsOf(key, result);
  const [only, ...others] = hosts;
  if (here) return others.length === 0 ? 'this machine' : `this + ${others.length} more`;
  if (only === undefined) return '';
  return others.length === 0 ? shortName(only) : counted(hosts.length, 'server');
}

function isHere(key: DrawingKey, result: DrawnRun): boolean {
  if (result.machine.roles.some((role) => ofRole[role] === key)) return true;
  const serves = key === 'database' || key === 'cache';
  const hosts = hostsOf(key, result);
  return serves && hosts.length > 0 && hosts.every((host) => isMachineOf(result, host));
}

function nodeVerdict(key: DrawingKey, relations: readonly Relation[], result: DrawnRun): Verdict | null {
  const local = result.checks.filter(
    (check) =>
      check.direction === 'local' &&
      (check.destination === null
        ? key === ownKey(result)
        : keyOf(check.destination, check.destination, result) === key),
  );
  const inside = relations.filter(({ from, to }) => from === key && to === key);
  const checks = [...local, ...inside.flatMap((relation) => relation.checks)];
  return checks.length === 0 ? null : worstVerdict(checks.map(({ verdict }) => verdict));
}

/** Nodes that every drawing has, so that the picture is the same one on every machine of an environment. */
const always: readonly DrawingKey[] = ['users', 'front-end', 'controller', 'database', 'cache'];

function shownKeys(relations: readonly Relation[], result: DrawnRun): readonly DrawingKey[] {
  const named = new Set<DrawingKey>([
    ...always,
    ...relations.flatMap(({ from, to }) => [from, to]),
    ...result.machine.roles.map((role) => ofRole[role]),
    ...(result.profile.lifetime === null ? [] : (['lifetime'] as const)),
    ...(result.profile.containerRuntimes.length === 0 ? [] : (['containers'] as const)),
  ]);
  return drawingKeys.filter((key) => named.has(key));
}

function rectsOf(keys: readonly DrawingKey[]): ReadonlyMap<DrawingKey, Rect> {
  const hasTop = keys.some((key) => cells[key].row === 0);
  return new Map(
    keys.map((key) => {
      const { column, row } = cells[key];
      const y = (hasTop ? row : row - 1) * rowStep;
      return [key, { x: column * columnStep, y, width: nodeWidth, height: nodeHeight }];
    }),
  );
}

const middle = (rect: Rect): Point => ({ x: rect.x + rect.width / 2, y: rect.y + rect.height / 2 });
const left = (rect: Rect, dy = 0): Point => ({ x: rect.x, y: middle(rect).y + dy });
const right = (rect: Rect, dy = 0): Point => ({ x: rect.x + rect.width, y: middle(rect).y + dy });
const top = (rect: Rect, dx = 0): Point => ({ x: middle(rect).x + dx, y: rect.y });
const bottom = (rect: Rect, dx = 0): Point => ({ x: middle(rect).x + dx, y: rect.y + rect.height });

const halfway = (a: Point, b: Point): Point => ({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 });

type Route = { readonly points: readonly Point[]; readonly mark: Point; readonly labelSide: LabelSide };

const straight = (from: Point, to: Point, labelSide: LabelSide): Route => ({
  points: [from, to],
  mark: halfway(from, to),
  labelSide,
});

/** A line that goes along and then across, or the other way round, with its mark on the horizontal part. */
const bent = (from: Point, corner: Point, to: Point, mark: Point, labelSide: LabelSide): Route => ({
  points: [from, corner, to],
  mark,
  labelSide,
});

/** Below the middle row: how far down the channels for lines that pass under a node lie. */
const upperChannel = 40;
const lowerChannel = 48;
const gap = columnStep - nodeWidth;

type Router = (from: Rect, to: Rect) => Route;

const routes: Readonly<Record<string, Router>> = {
  'users front-end': (from, to) => straight(right(from), left(to), 'below'),
  'front-end controller': (from, to) => straight(right(from, -12), left(to, -12), 'above'),
  'controller front-end': (from, to) => straight(left(from, 12), right(to, 12), 'below'),
  'controller database': (from, to) => straight(right(from), left(to), 'above'),
  'front-end database': (from, to) => {
    const y = bottom(from).y + upperChannel;
    const start = bottom(from, 28);
    const end = bottom(to);
    return {
      points: [start, { x: start.x, y }, { x: end.x, y }, end],
      mark: { x: to.x - gap / 2, y },
      labelSide: 'above',
    };
  },
  'front-end cache': (from, to) => {
    const start = bottom(from, -28);
    const end = left(to, -8);
    return bent(start, { x: start.x, y: end.y }, end, { x: to.x - gap / 2, y: end.y }, 'above');
  },
  'controller cache': (from, to) => straight(bottom(from, -28), top(to, -28), 'left'),
  'lifetime front-end': (from, to) => straight(bottom(from, -16), top(to, -16), 'left'),
  'front-end lifetime': (from, to) => straight(top(from, 16), bottom(to, 16), 'right'),
  'lifetime controller': (from, to) => {
    const start = right(from, -10);
    const end = top(to, 16);
    return bent(start, { x: end.x, y: start.y }, end, { x: to.x - gap / 2, y: start.y }, 'above');
  },
  'controller lifetime': (from, to) => {
    const start = top(from, -16);
    const end = right(to, 10);
    return bent(start, { x: start.x, y: end.y }, end, { x: from.x - gap / 2, y: end.y }, 'below');
  },
  'users lifetime': (from, to) => {
    const start = right(from, -12);
    const end = left(to, 12);
    const x = start.x + gap / 3;
    return {
      points: [start, { x, y: start.y }, { x, y: end.y }, end],
      mark: { x, y: from.y - (rowStep - nodeHeight) / 2 },
      labelSide: 'left',
    };
  },
  'lifetime managed': (from, to) => straight(right(from, -12), left(to, -12), 'above'),
  'managed lifetime': (from, to) => straight(left(from, 12), right(to, 12), 'below'),
  'lifetime cloud': (from, to) => straight(left(from, -12), right(to, -12), 'above'),
  'front-end cloud': (from, to) => {
    const start = left(from, -16);
    const end = right(to, 10);
    const x = from.x - gap / 3;
    return {
      points: [start, { x, y: start.y }, { x, y: end.y }, end],
      mark: halfway({ x, y: end.y }, end),
      labelSide: 'below',
    };
  },
  'users controller': (from, to) => {
    const y = bottom(from).y + lowerChannel;
    const start = bottom(from, 20);
    const end = bottom(to, -36);
    return {
      points: [start, { x: start.x, y }, { x: end.x, y }, end],
      mark: { x: from.x + nodeWidth + gap / 2, y },
      labelSide: 'above',
    };
  },
  'users containers': (from, to) => straight(bottom(from, -20), top(to, -20), 'right'),
  'containers cache': (from, to) => straight(right(from, 12), left(to, 12), 'below'),
  'containers controller': (from, to) => {
    const y = from.y - (rowStep - nodeHeight) + lowerChannel;
    const start = top(from, 28);
    const end = bottom(to, -20);
    return {
      points: [start, { x: start.x, y }, { x: end.x, y }, end],
      mark: { x: from.x + nodeWidth + gap / 2, y },
      labelSide: 'above',
    };
  },
  'containers database': (from, to) => {
    const y = bottom(from).y + upperChannel;
    const start = bottom(from);
    const end = bottom(to, 24);
    return {
      points: [start, { x: start.x, y }, { x: end.x, y }, end],
      mark: { x: from.x + nodeWidth + gap / 2, y },
      labelSide: 'above',
    };
  },
};

/** The point where the line from the middle of a node to another point leaves the node. */
function border(rect: Rect, towards: Point): Point {
  const centre = middle(rect);
  const dx = towards.x - centre.x;
  const dy = towards.y - centre.y;
  const scale = Math.min(
    dx === 0 ? Number.POSITIVE_INFINITY : rect.width / 2 / Math.abs(dx),
    dy === 0 ? Number.POSITIVE_INFINITY : rect.height / 2 / Math.abs(dy),
  );
  return { x: centre.x + dx * scale, y: centre.y + dy * scale };
}

const direct: Router = (from, to) => straight(border(from, middle(to)), border(to, middle(from)), 'above');

/** The longest line of ports, in characters: 9 of 7.2 CSS pixels each stay within the gap between two nodes. */
const maxLabelLength = 9;

/** The ports of an edge in at most two lines, two to a line where they fit; how many there are where they do not. */
function portLines(ports: readonly number[]): readonly string[] {
  const each = ports.map(String);
  const pairs = [each.slice(0, 2), each.slice(2)].filter((line) => line.length > 0);
  const fits = (lines: readonly string[]): boolean =>
    lines.length <= 2 && lines.every((line) => line.length <= maxLabelLength);
  return [pairs.map((line) => line.join(' ')), each].find(fits) ?? [`${ports.length} ports`];
}

function edgeOf(relation: Relation, rects: ReadonlyMap<DrawingKey, Rect>): readonly DrawingEdge[] {
  const { from, to, checks } = relation;
  const start = rects.get(from);
  const end = rects.get(to);
  if (from === to || start === undefined || end === undefined) return [];
  const found = checks.flatMap(({ destination }) => (destination?.port == null ? [] : [destination.port]));
  const ports = [...new Set(found)].sort((a, b) => a - b);
  const route = (routes[`${from} ${to}`] ?? direct)(start, end);
  const verdict = worstVerdict(checks.map((check) => check.verdict));
  return [{ from, to, ports, verdict, ...route, labelLines: portLines(ports) }];
}

function describe(nodes: readonly DrawingNode[], edges: readonly DrawingEdge[], result: DrawnRun): string {
  const name = result.profile.machine.name ?? result.machine.hostname;
  const own = listed(result.machine.roles.map((role) => placeWords[role]));
  const others = nodes
    .filter((node) => !node.isThisMachine && node.detail !== '')
    .map((node) => `${node.label}: ${node.detail}`);
  const connections = edges.map((edge) => {
    const ports =
      edge.ports.length === 0
        ? ''
        : `, ${edge.ports.length === 1 ? 'port' : 'ports'} ${listed(edge.ports.map(String))}`;
    return `${labels[edge.from]} to ${labels[edge.to]}${ports}: ${verdictLooks[edge.verdict].word.toLowerCase()}`;
  });
  return [
    `The environment, with this machine ${name} as ${own}.`,
    ...(others.length === 0 ? [] : [`${others.join('; ')}.`]),
    ...(connections.length === 0 ? [] : [`Connections: ${connections.join('; ')}.`]),
  ].join(' ');
}

type Vertical = { readonly from: number; readonly to: number };

const lowered = <T extends Point>(point: T, by: number): T => ({ ...point, y: point.y + by });

const verticalOf = (rect: Rect): Vertical => ({ from: rect.y, to: rect.y + rect.height });

/** From where to where an edge with its mark and its label reaches. */
function verticalOfEdge({ points, mark, labelSide, labelLines }: DrawingEdge): readonly Vertical[] {
  const half = edgeMark / 2 + 2;
  const label = labelLines.length * edgeLabelLine;
  const above = labelSide === 'above' ? label : labelSide === 'below' ? 0 : label / 2 - half;
  const below = labelSide === 'below' ? label : labelSide === 'above' ? 0 : label / 2 - half;
  return [
    ...points.map(({ y }) => ({ from: y, to: y })),
    { from: mark.y - half - Math.max(0, above), to: mark.y + half + Math.max(0, below) },
  ];
}

/** Draws the environment of a result: pure geometry and words, no colours. */
export function environmentDrawing(result: DrawnRun): EnvironmentDrawing {
  const relations = relationsOf(result);
  const keys = shownKeys(relations, result);
  const rects = rectsOf(keys);
  const nodes = keys.flatMap((key) => {
    const rect = rects.get(key);
    if (rect === undefined) return [];
    const here = isHere(key, result);
    return [
      {
        key,
        label: labels[key],
        detail: detailOf(key, here, result),
        isThisMachine: here,
        verdict: nodeVerdict(key, relations, result),
        rect,
      },
    ];
  });
  const edges = relations.flatMap((relation) => edgeOf(relation, rects));
  const ends = [...nodes.map(({ rect }) => verticalOf(rect)), ...edges.flatMap(verticalOfEdge)];
  const highest = Math.min(...ends.map(({ from }) => from));
  return {
    width: drawingWidth,
    height: Math.max(...ends.map(({ to }) => to)) - highest,
    nodes: nodes.map((node) => ({ ...node, rect: lowered(node.rect, -highest) })),
    edges: edges.map((edge) => ({
      ...edge,
      points: edge.points.map((point) => lowered(point, -highest)),
      mark: lowered(edge.mark, -highest),
    })),
    description: describe(nodes, edges, result),
  };
}
