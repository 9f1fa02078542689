import type { EnvironmentPart, InputRow } from '../../../../shared/environment/environment-model.ts';
import { radii } from '../../../../shared/theme/tokens.ts';
import { verdictLooks } from '../../../../shared/theme/verdicts.ts';
import { drawLadder, ladderHeight } from './environment-ladder.ts';
import { drawMatrix, matrixHeight } from './environment-matrix.ts';
import { drawFields, type FieldBox } from './fields.ts';
import type { Element, Sheet } from './layout.ts';
import { drawMark } from './marks.ts';
import { paper, points, space, styles } from './styles.ts';
import { type Cell, prepareTable } from './table.ts';

type Cover = EnvironmentPart['cover'];

function drawFacts(sheet: Sheet, parent: Element, { fields }: Cover): void {
  const { frame } = sheet;
  const half = Math.ceil(fields.length / 2);
  const width = (frame.width - space(2)) / 2;
  const boxes: readonly FieldBox[] = [
    { x: frame.left, width, label: points(72) },
    { x: frame.left + frame.width - width, width, label: points(72) },
  ];
  const top = sheet.y();
  const ends = boxes.map((box, index) => {
    sheet.moveTo(top);
    drawFields(sheet, parent, index === 0 ? fields.slice(0, half) : fields.slice(half), box);
    return sheet.y();
  });
  sheet.moveTo(Math.max(...ends) + space(1));
}

const bandMark = points(28);
const numberBox = points(17);
const shareWidth = points(66);
const ownerWidth = points(112);

/** The number of a cause as its cells have it: filled where it explains several failures, outlined where it does not. */
export function drawCauseNumber(
  sheet: Sheet,
  { number, isExplained }: { readonly number: number; readonly isExplained: boolean },
  x: number,
  y: number,
): void {
  const { pdf } = sheet;
  const { mark, ink } = paper.hues.red;
  pdf.roundedRect(x, y, numberBox, numberBox, points(3));
  if (isExplained) pdf.fill(mark);
  else pdf.lineWidth(points(1.1)).stroke(mark);
  const style = { ...styles.cellStrong, colour: isExplained ? paper.surface : ink };
  const line = sheet.wrap(String(number), style, Number.POSITIVE_INFINITY)[0];
  if (line !== undefined)
    sheet.drawLines([line], style, x + (numberBox - line.width) / 2, y + (numberBox - style.leading) / 2);
}

/** The verdict in one sentence on its tint, what else is known, and the causes below it, in one frame. */
function drawBand(sheet: Sheet, parent: Element, cover: Cover): void {
  const { frame, pdf } = sheet;
  const hue = paper.hues[verdictLooks[cover.verdict].hue];
  const padding = space(1.25);
  const left = frame.left + padding + bandMark + space(1.5);
  const width = frame.left + frame.width - padding - left;
  const sentence = sheet.wrap(
    [{ ...sheet.piece(cover.sentence, styles.group), colour: hue.ink }],
    styles.group,
    width,
  );
  const detail = sheet.wrap(cover.detail, styles.body, width);
  const high = 2 * padding + sentence.length * styles.group.leading + detail.length * styles.body.leading;
  const causeLeft = frame.left + padding + numberBox + space(1.25);
  const causeWidth = frame.left + frame.width - padding - ownerWidth - shareWidth - space(1) - causeLeft;
  const causes = cover.causes.map((cause) => {
    const lines = sheet.wrap(cause.what, styles.body, causeWidth);
    return { ...cause, lines, height: Math.max(numberBox, lines.length * styles.body.leading) + space(1) };
  });
  const more = cover.moreCauses === null ? 0 : styles.muted.leading + space(0.75);
  const whole = high + causes.reduce((sum, { height }) => sum + height, 0) + more;
  sheet.ensure(whole);
  const top = sheet.y();
  sheet.artifact(() => {
    pdf.save().roundedRect(frame.left, top, frame.width, whole, points(radii.small)).clip();
    pdf.rect(frame.left, top, frame.width, high).fill(hue.tint).restore();
    pdf
      .roundedRect(frame.left, top, frame.width, whole, points(radii.small))
      .lineWidth(points(1.25))
      .stroke(hue.mark);
    drawMark(pdf, cover.verdict, frame.left + padding, top + (high - bandMark) / 2, bandMark);
  });
  const paragraph = (lines: typeof sentence, style: typeof styles.body, y: number): number => {
    const element = sheet.open(parent, 'P');
    let end = y;
    sheet.content(element, () => {
      end = sheet.drawLines(lines, style, left, y);
    });
    sheet.close(element);
    return end;
  };
  paragraph(detail, styles.body, paragraph(sentence, styles.group, top + padding));
  let y = top + high;
  const list = causes.length === 0 ? null : sheet.open(parent, 'L');
  for (const cause of causes) {
    if (list === null) break;
    const at = y;
    const from = at + space(0.5);
    sheet.artifact(() =>
      pdf
        .moveTo(frame.left + points(1), at)
        .lineTo(frame.left + frame.width - points(1), at)
        .lineWidth(points(0.75))
        .stroke(paper.line),
    );
    const item = sheet.open(list, 'LI');
    const label = sheet.open(item, 'Lbl');
    sheet.content(label, () => drawCauseNumber(sheet, cause, frame.left + padding, from));
    sheet.close(label);
    const body = sheet.open(item, 'LBody');
    const right = frame.left + frame.width - padding;
    sheet.content(body, () => {
      sheet.drawLines(
        cause.lines,
        styles.body,
        causeLeft,
        from + Math.max(0, (numberBox - styles.body.leading) / 2),
      );
      const line = from + (numberBox - styles.body.leading) / 2;
      sheet.drawLines(
        sheet.wrap(cause.share, styles.strong, shareWidth),
        styles.strong,
        right - ownerWidth - shareWidth,
        line,
      );
      sheet.drawLines(
        sheet.wrap(cause.owner, styles.muted, ownerWidth).slice(0, 1),
        styles.muted,
        right - ownerWidth,
        line,
      );
    });
    sheet.close(body);
    sheet.close(item);
    y += cause.height;
  }
  if (list !== null) sheet.close(list);
  sheet.moveTo(y);
  if (cover.moreCauses !== null) {
    sheet.moveDown(space(0.25));
    sheet.paragraph(parent, 'P', cover.moreCauses, styles.muted, { x: causeLeft });
    sheet.moveTo(y + more);
  }
}

function drawHeading(sheet: Sheet, parent: Element, text: string): void {
  sheet.gap(space(1.5));
  sheet.paragraph(parent, 'H2', text, styles.group);
  sheet.moveDown(space(0.5));
}

const inputCells = (row: InputRow): readonly Cell[] => [
  [{ text: row.machine, style: styles.mono }],
  [{ text: row.roles, style: styles.body }],
  [{ text: row.finished, style: styles.monoMuted }],
  [{ text: row.key, style: styles.body }],
  [
    row.isNoted
      ? { text: row.remark, style: styles.body, mark: 'warn' }
      : { text: row.remark, style: styles.muted },
  ],
];

/** Reports with what is to be known of each. */
export function inputTable(
  sheet: Sheet,
  { columns, rows }: { readonly columns: readonly string[]; readonly rows: readonly InputRow[] },
) {
  return prepareTable(sheet, {
    columns: [0.17, 0.16, 0.19, 0.2, 0.28].map((share, index) => ({
      head: columns[index] ?? '',
      width: share * sheet.frame.width,
    })),
    rowHead: 0,
    rows: rows.map(inputCells),
  });
}

/** What of the reports page 1 has room for; the rest is told behind. */
function drawRemarks(
  sheet: Sheet,
  parent: Element,
  { heading, columns, rows, more }: EnvironmentPart['remarks'],
): void {
  const lines =
    more === null ? 0 : sheet.wrap(more, styles.body, sheet.frame.width).length * styles.body.leading;
  const free = sheet.room() - space(4) - styles.group.leading - lines;
  const fitting = rows.length === 0 ? 0 : inputTable(sheet, { columns, rows }).fitting(free);
  if (fitting === 0 && free < 0) return;
  drawHeading(sheet, parent, heading);
  if (fitting > 0) inputTable(sheet, { columns, rows: rows.slice(0, fitting) }).draw(parent);
  const left = rows.length - fitting;
  const texts = [
    ...(left === 0 ? [] : [`${left} more with a remark, under All reports.`]),
    ...(more === null ? [] : [more]),
  ];
  sheet.moveDown(space(0.5));
  if (texts.length > 0) sheet.paragraph(parent, 'P', texts.join(' '), styles.body);
}

function drawGroups(sheet: Sheet, parent: Element, groups: NonNullable<EnvironmentPart['groups']>): void {
  const table = prepareTable(sheet, {
    columns: [0.1, 0.11, 0.41, 0.38].map((share, index) => ({
      head: groups.columns[index] ?? '',
      width: share * sheet.frame.width,
    })),
    rowHead: 0,
    rows: groups.rows.map((row) =>
      row.map((text, index) => [{ text, style: index === 2 ? styles.mono : styles.body }]),
    ),
  });
  sheet.ensure(styles.group.leading + space(3) + table.lead);
  drawHeading(sheet, parent, groups.heading);
  table.draw(parent);
}

/** Several environments beside each other: each with its mark, its name and its verdict in a sentence. */
function drawBeside(sheet: Sheet, parent: Element, { lead, items }: NonNullable<Cover['beside']>): void {
  const { frame, pdf } = sheet;
  sheet.paragraph(parent, 'P', lead, styles.strong);
  const list = sheet.open(parent, 'L');
  const mark = points(14);
  const left = frame.left + mark + space(0.75);
  for (const { name, verdict, sentence } of items) {
    const lines = sheet.wrap(
      [sheet.piece(`${name}  `, styles.strong), sheet.piece(sentence, styles.body)],
      styles.body,
      frame.width - mark - space(0.75),
    );
    const height = Math.max(mark, lines.length * styles.body.leading) + space(0.25);
    sheet.ensure(height);
    const y = sheet.y();
    sheet.artifact(() => drawMark(pdf, verdict, frame.left, y + points(1), mark));
    const item = sheet.open(list, 'LI');
    const body = sheet.open(item, 'LBody');
    sheet.content(body, () => sheet.drawLines(lines, styles.body, left, y));
    sheet.close(body);
    sheet.close(item);
    sheet.moveTo(y + height);
  }
  sheet.close(list);
  sheet.moveDown(space(0.75));
}

/** Page 1, which is enough for a manager: the verdict, its causes, and who reaches whom. */
export function drawEnvironmentCover(sheet: Sheet, model: EnvironmentPart): void {
  const { cover, matrix, ladder, groups, remarks } = model;
  sheet.bookmark(cover.bookmark);
  const part = sheet.open(sheet.root, 'Sect');
  sheet.paragraph(part, 'H1', cover.heading, styles.eyebrow);
  const isLong = sheet.wrap(cover.name, styles.title, sheet.frame.width).length > 1;
  sheet.paragraph(part, 'P', cover.name, isLong ? styles.section : styles.title);
  sheet.moveDown(space(0.5));
  drawFacts(sheet, part, cover);
  if (cover.beside !== null) drawBeside(sheet, part, cover.beside);
  drawBand(sheet, part, cover);
  const high = ladder === null ? matrixHeight(sheet, matrix) : ladderHeight(sheet, ladder);
  sheet.ensure(styles.group.leading + space(2.5) + high);
  drawHeading(sheet, part, ladder?.heading ?? matrix.heading);
  if (ladder === null) drawMatrix(sheet, part, matrix);
  else drawLadder(sheet, part, ladder, matrix.lines);
  if (groups !== null) drawGroups(sheet, part, groups);
  drawRemarks(sheet, part, remarks);
  sheet.close(part);
}
