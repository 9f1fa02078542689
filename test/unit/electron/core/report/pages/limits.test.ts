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
import { sampleResult } from '../../../../../support/sample-results.ts';
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
    const result = largeFarm(60);
    const model = modelOf(result);
    const mores = [
      ...[model.checks, model.failures, model.attention, model.firewall].flatMap((section) =>
        section.groups.map(({ more }: { readonly more: string | null }) => more),
      ),
      ...[model.evidence, model.latency, model.waivers, model.contacts].map(({ more }) => more),
    ].filter((more) => more !== null);
    expect(mores.length).toBeGreaterThan(4);
    const text = textOf(result);
    for (const more of mores) expect(text).toContain(more);
    expect(text).toContain('at most 50 of one kind; the attached report.json has all.');
  });

  it('show every check of a story that is longer than a page', () => {
    const frontEnds = Array.from({ length: 45 }, (_, index) => ({ host: `fe${index}.example.local` }));
    const left = sampleResult({ only: ['loc-roles'], profile: { frontEnds } });
    const text = textOf(left);
    const { groups } = modelOf(left).checks;
    const shown = groups.flatMap(({ rows }) => rows.flatMap(({ checks }) => checks));
    expect(shown.length).toBe(left.checks.length);
    expect(shown.filter(({ to }) => to?.address != null && !text.includes(to.address))).toEqual([]);
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
