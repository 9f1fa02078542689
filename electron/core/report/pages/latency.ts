import type { LatencyPlot, LatencyRow } from '../../../../shared/report/latency-plot.ts';
import type { ReportModel } from '../../../../shared/report/model/types.ts';
import { visibleText } from '../report-fonts.ts';
import { drawMore, type Listed, openSection } from './headings.ts';
import type { Element, Sheet } from './layout.ts';
import { paper, points, space, styles } from './styles.ts';

/** The strip in which the samples stand, with a little air at both ends so that no point is cut. */
const stripHeight = points(28);
const stripInset = points(8);
const radius = points(3);

/** Points that would cover each other stand on lanes; the lane of a sample follows from its turn. */
const lanes = 5;

const figureHeight = stripHeight + styles.monoMuted.leading + points(4);
const rowGap = space(1.5);

/** The texts of a row stand on the left, its plot beside them. */
const textWidth = (sheet: Sheet): number => sheet.frame.width * 0.44;
const columnGap = space(2);

const textHeight = (sheet: Sheet, row: LatencyRow): number =>
  sheet.wrap(row.target, styles.mono, textWidth(sheet)).length * styles.mono.leading +
  sheet.wrap(row.figures.join(', '), styles.body, textWidth(sheet)).length * styles.body.leading;

const rowHeight = (sheet: Sheet, row: LatencyRow): number => Math.max(figureHeight, textHeight(sheet, row));

type Strip = { readonly x: (at: number) => number; readonly top: number };

function drawVertical(sheet: Sheet, strip: Strip, at: number, colour: string, width: number): void {
  const x = strip.x(at);
  sheet.pdf
    .moveTo(x, strip.top)
    .lineTo(x, strip.top + stripHeight)
    .lineWidth(width)
    .stroke(colour);
}

function drawAxis(sheet: Sheet, strip: Strip, plot: LatencyPlot): void {
  const bottom = strip.top + stripHeight;
  sheet.pdf
    .moveTo(strip.x(0) - stripInset, bottom)
    .lineTo(strip.x(1) + stripInset, bottom)
    .lineWidth(points(0.75))
    .stroke(paper.border);
  for (const { at, label } of plot.ticks) {
    const x = strip.x(at);
    sheet.pdf
      .moveTo(x, bottom)
      .lineTo(x, bottom + points(3))
      .lineWidth(points(0.75))
      .stroke(paper.border);
    const line = sheet.wrap(label, styles.monoMuted, Number.POSITIVE_INFINITY)[0];
    if (line === undefined) continue;
    const left = at === 0 ? x - stripInset : at === 1 ? x + stripInset - line.width : x - line.width / 2;
    sheet.drawLines([line], styles.monoMuted, left, bottom + points(4));
  }
}

function drawSamples(sheet: Sheet, strip: Strip, samples: readonly number[]): void {
  const laneHeight = (stripHeight - 2 * radius) / lanes;
  for (const [index, at] of samples.entries()) {
    const lane = index % lanes;
    const y = strip.top + radius + (lane + 0.5) * laneHeight;
    sheet.pdf.circle(strip.x(at), y, radius).lineWidth(points(1)).stroke(paper.accent);
  }
}

/** Points on a strip: a circle for each connection, a thick line at the median, a thin one at 95 %, a dashed one at the limit. */
function drawPlot(sheet: Sheet, parent: Element, row: LatencyRow): void {
  const { frame } = sheet;
  const top = sheet.y();
  const left = frame.left + textWidth(sheet) + columnGap;
  const right = frame.left + frame.width;
  const strip: Strip = { x: (at) => left + stripInset + at * (right - left - 2 * stripInset), top };
  const figure = sheet.open(parent, 'Figure', {
    alt: visibleText(row.alt),
    bbox: [left, top, right, top + figureHeight],
  });
  sheet.content(figure, () => {
    drawAxis(sheet, strip, row.plot);
    drawVertical(sheet, strip, row.plot.p95, paper.muted, points(1));
    drawVertical(sheet, strip, row.plot.median, paper.text, points(2));
    if (row.plot.limit !== null) {
      sheet.pdf.dash(points(4), { space: points(3) });
      drawVertical(sheet, strip, row.plot.limit, paper.hues.red.mark, points(1.5));
      sheet.pdf.undash();
    }
    drawSamples(sheet, strip, row.plot.samples);
  });
  sheet.close(figure);
}

/** Every latency measurement with its figures and a small plot. Draws nothing and gives null when there is none. */
export function drawLatency(sheet: Sheet, text: ReportModel['latency']): Listed | null {
  const first = text.rows[0];
  if (first === undefined) return null;
  const { section, listed } = openSection(sheet, text, rowHeight(sheet, first));
  for (const row of text.rows) {
    const height = rowHeight(sheet, row);
    sheet.ensure(height + rowGap);
    const top = sheet.y();
    sheet.paragraph(section, 'P', row.target, styles.mono, { width: textWidth(sheet) });
    sheet.paragraph(section, 'P', row.figures.join(', '), styles.body, { width: textWidth(sheet) });
    sheet.moveTo(top);
    drawPlot(sheet, section, row);
    sheet.moveTo(top + height + rowGap);
  }
  drawMore(sheet, section, text.more);
  sheet.close(section);
  return listed;
}
