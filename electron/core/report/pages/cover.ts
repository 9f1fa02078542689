import type { Cover, TaskRow, VerdictCount } from '../../../../shared/report/model/types.ts';
import type { Field } from '../../../../shared/report/profile-answers.ts';
import { radii } from '../../../../shared/theme/tokens.ts';
import { verdictLooks } from '../../../../shared/theme/verdicts.ts';
import { drawEnvironment, drawingHeight } from './environment-drawing.ts';
import { drawFields, type FieldBox, fieldsHeight } from './fields.ts';
import type { Listed } from './headings.ts';
import type { Element, Sheet } from './layout.ts';
import { drawMark } from './marks.ts';
import { paper, points, space, styles } from './styles.ts';
import { type PreparedTable, prepareTable } from './table.ts';

function drawTitle(sheet: Sheet, parent: Element, cover: Cover): void {
  sheet.paragraph(parent, 'H1', cover.heading, styles.eyebrow);
  const isLong = sheet.wrap(cover.machine, styles.title, sheet.frame.width).length > 1;
  sheet.paragraph(parent, 'P', cover.machine, isLong ? styles.section : styles.title);
  sheet.moveDown(space(1));
}

/** Fields in two columns, parted where the higher of them is least high. */
function leastHigh(
  sheet: Sheet,
  fields: readonly Field[],
  [left, right]: readonly [FieldBox, FieldBox],
): readonly (readonly Field[])[] {
  const higher = (count: number): number =>
    Math.max(
      fieldsHeight(sheet, fields.slice(0, count), left),
      fieldsHeight(sheet, fields.slice(count), right),
    );
  const best = fields.reduce((least, _, count) => (higher(count) < higher(least) ? count : least), 0);
  return [fields.slice(0, best), fields.slice(best)];
}

function drawFacts(sheet: Sheet, parent: Element, cover: Cover): void {
  const { frame } = sheet;
  const label = points(86);
  // As wide as the report's id in one line.
  const right = label + points(266);
  const left = frame.width - right - space(2);
  const boxes = [
    { x: frame.left, width: left, label },
    { x: frame.left + frame.width - right, width: right, label },
  ] as const;
  const top = sheet.y();
  const parts = leastHigh(sheet, cover.fields, boxes);
  const ends = boxes.map((box, index) => {
    sheet.moveTo(top);
    drawFields(sheet, parent, parts[index] ?? [], box);
    return sheet.y();
  });
  sheet.moveTo(Math.max(...ends) + space(1.5));
}

const bandMark = points(32);
const countMark = points(14);

type CountPlace = VerdictCount & { readonly x: number; readonly row: number };

/** The counts side by side, in as many rows as they need. */
function placeCounts(sheet: Sheet, cover: Cover, left: number, width: number): readonly CountPlace[] {
  let x = 0;
  let row = 0;
  return cover.counts.map((count) => {
    const needed = countMark + space(0.5) + (sheet.wrap(count.text, styles.body, width)[0]?.width ?? 0);
    if (x > 0 && x + needed > width) {
      x = 0;
      row += 1;
    }
    const placed = { ...count, x: left + x, row };
    x += needed + space(2);
    return placed;
  });
}

const countRow = styles.body.leading + space(0.5);

function drawCounts(sheet: Sheet, parent: Element, counts: readonly CountPlace[], top: number): void {
  const list = sheet.open(parent, 'L');
  for (const { text, verdict, x, row } of counts) {
    const y = top + row * countRow;
    const markTop = y + (styles.body.leading - countMark) / 2;
    sheet.artifact(() => drawMark(sheet.pdf, verdict, x, markTop, countMark));
    const item = sheet.open(list, 'LI');
    const body = sheet.open(item, 'LBody');
    sheet.content(body, () => {
      const lines = sheet.wrap(text, styles.body, sheet.frame.width);
      sheet.drawLines(lines, styles.body, x + countMark + space(0.5), y);
    });
    sheet.close(body);
    sheet.close(item);
  }
  sheet.close(list);
}

/** The verdict in one sentence, with the counts: a tinted band whose rim and mark also show in grey. */
function drawBand(sheet: Sheet, parent: Element, cover: Cover): void {
  const { frame, pdf } = sheet;
  const hue = paper.hues[verdictLooks[cover.verdict].hue];
  const padding = space(2);
  const textLeft = frame.left + padding + bandMark + space(2);
  const textWidth = frame.left + frame.width - padding - textLeft;
  const sentence = sheet.wrap(
    [{ ...sheet.piece(cover.sentence, styles.sentence), colour: hue.ink }],
    styles.sentence,
    textWidth,
  );
  const counts = placeCounts(sheet, cover, textLeft, textWidth);
  const rows = Math.max(0, ...counts.map(({ row }) => row + 1));
  const height = 2 * padding + sentence.length * styles.sentence.leading + space(0.5) + rows * countRow;
  const top = sheet.y();
  sheet.artifact(() => {
    pdf.roundedRect(frame.left, top, frame.width, height, points(radii.medium)).fill(hue.tint);
    pdf
      .roundedRect(frame.left, top, frame.width, height, points(radii.medium))
      .lineWidth(points(1.5))
      .stroke(hue.mark);
    drawMark(pdf, cover.verdict, frame.left + padding, top + (height - bandMark) / 2, bandMark);
  });
  const paragraph = sheet.open(parent, 'P');
  let y = top + padding;
  sheet.content(paragraph, () => {
    y = sheet.drawLines(sentence, styles.sentence, textLeft, y);
  });
  sheet.close(paragraph);
  drawCounts(sheet, parent, counts, y + space(0.75));
  sheet.moveTo(top + height);
}

const headingHeight = space(3.5) + styles.group.leading;

function drawHeading(sheet: Sheet, parent: Element, text: string): void {
  sheet.gap(space(2.5));
  sheet.paragraph(parent, 'H2', text, styles.group);
  sheet.moveDown(space(1));
}

function taskTable(sheet: Sheet, cover: Cover, rows: readonly TaskRow[]): PreparedTable {
  const { width } = sheet.frame;
  const heads = cover.tasks.columns;
  const widths = [0.15, 0.48, 0.18, 0.19].map((share) => share * width);
  return prepareTable(sheet, {
    columns: widths.map((columnWidth, index) => ({ head: heads[index] ?? '', width: columnWidth })),
    rows: rows.map((row) => [
      [{ text: verdictLooks[row.verdict].word, style: styles.strong, mark: row.verdict }],
      [{ text: row.title, style: styles.body }],
      [{ text: row.where, style: row.typed ? styles.mono : styles.body }],
      [{ text: row.owner, style: styles.body }],
    ]),
  });
}

/** Where the tasks must end: above the contents on page 1, at the frame's end on any other. */
const lowest = (sheet: Sheet, contentsTop: number): number =>
  sheet.here().page === 0 ? contentsTop : sheet.frame.bottom;

function drawTasks(sheet: Sheet, parent: Element, cover: Cover, bottom: number): void {
  const { tasks } = cover;
  const least = tasks.rows.length === 0 ? 0 : taskTable(sheet, cover, tasks.rows.slice(0, 1)).height;
  if (sheet.y() + headingHeight + least + space(3) > lowest(sheet, bottom)) sheet.breakPage();
  drawHeading(sheet, parent, tasks.heading);
  if (tasks.rows.length === 0) {
    sheet.paragraph(parent, 'P', tasks.empty, styles.body);
    return;
  }
  const free = lowest(sheet, bottom) - sheet.y() - space(1);
  const whole = taskTable(sheet, cover, tasks.rows);
  const more = styles.muted.leading + space(1);
  // At least one, so that page 1 is never silent about a failure.
  const rows =
    whole.height <= free ? tasks.rows : tasks.rows.slice(0, Math.max(1, whole.fitting(free - more)));
  taskTable(sheet, cover, rows).draw(parent);
  const leftOut = tasks.leftOut[tasks.rows.length - rows.length - 1];
  if (leftOut === undefined) return;
  sheet.moveDown(space(1));
  sheet.paragraph(parent, 'P', leftOut, styles.muted);
}

const contentsColumns = 3;

/** Room for the number of a page, which is set to the right. */
const numberWidth = points(22);

const contentsHeight = (rows: number): number => rows * styles.body.leading + space(2);

function drawContentsLine(
  sheet: Sheet,
  toc: Element,
  listed: Listed,
  x: number,
  y: number,
  width: number,
): void {
  const { pdf } = sheet;
  const page = String(listed.place.page + 1);
  const number = sheet.wrap(page, styles.monoMuted, Number.POSITIVE_INFINITY);
  const heading = sheet.wrap(listed.heading, styles.body, Number.POSITIVE_INFINITY);
  const item = sheet.open(toc, 'TOCI');
  const link = sheet.open(item, 'Link');
  sheet.content(link, () => {
    sheet.drawLines(number, styles.monoMuted, x + numberWidth - (number[0]?.width ?? 0), y);
    sheet.drawLines(heading, styles.body, x + numberWidth + space(1), y);
  });
  const target = pdf.switchToPage(listed.place.page).dictionary;
  const targetHeight = pdf.page.height;
  pdf.switchToPage(0);
  const annotation = {
    Subtype: 'Link',
    Contents: Object(`${listed.heading}, page ${page}`),
    Dest: [target, 'XYZ', 0, targetHeight - listed.place.y + space(1), 0],
    structParent: link.raw,
  };
  pdf.annotate(x, y, width, styles.body.leading, annotation);
  sheet.close(link);
  sheet.close(item);
}

/** Where the sections of the report begin, at the foot of page 1; drawn last, when that is known. */
function drawContents(sheet: Sheet, toc: Element, sections: readonly Listed[], top: number): void {
  const { frame, pdf } = sheet;
  pdf.switchToPage(0);
  sheet.artifact(() =>
    pdf
      .moveTo(frame.left, top)
      .lineTo(frame.left + frame.width, top)
      .lineWidth(points(0.75))
      .stroke(paper.line),
  );
  const width = frame.width / contentsColumns;
  const rows = Math.ceil(sections.length / contentsColumns);
  for (const [index, listed] of sections.entries()) {
    const x = frame.left + Math.floor(index / rows) * width;
    const y = top + space(1) + (index % rows) * styles.body.leading;
    drawContentsLine(sheet, toc, listed, x, y, width);
  }
}

/**
 * Page 1, which is enough for a manager: machine, verdict, drawing, and what has to be done by whom.
 * @param sections how many sections the contents will list at most
 * @returns what completes the page with the contents, once every other page is drawn
 */
export function drawCover(sheet: Sheet, cover: Cover, sections: number): (listed: readonly Listed[]) => void {
  const { frame } = sheet;
  const contentsTop = frame.bottom - contentsHeight(Math.ceil(sections / contentsColumns));
  sheet.bookmark(cover.heading);
  const part = sheet.open(sheet.root, 'Sect');
  drawTitle(sheet, part, cover);
  drawFacts(sheet, part, cover);
  drawBand(sheet, part, cover);
  sheet.ensure(headingHeight + drawingHeight(cover.environment.drawing));
  drawHeading(sheet, part, cover.environment.heading);
  drawEnvironment(sheet, part, cover.environment.drawing);
  drawTasks(sheet, part, cover, contentsTop);
  const toc = sheet.open(part, 'TOC');
  return (listed) => {
    drawContents(sheet, toc, listed, contentsTop);
    sheet.close(toc);
    sheet.close(part);
  };
}
