import { beforeAll, describe, expect, it } from 'vitest';
import { openSheet, type Sheet } from '../../../../../../electron/core/report/pages/layout.ts';
import { styles } from '../../../../../../electron/core/report/pages/styles.ts';
import { type Cell, distinct, prepareTable } from '../../../../../../electron/core/report/pages/table.ts';
import { createReportDocument } from '../../../../../../electron/core/report/pdf-document.ts';
import { loadReportFonts, type ReportFonts } from '../../../../../../electron/core/report/report-fonts.ts';
import { buildReportModel } from '../../../../../../shared/report/model.ts';
import type { RunResult } from '../../../../../../shared/run/result.ts';
import { isWellFormed } from '../../../../../../shared/words/well-formed.ts';
import { largeFarm } from '../../../../../support/large-farm.ts';
import { sampleOptions } from '../../../../../support/sample-report.ts';
import { containerResult, farmResult, sampleResult } from '../../../../../support/sample-results.ts';
import { recordDrawing } from './recorded-drawing.ts';

let fonts: ReportFonts;
beforeAll(async () => {
  fonts = await loadReportFonts('東京');
});

const modelOf = (result: RunResult) =>
  buildReportModel(result, { fingerprint: 'ab'.repeat(32), signerName: 'Netready on app01' });

const textOf = (result: RunResult): string =>
  recordDrawing(modelOf(result), fonts)
    .texts.map(({ text }) => text)
    .join(' ')
    .replaceAll(/\s+/g, ' ');

describe('the pages of a large farm', () => {
  it('say how much they leave to report.json, once for each list that is cut', () => {
    const result = largeFarm(450);
    const model = modelOf(result);
    const mores = [
      ...[model.checks, model.failures, model.attention].flatMap((section) =>
        section.groups.map(({ more }: { readonly more: string | null }) => more),
      ),
      ...[
        model.firewall.rules,
        model.firewall.groups,
        model.evidence,
        model.latency,
        model.waivers,
        model.contacts,
      ].map(({ more }) => more),
    ].filter((more) => more !== null);
    expect(mores.length).toBeGreaterThan(4);
    expect(mores.length).toBeLessThan(12);
    const text = textOf(result);
    for (const more of mores) expect(text).toContain(more);
    expect(text).toContain('at most 400 of one kind; the attached report.json has all.');
  });

  it.each([
    [1, 12],
    [8, 22],
    [30, 22],
    [200, 24],
  ])('are few for %i front-ends and as many managed servers: at most %i', (count, most) => {
    const { pages, texts, bookmarks } = recordDrawing(modelOf(largeFarm(count)), fonts);
    expect(pages).toBeLessThanOrEqual(most);
    // Page 1 has its own heading, the drawing and what has to be done, and no other part begins there.
    const first = texts.filter(({ page }) => page === 0).map(({ text }) => text);
    for (const heading of ['Where this machine stands', 'What has to be done'])
      expect(first).toContain(heading);
    for (const heading of bookmarks.slice(1)) {
      const headings = texts.filter(({ text, size }) => text === heading && size > 14);
      expect(
        headings.map(({ page }) => page > 0),
        heading,
      ).toEqual([true]);
    }
  });

  const servers = (roles: readonly string[], frontEnds: number) =>
    sampleResult({
      profile: {
        machine: { roles: [...roles] },
        controller: { host: roles.includes('controller') ? 'app01' : 'ctrl.example.local' },
        frontEnds: Array.from({ length: frontEnds }, (_, index) => ({
          host: `fe${index + 1}.example.local`,
        })),
      },
    });

  it.each<[string, () => RunResult]>([
    ['a controller with 200 front-ends', () => servers(['controller'], 200)],
    ['a front-end among 200', () => servers(['front-end'], 200)],
    ['a container runtime', containerResult],
    ['200 front-ends and 200 managed servers', () => largeFarm(200)],
    ['60 front-ends and 60 managed servers', () => largeFarm(60)],
    ['a farm with long names', farmResult],
  ])('do not leave a third of a page empty before a table or within one: %s', (_, make) => {
    const model = modelOf(make());
    for (const size of ['A4', 'LETTER'] as const) {
      const drawing = recordDrawing(model, fonts, size);
      const margin = (18 * 72) / 25.4;
      const bottom = drawing.height - margin;
      const third = (bottom - margin) / 3;
      // The last page is one piece: the panel of the signature stands on it.
      for (let page = 1; page < drawing.pages - 2; page += 1) {
        const ends = [...drawing.texts, ...drawing.corners]
          .filter((thing) => thing.page === page && thing.y < bottom + 3)
          .map(({ y }) => y);
        expect(bottom - Math.max(...ends), `page ${page + 1} of ${size}`).toBeLessThan(third);
      }
    }
  });

  it('show every check of a story that is longer than a page', () => {
    const frontEnds = Array.from({ length: 45 }, (_, index) => ({ host: `fe${index}.example.local` }));
    const left = sampleResult({ only: ['loc-roles'], profile: { frontEnds } });
    const text = textOf(left);
    const { groups } = modelOf(left).checks;
    const rows = groups.flatMap((group) => group.rows);
    expect(rows.flatMap(({ checks }) => checks)).toHaveLength(left.checks.length);
    const places = rows.flatMap(({ many }) => many?.places ?? []);
    expect(places.length).toBeGreaterThan(0);
    expect(places.filter((place) => !text.replaceAll(' ', '').includes(place.replaceAll(' ', '')))).toEqual(
      [],
    );
    expect(text).not.toContain('…');
  });
});

describe('a row that is higher than a page', () => {
  function drawnIn(width: number, cell: Cell): readonly string[] {
    const document = createReportDocument(sampleOptions, fonts);
    const sheet: Sheet = openSheet(document);
    const drawn: string[] = [];
    const { pdf } = document;
    const text = pdf.text.bind(pdf);
    pdf.text = (content: string, x?: unknown, y?: unknown, options?: PDFKit.Mixins.TextOptions) => {
      drawn.push(content);
      return text(content, x as number, y as number, options);
    };
    prepareTable(sheet, { columns: [{ head: 'Head', width }], rows: [[cell]] }).draw(sheet.root);
    return drawn;
  }

  it('ends in an ellipsis after a whole letter', () => {
    for (const width of [80, 92, 104]) {
      const drawn = drawnIn(width, [{ text: '𨸏𨸏東'.repeat(700), style: styles.body }]);
      expect(drawn.at(-1)).toBe('…');
      expect(drawn.every(isWellFormed)).toBe(true);
    }
  });
});

describe('the paragraphs of a cell', () => {
  it('say nothing twice and keep their order', () => {
    const cell = ['b', 'a', 'b', 'c', 'a'].map((text) => ({ text, style: styles.body }));
    expect(distinct(cell).map(({ text }) => text)).toEqual(['b', 'a', 'c']);
  });
});
