import { beforeAll, describe, expect, it } from 'vitest';
import { loadReportFonts, type ReportFonts } from '../../../../../../electron/core/report/report-fonts.ts';
import { buildReportModel, type ReportModel } from '../../../../../../shared/report/model.ts';
import type { RunResult } from '../../../../../../shared/run/result.ts';
import {
  cancelledResult,
  failedResult,
  farmResult,
  lifetimeResult,
  passedResult,
  sampleResult,
} from '../../../../../support/sample-results.ts';
import { type Drawing, type DrawnText, recordDrawing } from './recorded-drawing.ts';

const fingerprint = 'ab12cd34ef567890a1b2c3d4e5f60718293a4b5c6d7e8f90123456789abcdef0';
const modelOf = (result: RunResult): ReportModel =>
  buildReportModel(result, { fingerprint, signerName: 'Netready on app01' });

/** Everything that a profile may hold at its longest, and a certificate with more names than a page has lines. */
function longestResult(): RunResult {
  const result = failedResult();
  const name = 'Ж'.repeat(200);
  const facts = result.checks[0]?.facts ?? [];
  const crowd = Array.from({ length: 400 }, (_, index) => `10.0.${index >> 8}.${index & 255}`);
  const resolve = {
    kind: 'resolve',
    outcome: 'timeout',
    startedAt: result.startedAt,
    durationMs: 1,
    host: 'x'.repeat(253),
    addresses: crowd,
  } as const;
  return {
    ...result,
    machine: { ...result.machine, os: 'W'.repeat(300), addresses: crowd },
    profile: {
      ...result.profile,
      machine: { ...result.profile.machine, name },
      environment: { ...result.profile.environment, name },
    },
    checks: result.checks.map((check) =>
      check.verdict === 'fail'
        ? { ...check, reason: 'Reason. '.repeat(900), facts: [...facts, resolve] }
        : { ...check, id: `${check.id}@${'y'.repeat(253)}` },
    ),
  };
}

const samples: Readonly<Record<string, () => RunResult>> = {
  passed: passedResult,
  failed: failedResult,
  farm: farmResult,
  cancelled: cancelledResult,
  LifeTime: lifetimeResult,
  default: () => sampleResult(),
  longest: longestResult,
};
const names = Object.keys(samples);

const drawings = new Map<string, Drawing>();
let fonts: ReportFonts;
beforeAll(async () => {
  fonts = await loadReportFonts('東京');
  for (const [name, make] of Object.entries(samples))
    drawings.set(name, recordDrawing(modelOf(make()), fonts));
});

function drawingOf(name: string): Drawing {
  const drawing = drawings.get(name);
  if (drawing === undefined) throw new Error(`${name} was not drawn`);
  return drawing;
}

const margin = (18 * 72) / 25.4;
const foot = 25;
const descent = 0.25;
const ascent = 0.75;

const say = ({ page, text, x, y }: DrawnText): string =>
  `page ${page + 1} at ${Math.round(x)},${Math.round(y)}: ${text}`;

const isFoot = (drawing: Drawing, { y }: DrawnText): boolean => y > drawing.height - margin + 1;

function beyondMargins(drawing: Drawing): readonly string[] {
  const { width, height } = drawing;
  return drawing.texts
    .filter((text) => {
      const bottom = text.y + text.size * descent;
      const lowest = isFoot(drawing, text) ? height - margin + foot : height - margin + 1;
      const isHigh = text.y - text.size * ascent < margin - 1;
      return text.x < margin - 0.5 || text.x + text.width > width - margin + 0.5 || isHigh || bottom > lowest;
    })
    .map(say);
}

/** Pairs of texts of one page whose letters stand on each other. */
function collisions({ texts, pages }: Drawing): readonly string[] {
  const found: string[] = [];
  for (let page = 0; page < pages; page += 1) {
    const list = texts.filter((text) => text.page === page && text.text.trim() !== '');
    for (const [index, left] of list.entries())
      for (const right of list.slice(index + 1)) {
        const across = Math.min(left.x + left.width, right.x + right.width) - Math.max(left.x, right.x);
        const down =
          Math.min(left.y + left.size * 0.15, right.y + right.size * 0.15) -
          Math.max(left.y - left.size * 0.65, right.y - right.size * 0.65);
        if (across > 0.5 && down > 0.5) found.push(`${say(left)} | ${say(right)}`);
      }
  }
  return found;
}

const textOfPage = (drawing: Drawing, page: number): string =>
  drawing.texts
    .filter((text) => text.page === page)
    .map(({ text }) => text)
    .join(' ');

const wholeText = (drawing: Drawing): string => drawing.texts.map(({ text }) => text).join(' ');

/** A text as it is found again after it was broken into lines anywhere. */
const squeezed = (text: string): string => text.replaceAll(/\s+/g, '');

describe('the pages of a report', () => {
  it.each(names)('stay within their margins: %s', (name) => {
    const drawing = drawingOf(name);
    expect(beyondMargins(drawing)).toEqual([]);
    const outside = drawing.corners.filter(
      ({ x, y }) =>
        x < margin - 1 || x > drawing.width - margin + 1 || y < margin - 1 || y > drawing.height - margin + 1,
    );
    expect(outside).toEqual([]);
  });

  it.each(names)('let no texts stand on each other: %s', (name) => {
    expect(collisions(drawingOf(name))).toEqual([]);
  });

  it.each(names)('set the time of a fact on one line: %s', (name) => {
    const model = modelOf((samples[name] ?? failedResult)());
    const texts = new Set(drawingOf(name).texts.map(({ text }) => text.trim()));
    const times = model.evidence.blocks.flatMap(({ facts }) => facts.map(({ time }) => time));
    expect(times.filter((time) => !texts.has(time))).toEqual([]);
  });

  it('stay within the margins of Letter paper', () => {
    const drawing = recordDrawing(modelOf(failedResult()), fonts, 'LETTER');
    expect(drawing.height).toBe(792);
    expect(beyondMargins(drawing)).toEqual([]);
    expect(collisions(drawing)).toEqual([]);
  });

  it.each([
    ['default', 7, 9],
    ['passed', 7, 9],
    ['cancelled', 7, 9],
    ['failed', 10, 14],
    ['farm', 20, 30],
  ] as const)('are as many as they need to be: %s', (name, least, most) => {
    const { pages } = drawingOf(name);
    expect(pages).toBeGreaterThanOrEqual(least);
    expect(pages).toBeLessThanOrEqual(most);
  });

  it.each(names)('name report, key and page on every one: %s', (name) => {
    const drawing = drawingOf(name);
    for (let page = 0; page < drawing.pages; page += 1) {
      const text = textOfPage(drawing, page);
      expect(text).toContain('Report 0f3c9a52-6d1e-4b7a-9c44-2f1d8e5b7a90');
      expect(text).toContain('Key ab12 cd34 ef56 7890');
      expect(text).toContain(`page ${page + 1} of ${drawing.pages}`);
    }
  });

  it.each(names)('carry content, not only a foot: %s', (name) => {
    const drawing = drawingOf(name);
    const empty = Array.from({ length: drawing.pages }, (_, page) => page).filter(
      (page) => drawing.texts.filter((text) => text.page === page && !isFoot(drawing, text)).length < 5,
    );
    expect(empty).toEqual([]);
  });

  it.each(['default', 'passed', 'failed', 'cancelled', 'LifeTime', 'farm'])(
    'are at least half full, the last two apart: %s',
    (name) => {
      const drawing = drawingOf(name);
      const lowest = (page: number): number =>
        Math.max(
          ...drawing.texts.filter((text) => text.page === page && !isFoot(drawing, text)).map(({ y }) => y),
        );
      const pages = Array.from({ length: drawing.pages - 1 }, (_, page) => page);
      const least = (page: number): number => drawing.height / (page === drawing.pages - 2 ? 4 : 2);
      expect(pages.filter((page) => lowest(page) < least(page))).toEqual([]);
    },
  );

  it('leave no heading alone at the foot of a page', () => {
    const headings = new Set([...Object.values(modelOf(farmResult()))].flatMap(headingsOf));
    const isHeading = (text: DrawnText | undefined): boolean =>
      text !== undefined && text.size > 9 && headings.has(text.text);
    for (const name of ['farm', 'failed', 'LifeTime']) {
      const drawing = drawingOf(name);
      const last = (page: number): DrawnText | undefined =>
        drawing.texts
          .filter((text) => text.page === page && !isFoot(drawing, text))
          .reduce<DrawnText | undefined>(
            (low, text) => (low === undefined || text.y > low.y ? text : low),
            undefined,
          );
      for (let page = 1; page < drawing.pages; page += 1)
        expect(isHeading(last(page)), `${name}, page ${page + 1}`).toBe(false);
    }
  });

  it('say on page 1 what a manager needs', () => {
    const drawing = drawingOf('failed');
    const first = squeezed(textOfPage(drawing, 0));
    const { cover } = modelOf(failedResult());
    for (const text of [cover.machine, cover.sentence, 'Before the installation', 'Network team'])
      expect(first).toContain(squeezed(text));
    expect(first).toContain(squeezed(cover.tasks.rows[0]?.title ?? ''));
  });

  it('say everything that the model says', () => {
    const model = modelOf(farmResult());
    const all = squeezed(wholeText(drawingOf('farm')));
    const { checks, coverage, firewall, contacts, waivers, verification, failures } = model;
    const expected = [
      ...checks.groups.flatMap(({ rows }) =>
        rows.flatMap((row) => [
          row.reason ?? '',
          ...(row.many === null
            ? []
            : [row.many.headline, row.many.id, row.many.observed, ...row.many.places]),
          ...(row.many === null ? row.checks : []).flatMap(({ headline, shortId, reason }) => [
            headline,
            shortId,
            reason,
          ]),
        ]),
      ),
      ...coverage.rows.flatMap(({ key, text, where, basis }) => [key, text, where, basis]),
      ...coverage.others.rows.flatMap((row) => [row.reason, ...row.requirements.map(({ text }) => text)]),
      ...firewall.rules.rows.flatMap(({ from, to, ports, connections, blocked }) => [
        from,
        to,
        ports,
        connections,
        ...blocked,
      ]),
      ...firewall.groups.rows.flatMap(({ id, what, members }) => [id, what, ...members]),
      ...contacts.rows.flatMap(({ host, address, ports, each }) => [
        host,
        address,
        ...ports,
        ...each.map((end) => `${end.host} ${end.address}`),
      ]),
      ...failures.groups.flatMap(({ blocks }) =>
        blocks.flatMap(({ heading, why, advice, places }) => [
          heading,
          ...why,
          ...places,
          ...advice.map(({ text }) => text),
        ]),
      ),
      ...waivers.rows.map(({ check }) => check),
      ...verification.steps,
      ...verification.leavesOpen.items,
      verification.fingerprint.slice(0, 8).join(' '),
    ];
    expect(expected.filter((text) => !all.includes(squeezed(text)))).toEqual([]);
  });

  it('show text of any script as it is or as code points, and markup as text', () => {
    const all = wholeText(drawingOf('farm'));
    expect(all).toContain('Производство');
    expect(all).toContain('東京');
    expect(all).toContain('<img src=x onerror=alert(1)>');
    expect(all).toContain('2001:db8:85a3:8d3:1319:8a2e:370:7348');
  });

  it('cut a text that is longer than a page, with an ellipsis', () => {
    expect(wholeText(drawingOf('longest'))).toContain('…');
  });

  it.each(names)('lead through the structure without skipping a level: %s', (name) => {
    const levels = drawingOf(name)
      .tags.filter((tag) => /^H\d$/.test(tag))
      .map((tag) => Number(tag[1]));
    expect(levels[0]).toBe(1);
    expect(levels.filter((level) => level === 1)).toHaveLength(1);
    expect(levels.filter((level, index) => index > 0 && level > (levels[index - 1] ?? 0) + 1)).toEqual([]);
  });

  it('have a bookmark for every section, in order', () => {
    const {
      cover,
      failures,
      attention,
      firewall,
      checks,
      coverage,
      waivers,
      contacts,
      answers,
      evidence,
      latency,
      verification,
    } = modelOf(failedResult());
    const sections = [
      cover,
      failures,
      attention,
      firewall,
      checks,
      coverage,
      waivers,
      contacts,
      answers,
      evidence,
      latency,
      verification,
    ];
    expect(drawingOf('failed').bookmarks).toEqual(sections.map(({ heading }) => heading));
    expect(drawingOf('passed').bookmarks).not.toContain(failures.heading);
  });

  it('draw every latency measurement with its figures, and leave the part out when there is none', () => {
    const { latency } = modelOf(passedResult());
    const drawing = drawingOf('passed');
    expect(latency.rows).toHaveLength(1);
    for (const { target, figures, plot } of latency.rows) {
      const page = drawing.texts.findLast(({ text }) => text === target)?.page ?? -1;
      expect(textOfPage(drawing, page)).toContain(figures[0]);
      expect(squeezed(textOfPage(drawing, page))).toContain(squeezed(figures.join(', ')));
      expect(textOfPage(drawing, page)).toContain(plot.ticks.at(-1)?.label);
    }
    const unmeasured = recordDrawing(modelOf(sampleResult({ only: ['loc-roles'] })), fonts);
    expect(unmeasured.bookmarks).not.toContain(latency.heading);
  });

  it('give the contents of page 1 the pages on which sections begin', () => {
    const drawing = drawingOf('failed');
    for (const heading of drawing.bookmarks.slice(1)) {
      const page = drawing.texts.find((text) => text.page > 0 && text.text === heading)?.page ?? 0;
      const entry = drawing.texts.findIndex((text) => text.page === 0 && text.text === heading);
      expect(drawing.texts[entry - 1]?.text.trim(), heading).toBe(String(page + 1));
    }
  });
});

/** The headings in a part of the model. */
function headingsOf(value: unknown): readonly string[] {
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === 'heading' && typeof inner === 'string' ? [inner] : headingsOf(inner),
  );
}
