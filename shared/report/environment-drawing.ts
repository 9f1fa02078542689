import { placeWords, type Role } from '../profile/roles.ts';
import type { RunResult } from '../run/result.ts';
import { verdictLooks } from '../theme/verdicts.ts';
import { listed } from '../words/phrases.ts';
import type { Verdict } from '../words/verdict.ts';
import { causeTexts } from './cause-texts.ts';
import { type DrawnStyle, type DrawnText, keptEnds, textWidth } from './drawn-text.ts';
import {
  type DrawnRun,
  type Lane,
  lanesOf,
  type OwnPort,
  ownName,
  ownPorts,
  type Side,
  shortHosts,
} from './environment-lanes.ts';

export type Point = { readonly x: number; readonly y: number };
export type Rect = Point & { readonly width: number; readonly height: number };

/** A verdict's mark, by the centre of its square; `side` is its side. */
export type DrawnMark = Point & { readonly verdict: Verdict; readonly side: number };

/** A peer in its box, and the wire between it and this machine. */
export type DrawnLane = Lane & {
  readonly box: Rect;
  /** Behind the box where it stands for several. */
  readonly stack: Rect | null;
  /** The wire from where it begins to the point of its arrow. */
  readonly from: Point;
  readonly to: Point;
  /** Null where the drawing shows no verdicts. */
  readonly mark: DrawnMark | null;
  readonly texts: readonly DrawnText[];
};

export type DrawnMachine = {
  readonly rect: Rect;
  readonly marks: readonly DrawnMark[];
  readonly texts: readonly DrawnText[];
};

/**
 * This machine in its environment: who comes to it on the left, where it goes on the right, with the verdict of every
 * connection that the run knows of. Laid out in CSS pixels from the top left; nothing overlaps and nothing lies outside.
 */
export type EnvironmentDrawing = {
  readonly width: number;
  readonly height: number;
  readonly lanes: readonly DrawnLane[];
  readonly machine: DrawnMachine;
  /** The headings of the two sides. */
  readonly texts: readonly DrawnText[];
  /** The same in words. */
  readonly description: string;
};

/**
 * `width` in CSS pixels, at least `leastDrawingWidth`; `pitch` from one lane to the next, at least 38; `most` is how many lanes a side has at most, at least 1; `verdicts`
 * whether lines and ports carry theirs, which before a run they do not.
 */
export type DrawingForm = {
  readonly width: number;
  readonly pitch: number;
  readonly most: number;
  readonly verdicts: boolean;
};

/** Below this width the ports of a wire would have no room. */
export const leastDrawingWidth = 638;
/** Above this width a drawing gains nothing. */
export const mostDrawingWidth = 944;

/** As wide as the text of a page, and as high as page 1 has room for. */
export const paperForm: DrawingForm = { width: 656, pitch: 38, most: 6, verdicts: true };

/** A drawing on a screen. */
export const screenForm = (width: number, verdicts = true): DrawingForm => ({
  width: Math.min(mostDrawingWidth, Math.max(leastDrawingWidth, Math.floor(width))),
  pitch: 40,
  most: 12,
  verdicts,
});

const boxHeight = 32;
const headHeight = 22;
const stackOffset = 4;
const boxInset = 9;
const machineInset = 14;
const markSide = 14;
const ownMarkSide = 13;
const ownRow = 18;
const roleRow = 17;

/** From the end of the ports' label to the point of the arrow: mark, number of a cause, dotted rest, head. */
const wireTail = 56;
const labelInset = 6;

const roleLabels: Readonly<Record<Role, string>> = {
  ...placeWords,
  controller: 'Controller',
  'container-runtime': 'Containers',
  sysops: 'SysOps',
};

/** The widths of the columns: boxes of peers, wires, and this machine. */
type Columns = { readonly box: number; readonly wire: number; readonly machine: number };

function columnsOf(width: number): Columns {
  const box = Math.round(Math.min(184, Math.max(140, width * 0.2)));
  const machine = Math.round(Math.min(208, Math.max(136, width * 0.25 - 28)));
  return { box, machine, wire: (width - 2 * box - machine) / 2 };
}

/** As many ports as fit on a line, and those that are left. */
function portLine(
  ports: readonly string[],
  room: number,
  last: boolean,
): readonly [string, readonly string[]] {
  for (let count = ports.length; count > 0; count -= 1) {
    const left = ports.length - count;
    const text = [...ports.slice(0, count), ...(last && left > 0 ? [`+${left}`] : [])].join(' ');
    if (textWidth(text, 'mono') <= room) return [text, ports.slice(count)];
  }
  return [last ? `+${ports.length}` : '', last ? [] : ports];
}

/** The ports of a wire in a line above it and, where they do not fit, one below that counts what is left. */
function portLines(ports: readonly number[], room: number): readonly string[] {
  const [first, rest] = portLine(ports.map(String), room, false);
  if (rest.length === 0) return first === '' ? [] : [first];
  return [first, portLine(rest, room, true)[0]];
}

const styled = (style: DrawnStyle, text: string, at: Point, room: number): DrawnText => ({
  ...at,
  text: keptEnds(text, room, style),
  style,
  room,
});

/** A host with its domain where there is room, else its own name. */
const wholeOrOwn = (host: string, room: number, style: DrawnStyle): string =>
  textWidth(host, style) <= room ? host : ownName(host);

/** Hosts in one line: as many as fit, and how many more there are. */
function hostsText(hosts: readonly string[], room: number): string {
  const [only] = hosts;
  if (hosts.length === 1 && only !== undefined) return wholeOrOwn(only, room, 'mono-muted');
  const ranges = shortHosts(hosts);
  for (let count = ranges.length; count > 0; count -= 1) {
    const left = ranges.slice(count).reduce((sum, range) => sum + range.count, 0);
    const more = left === 0 ? [] : [`+${left}`];
    const shown = ranges.slice(0, count).map(({ text }) => text);
    const text = [...shown, ...more].join(' ');
    if (textWidth(text, 'mono-muted') <= room) return text;
    if (count === 1) {
      const tail = more.map((word) => ` ${word}`).join('');
      return `${keptEnds(shown[0] ?? '', room - textWidth(tail, 'mono-muted'), 'mono-muted')}${tail}`;
    }
  }
  return '';
}

const isSeveral = ({ isWorkstations, hosts }: Lane): boolean => hosts.length > 1 || isWorkstations;

function detailOf(lane: Lane, room: number): string {
  if (lane.isWorkstations && lane.hosts.length === 0) return 'workstations';
  return hostsText(lane.hosts, room);
}

/** Where the lanes of a side stand: its boxes, its wires, and the column of its marks. */
type LaneColumn = {
  readonly box: number;
  readonly from: number;
  readonly to: number;
  readonly mark: number;
  readonly label: number;
};

/** The left edge of this machine: nothing stands before it where nobody comes. */
const machineLeft = ({ box, wire }: Columns, hasGuests: boolean): number => (hasGuests ? box + wire : 0);

function laneColumn(side: Side, columns: Columns, lanes: readonly Lane[], left: number): LaneColumn {
  const { box, wire, machine } = columns;
  const label = wire - labelInset - wireTail;
  const widest = Math.max(
    0,
    ...lanes.flatMap(({ ports }) => portLines(ports, label)).map((text) => textWidth(text, 'mono')),
  );
  const from = side === 'in' ? box : left + machine;
  const mark = Math.max(wire / 2, labelInset + widest + 4 + markSide / 2);
  return {
    box: side === 'in' ? 0 : left + machine + wire,
    from,
    to: from + wire,
    mark: from + mark,
    label,
  };
}

function drawnLane(lane: Lane, top: number, columns: Columns, at: LaneColumn, verdicts: boolean): DrawnLane {
  const middle = top + boxHeight / 2;
  const several = isSeveral(lane);
  const gap = several ? 0 : stackOffset;
  const inner = columns.box - 2 * stackOffset;
  const left = at.box + stackOffset;
  const room = inner - 2 * boxInset;
  const detail = detailOf(lane, room);
  const textX = left + boxInset;
  const lines = portLines(lane.ports, at.label);
  const labelX = at.from + labelInset;
  const cause = verdicts && lane.cause !== null && lane.cause < 100 ? [String(lane.cause)] : [];
  return {
    ...lane,
    box: { x: left, y: top, width: inner, height: boxHeight },
    stack: several
      ? { x: left + (lane.side === 'in' ? 1 : -1) * stackOffset, y: top + 3, width: inner, height: boxHeight }
      : null,
    from: { x: lane.side === 'in' ? at.from - gap : at.from, y: middle },
    to: { x: lane.side === 'in' ? at.to : at.to + gap, y: middle },
    mark: verdicts ? { x: at.mark, y: middle, verdict: lane.verdict, side: markSide } : null,
    texts: [
      styled('label', lane.name, { x: textX, y: detail === '' ? top + 20 : top + 14 }, room),
      ...(detail === '' ? [] : [styled('mono-muted', detail, { x: textX, y: top + 27 }, room)]),
      ...lines.map((text, index) =>
        styled('mono', text, { x: labelX, y: middle + (index === 0 ? -5 : 14) }, at.label),
      ),
      ...cause.map((text) => styled('cause', text, { x: at.mark + markSide / 2 + 4, y: middle + 4 }, 16)),
    ],
  };
}

/** The ports of this machine as they are written, at most as many as its box has rows for. */
const mostOwn = 16;

type OwnColumn = { readonly count: number; readonly width: number };

function ownColumns(inner: number): OwnColumn {
  const count = inner >= 170 ? 2 : 1;
  return { count, width: inner / count };
}

const ownText = ({ port }: OwnPort): string => (port === null ? 'other' : String(port));

function drawnOwn(
  ports: readonly OwnPort[],
  at: Point,
  inner: number,
  verdicts: boolean,
): { readonly marks: readonly DrawnMark[]; readonly texts: readonly DrawnText[] } {
  const { count, width } = ownColumns(inner);
  const indent = verdicts ? ownMarkSide + 5 : 0;
  const places = ports.map((port, index) => ({
    port,
    x: at.x + (index % count) * width,
    y: at.y + Math.floor(index / count) * ownRow,
  }));
  return {
    marks: verdicts
      ? places.map(({ port, x, y }) => ({
          x: x + ownMarkSide / 2,
          y: y - 4,
          verdict: port.verdict,
          side: ownMarkSide,
        }))
      : [],
    texts: places.flatMap(({ port, x, y }) => {
      const text = ownText(port);
      const after = x + indent + textWidth(text, 'mono') + 5;
      return [
        styled('mono', text, { x: x + indent, y }, width - indent),
        ...(verdicts && port.cause !== null && port.cause < 100
          ? [styled('cause', String(port.cause), { x: after, y }, 16)]
          : []),
      ];
    }),
  };
}

/** This machine in the middle: its name, its roles, and what it has itself. */
function drawnMachine(run: DrawnRun, rect: Rect, own: readonly OwnPort[], verdicts: boolean): DrawnMachine {
  const x = rect.x + machineInset;
  const inner = rect.width - 2 * machineInset;
  const name = run.profile.machine.name ?? run.machine.hostname;
  const roles = run.machine.roles.map((role, index) =>
    styled('text', roleLabels[role], { x, y: rect.y + 42 + index * roleRow }, inner),
  );
  const ownTop = rect.y + 42 + roles.length * roleRow + 12;
  const ports = drawnOwn(own, { x, y: ownTop + ownRow }, inner, verdicts);
  return {
    rect,
    marks: ports.marks,
    texts: [
      styled('name', wholeOrOwn(name, inner, 'name'), { x, y: rect.y + 24 }, inner),
      ...roles,
      ...(own.length === 0 ? [] : [styled('muted', 'On it', { x, y: ownTop }, inner)]),
      ...ports.texts,
    ],
  };
}

function machineHeight(roles: number, own: number, inner: number): number {
  const rows = Math.ceil(own / ownColumns(inner).count);
  return 42 + roles * roleRow + (own === 0 ? 0 : 12 + rows * ownRow + 10);
}

/** What of this machine is shown: ports, and what else was looked at where it did not pass. */
function shownOwn(run: DrawnRun, verdicts: boolean): readonly OwnPort[] {
  const all = ownPorts(run).filter(({ port, verdict }) => port !== null || (verdicts && verdict !== 'pass'));
  return all.slice(0, mostOwn);
}

const sideHeads: Readonly<Record<Side, string>> = { in: 'Comes to this machine', out: 'It goes to' };

const sentenceOf = (lane: Lane, verdicts: boolean): string => {
  const hosts = lane.hosts.length === 1 ? ` ${lane.hosts[0]}` : '';
  const ports = lane.ports.map(String);
  const at = ports.length === 0 ? '' : `, ${ports.length === 1 ? 'port' : 'ports'} ${listed(ports)}`;
  const verdict = verdicts ? `: ${verdictLooks[lane.verdict].word.toLowerCase()}` : '';
  const cause = verdicts && lane.cause !== null ? ` (cause ${lane.cause})` : '';
  return `${lane.name}${hosts}${at}${verdict}${cause}`;
};

function describe(
  run: DrawnRun,
  lanes: Readonly<Record<Side, readonly Lane[]>>,
  own: readonly OwnPort[],
  verdicts: boolean,
): string {
  const name = run.profile.machine.name ?? run.machine.hostname;
  const roles = listed(run.machine.roles.map((role) => placeWords[role]));
  const side = (lead: string, list: readonly Lane[]): readonly string[] =>
    list.length === 0 ? [] : [`${lead}: ${list.map((lane) => sentenceOf(lane, verdicts)).join('; ')}.`];
  const ports = own.map(
    (port) =>
      `${ownText(port)}${verdicts ? ` ${verdictLooks[port.verdict].word.toLowerCase()}` : ''}${verdicts && port.cause !== null ? ` (cause ${port.cause})` : ''}`,
  );
  return [
    `The environment, with this machine ${name} as ${roles}.`,
    ...side('Comes to this machine', lanes.in),
    ...side('It goes to', lanes.out),
    ...(ports.length === 0 ? [] : [`On it: ${ports.join(', ')}.`]),
  ].join(' ');
}

/** The checks of a result with the numbers of the causes that explain their failures. */
export function drawnRun(result: RunResult): DrawnRun {
  const causes = new Map(
    causeTexts(result).flatMap(({ number, checks }) =>
      checks.map(({ id }): [string, number] => [id, number]),
    ),
  );
  return {
    machine: result.machine,
    profile: result.profile,
    checks: result.checks.map((check) => {
      const cause = causes.get(check.id);
      return cause === undefined ? check : { ...check, cause };
    }),
  };
}

/** Draws a machine in its environment: pure geometry and words, no colours. */
export function environmentDrawing(run: DrawnRun, form: DrawingForm): EnvironmentDrawing {
  const { width, pitch, most, verdicts } = form;
  const columns = columnsOf(width);
  const lanes = { in: lanesOf(run, 'in', most), out: lanesOf(run, 'out', most) };
  const own = shownOwn(run, verdicts);
  const high = (count: number): number => (count === 0 ? 0 : count * pitch - (pitch - boxHeight) + 3);
  const inner = columns.machine - 2 * machineInset;
  const left = machineLeft(columns, lanes.in.length > 0);
  const right = lanes.out.length > 0 ? columns.wire + columns.box : 0;
  const body = Math.max(
    high(lanes.in.length),
    high(lanes.out.length),
    machineHeight(run.machine.roles.length, own.length, inner),
  );
  const drawn = (['in', 'out'] as const).flatMap((side) => {
    const list = lanes[side];
    const at = laneColumn(side, columns, list, left);
    const top = headHeight + (body - high(list.length)) / 2;
    return list.map((lane, index) => drawnLane(lane, top + index * pitch, columns, at, verdicts));
  });
  const rect = { x: left, y: headHeight, width: columns.machine, height: body };
  const head = (side: Side, x: number): readonly DrawnText[] =>
    lanes[side].length === 0
      ? []
      : [styled('muted', sideHeads[side], { x, y: 12 }, columns.box + columns.wire)];
  return {
    width: left + columns.machine + right,
    height: headHeight + body,
    lanes: drawn,
    machine: drawnMachine(run, rect, own, verdicts),
    texts: [
      ...head('in', stackOffset),
      ...head('out', left + columns.machine + columns.wire + stackOffset).map((text) => ({
        ...text,
        room: columns.box - stackOffset,
      })),
    ],
    description: describe(run, lanes, own, verdicts),
  };
}
