import type { Font } from 'fontkit';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadReportFonts, type ReportFonts } from '../../../../electron/core/report/report-fonts.ts';
import { type DrawnStyle, type DrawnText, drawnSizes } from '../../../../shared/report/drawn-text.ts';
import {
  type DrawingForm,
  drawnRun,
  type EnvironmentDrawing,
  environmentDrawing,
  leastDrawingWidth,
  paperForm,
  type Rect,
  screenForm,
} from '../../../../shared/report/environment-drawing.ts';
import type { RunResult } from '../../../../shared/run/result.ts';
import { type Verdict, verdicts } from '../../../../shared/words/verdict.ts';
import { largeFarm } from '../../../support/large-farm.ts';
import {
  cancelledResult,
  containerResult,
  failedResult,
  farmResult,
  lifetimeResult,
  passedResult,
  sampleMachine,
  sampleProfile,
  sampleResult,
} from '../../../support/sample-results.ts';
import { type SeededRandom, seededRandom } from '../../../support/seeded-random.ts';

const samples: readonly (readonly [string, () => RunResult])[] = [
  ['one server', passedResult],
  ['front-end', failedResult],
  ['farm', farmResult],
  ['cancelled', cancelledResult],
  ['LifeTime', lifetimeResult],
  ['containers', containerResult],
  ['200 front-ends and 200 managed servers', () => largeFarm(200)],
  ['development tools', () => sampleResult({ profile: { machine: { roles: ['development-tools'] } } })],
];

let fonts: ReportFonts;
beforeAll(async () => {
  fonts = await loadReportFonts();
});

const fontOf = (style: DrawnStyle): Font => {
  if (style === 'mono' || style === 'mono-muted') return fonts.mono;
  return style === 'text' || style === 'muted' ? fonts.text : fonts['text-strong'];
};

const widths = new Map<string, number>();

/** The width of a text as the real font draws it: shaped once for each text and style. */
function drawnWidth(text: string, style: DrawnStyle): number {
  const key = `${style} ${text}`;
  const known = widths.get(key);
  if (known !== undefined) return known;
  const font = fontOf(style);
  const width = (font.layout(text).advanceWidth / font.unitsPerEm) * drawnSizes[style];
  widths.set(key, width);
  return width;
}

/** The box of a text as the real font draws it, from the height of its capitals to its descenders. */
function boxOf({ x, y, text, style }: DrawnText): Rect {
  const size = drawnSizes[style];
  return { x, y: y - 0.73 * size, width: drawnWidth(text, style), height: 0.95 * size };
}

const overlaps = (left: Rect, right: Rect): boolean =>
  left.x < right.x + right.width - 0.01 &&
  right.x < left.x + left.width - 0.01 &&
  left.y < right.y + right.height - 0.01 &&
  right.y < left.y + left.height - 0.01;

const contains = (outer: Rect, inner: Rect): boolean =>
  inner.x >= outer.x - 0.01 &&
  inner.y >= outer.y - 0.01 &&
  inner.x + inner.width <= outer.x + outer.width + 0.01 &&
  inner.y + inner.height <= outer.y + outer.height + 0.01;

type Thing = { readonly what: string; readonly rect: Rect };

/** Everything that must not touch anything else: texts, marks, wires, and the boxes where a text lies outside of them. */
function thingsOf(drawing: EnvironmentDrawing) {
  const mark = ({
    x,
    y,
    side,
    verdict,
  }: {
    x: number;
    y: number;
    side: number;
    verdict: Verdict;
  }): Thing => ({
    what: `mark ${verdict}`,
    rect: { x: x - side / 2, y: y - side / 2, width: side, height: side },
  });
  const text = (one: DrawnText): Thing => ({ what: one.text, rect: boxOf(one) });
  const wires = drawing.lanes.map(
    ({ from, to, name }): Thing => ({
      what: `wire of ${name}`,
      rect: { x: from.x, y: from.y - 0.75, width: to.x - from.x, height: 1.5 },
    }),
  );
  const inBoxes = drawing.lanes.flatMap((lane) =>
    lane.texts.filter(({ x }) => contains(lane.box, { x, y: lane.box.y, width: 0, height: 0 })),
  );
  const onWires = drawing.lanes.flatMap((lane) => lane.texts.filter((one) => !inBoxes.includes(one)));
  return {
    texts: [...drawing.texts, ...drawing.machine.texts, ...inBoxes, ...onWires].map(text),
    marks: [...drawing.machine.marks, ...drawing.lanes.flatMap((lane) => lane.mark ?? [])].map(mark),
    labels: onWires.filter(({ style }) => style === 'mono').map(text),
    boxes: [
      { what: 'this machine', rect: drawing.machine.rect },
      ...drawing.lanes.map(({ box, name }): Thing => ({ what: `box ${name}`, rect: box })),
    ],
    wires,
  };
}

/** What collides in a drawing or lies outside of it or of its box, in words. */
function faultsOf(drawing: EnvironmentDrawing): readonly string[] {
  const { texts, marks, labels, boxes, wires } = thingsOf(drawing);
  const whole = { x: 0, y: 0, width: drawing.width, height: drawing.height };
  const pairs = (list: readonly Thing[]): readonly string[] =>
    list.flatMap((one, index) =>
      list
        .slice(index + 1)
        .filter((other) => overlaps(one.rect, other.rect))
        .map((other) => `${one.what} over ${other.what}`),
    );
  const between = (left: readonly Thing[], right: readonly Thing[]): readonly string[] =>
    left.flatMap((one) =>
      right
        .filter((other) => overlaps(one.rect, other.rect))
        .map((other) => `${one.what} over ${other.what}`),
    );
  const outside = (list: readonly Thing[], outer: Rect): readonly string[] =>
    list.filter(({ rect }) => !contains(outer, rect)).map(({ what }) => `${what} outside`);
  const stacks = drawing.lanes.flatMap(({ stack, name }) =>
    stack === null ? [] : [{ what: `stack ${name}`, rect: stack }],
  );
  const { machine } = drawing;
  const ownTexts = machine.texts.map((text) => ({ what: text.text, rect: boxOf(text) }));
  const ownMarks = machine.marks.map(({ x, y, side, verdict }) => ({
    what: `own ${verdict}`,
    rect: { x: x - side / 2, y: y - side / 2, width: side, height: side },
  }));
  return [
    ...pairs([...texts, ...marks]),
    ...pairs(boxes),
    ...between(labels, [...wires, ...boxes, ...stacks]),
    ...outside([...texts, ...marks, ...boxes, ...stacks, ...wires], whole),
    ...outside([...ownTexts, ...ownMarks], machine.rect),
    ...drawing.lanes.flatMap((lane) =>
      lane.texts
        .filter(({ style }) => style === 'label' || style === 'mono-muted')
        .flatMap((text) => outside([{ what: text.text, rect: boxOf(text) }], lane.box)),
    ),
  ];
}

const rolesOf = ['controller', 'front-end', 'lifetime', 'container-runtime', 'end-user'] as const;
const places = [
  'controller',
  'front-end',
  'lifetime',
  'container-runtime',
  'end-user',
  'development-tools',
  'sysops',
  'database',
  'cache',
  'server',
  'outsystems-cloud',
] as const;

const names = [
  'fe',
  'frontend-',
  'production-application-server-',
  'W',
  'Ж',
  '東京',
  'ไทย',
  'l',
  '2001:db8::',
];

/** An environment of any size with any checks, verdicts, causes and ports, as no catalogue would plan it. */
function anyRun({ below }: SeededRandom): Parameters<typeof environmentDrawing>[0] {
  const pick = <T>(list: readonly [T, ...T[]] | readonly T[]): T => list[below(list.length)] as T;
  const host = (): string =>
    `${pick(names)}${below(300)}${below(2) === 0 ? '' : '.production.corp.example.internal'}`;
  const port = (): number => pick([80, 443, 1433, 5672, 12000, 12001, 12002, 3389, below(65_535) + 1]);
  const machineHost = pick([
    'app01',
    'a-machine-with-a-very-long-name-of-its-own',
    '東京のサーバー',
    'WWWWWWWWWWWWWWWW',
  ]);
  const hosts = Array.from({ length: 1 + below(40) }, host);
  const roles = rolesOf.filter(() => below(3) === 0);
  const checks = Array.from({ length: below(160) }, () => {
    const verdict = pick(verdicts);
    const direction = pick(['local', 'outbound', 'inbound'] as const);
    const own = { role: pick(places), host: machineHost };
    const other = { role: pick(places), host: below(4) === 0 ? machineHost : pick(hosts) };
    const end = direction === 'outbound' ? other : own;
    return {
      direction,
      verdict,
      source:
        direction === 'inbound' ? { role: pick(places), host: below(2) === 0 ? null : pick(hosts) } : own,
      destination:
        below(12) === 0 && direction === 'local'
          ? null
          : { ...end, port: below(9) === 0 ? null : port(), protocol: 'TCP' as const },
      ...(verdict === 'fail' && below(3) > 0 ? { cause: 1 + below(120) } : {}),
    };
  });
  return {
    machine: {
      hostname: machineHost,
      os: sampleMachine.os,
      addresses: [...sampleMachine.addresses],
      roles: roles.length === 0 ? ['front-end'] : [...roles],
    },
    profile: sampleProfile({
      frontEnds: Array.from({ length: below(200) }, (_, index) => ({ host: `fe${index}.example.local` })),
    }),
    checks,
  };
}

describe('the environment drawing', () => {
  const forms: readonly (readonly [string, DrawingForm])[] = [
    ['paper', paperForm],
    ['a narrow screen', screenForm(0)],
    ['a wide screen', screenForm(2000)],
    ['a plan', screenForm(800, false)],
  ];

  it.each(
    samples.flatMap(([name, make]) => forms.map(([form, value]) => [name, form, make, value] as const)),
  )('lets nothing overlap or leave its box: %s on %s', (_, __, make, form) => {
    expect(faultsOf(environmentDrawing(drawnRun(make()), form))).toEqual([]);
  });

  it('lets nothing overlap or leave its box, whatever the environment, the verdicts and the width', () => {
    let lanes = 0;
    for (let seed = 1; seed <= 200; seed += 1) {
      const random = seededRandom(seed);
      const run = anyRun(random);
      const width = leastDrawingWidth + random.below(400);
      const most = 1 + random.below(14);
      const form = { width, pitch: 38 + random.below(6), most, verdicts: random.below(5) > 0 };
      const drawing = environmentDrawing(run, form);
      lanes += drawing.lanes.length;
      expect(faultsOf(drawing), `seed ${seed} at ${width}`).toEqual([]);
      for (const side of ['in', 'out'] as const)
        expect(drawing.lanes.filter((lane) => lane.side === side).length).toBeLessThanOrEqual(most);
    }
    expect(lanes).toBeGreaterThan(1500);
  });

  const laneOf = (drawing: EnvironmentDrawing, peer: string) =>
    drawing.lanes.filter((lane) => lane.peer === peer);
  const draw = (result: RunResult, form = screenForm(900)) => environmentDrawing(drawnRun(result), form);
  const textsOf = (drawing: EnvironmentDrawing, peer: string): readonly string[] =>
    laneOf(drawing, peer).flatMap(({ texts }) => texts.map(({ text }) => text));

  it('parts a kind of server exactly where verdict and cause differ, and says how many each lane has', () => {
    const lanes = laneOf(draw(farmResult()), 'front-end').filter(({ side }) => side === 'out');
    expect(new Set(lanes.map(({ verdict, cause }) => `${verdict} ${cause}`)).size).toBe(lanes.length);
    expect(lanes.length).toBeGreaterThan(1);
    for (const { hosts, stack, name } of lanes) {
      expect(stack !== null).toBe(hosts.length > 1);
      if (hosts.length > 1) expect(name).toBe(`Front-ends, ${hosts.length}`);
    }
  });

  it('puts the lanes of one kind together where there is no room for all of them, the worst last', () => {
    const fine = draw(largeFarm(30));
    const coarse = draw(largeFarm(30), { width: 656, pitch: 38, most: 7, verdicts: true });
    const out = (drawing: EnvironmentDrawing) => drawing.lanes.filter(({ side }) => side === 'out');
    expect(out(fine).length).toBeGreaterThan(out(coarse).length);
    expect(laneOf(coarse, 'front-end').some(({ verdict }) => verdict === 'fail')).toBe(true);
    const alone = draw(largeFarm(30), { width: 656, pitch: 38, most: 1, verdicts: true });
    expect(out(alone).map(({ name, verdict }) => `${name}: ${verdict}`)).toEqual(['6 others: fail']);
  });

  it('leaves no empty side where nobody comes, or where it goes nowhere', () => {
    const whole = draw(failedResult(), paperForm);
    const run = drawnRun(failedResult());
    for (const direction of ['inbound', 'outbound'] as const) {
      const checks = run.checks.filter((check) => check.direction !== direction);
      const half = environmentDrawing({ ...run, checks }, paperForm);
      expect(half.width).toBeLessThan(whole.width - 200);
      expect(half.texts).toHaveLength(1);
      expect(faultsOf(half)).toEqual([]);
    }
  });

  it('numbers what failed as the causes are numbered', () => {
    const drawing = draw(failedResult());
    const database = laneOf(drawing, 'database');
    expect(database).toMatchObject([
      { name: 'SQL Server', verdict: 'fail', ports: [1433], hosts: ['db01.example.local'] },
    ]);
    expect(textsOf(drawing, 'database')).toContain(String(database[0]?.cause));
    expect(laneOf(drawing, 'controller')[0]?.cause ?? null).toBeNull();
  });

  it('says who comes from workstations, and that nobody has named them', () => {
    expect(textsOf(draw(failedResult()), 'end-user')).toEqual(
      expect.arrayContaining(['End users', 'workstations']),
    );
  });

  it('tells the servers of other environments from those of its own', () => {
    const drawing = draw(lifetimeResult());
    const managed = laneOf(drawing, 'managed');
    expect(managed.some(({ side, verdict }) => side === 'out' && verdict === 'fail')).toBe(true);
    expect(managed.find(({ side }) => side === 'in')?.verdict).toBe('not-testable-here');
  });

  it('has on this machine what was looked at on it, and what it asks of its own services', () => {
    const { machine } = draw(passedResult());
    expect(machine.texts.map(({ text }) => text)).toEqual(
      expect.arrayContaining([
        'app01',
        'Controller',
        'Front-end',
        '80',
        '443',
        '5672',
        '12000',
        '12001',
        '12002',
      ]),
    );
    expect(machine.marks.every(({ verdict }) => verdict === 'pass')).toBe(true);
  });

  it('keeps both ends of a name that is longer than its box', () => {
    const host = 'production-controller-of-the-bank-01.example.local';
    const drawing = draw(
      sampleResult({ profile: { machine: { roles: ['front-end'] }, controller: { host } } }),
    );
    expect(textsOf(drawing, 'controller')).toContainEqual(expect.stringMatching(/^produc.*….*01$/));
  });

  it.each([
    [[1433], ['1433']],
    [
      [1433, 14330, 15210],
      ['1433', '14330 +1'],
    ],
    [
      [1433, 1434, 1435, 1436, 1437],
      ['1433', '1434 +3'],
    ],
  ])('writes the ports %j of a wire in two lines at most, and counts the others', (ports, lines) => {
    const databases = ports.map((port) => ({ purpose: 'platform', engine: 'sqlserver', host: 'db01', port }));
    const result = sampleResult({
      profile: { machine: { roles: ['front-end'] }, controller: { host: 'ctrl' }, databases },
    });
    const [lane] = laneOf(draw(result, paperForm), 'database');
    expect(lane?.texts.filter(({ style }) => style === 'mono').map(({ text }) => text)).toEqual(lines);
  });

  it('says the same in words', () => {
    const { description } = draw(failedResult());
    expect(description).toContain('with this machine app01 as Front-end');
    expect(description).toMatch(
      /It goes to: .*SQL Server db01\.example\.local, port 1433: failed \(cause \d\)/,
    );
    expect(description).toContain('On it: 80 ');
    const plan = draw(failedResult(), screenForm(800, false));
    expect(plan.description).not.toMatch(/failed|passed|cause/);
    expect(plan.machine.marks).toEqual([]);
    expect(plan.lanes.every(({ mark }) => mark === null)).toBe(true);
  });
});
