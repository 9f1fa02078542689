import type { MatrixDrawing } from '../../../../shared/environment/environment-model.ts';
import type { Ladder, LadderEnd, Rung } from '../../../../shared/environment/ladder.ts';
import { cellShapePaths, markBox } from '../../../../shared/theme/verdicts.ts';
import { drawLegend, drawLines, drawLook, sample } from './environment-matrix.ts';
import type { Element, Sheet } from './layout.ts';
import { paper, points, space, styles, type TextStyle } from './styles.ts';

const rungHeight = points(31);
const titleHeight = points(24);
const headHeight = styles.block.leading + styles.muted.leading + space(0.5);
const wireShare = 0.36;
const gap = points(14);
const arrow = { length: points(8), half: points(4) };
const markSize = points(13);
const wireWidth = points(1.5);

type Box = { readonly x: number; readonly width: number };
type Places = { readonly left: Box; readonly wire: Box; readonly right: Box };

/** Where the words of both ends stand, and the wires between them. */
function placesIn({ frame }: Sheet): Places {
  const wire = frame.width * wireShare;
  const side = (frame.width - wire - 2 * gap) / 2;
  return {
    left: { x: frame.left, width: side },
    wire: { x: frame.left + side + gap, width: wire },
    right: { x: frame.left + side + wire + 2 * gap, width: side },
  };
}

type Align = 'left' | 'right' | 'centre';

/** Lines of text in a box, as many as it takes, to one of its sides; their height is given back. */
function drawWords(
  sheet: Sheet,
  text: string,
  style: TextStyle,
  { x, width }: Box,
  y: number,
  align: Align,
): number {
  let at = y;
  for (const line of sheet.wrap(text, style, width)) {
    const free = width - line.width;
    sheet.drawLines([line], style, x + (align === 'left' ? 0 : align === 'right' ? free : free / 2), at);
    at += style.leading;
  }
  return at - y;
}

const heightOf = (sheet: Sheet, text: string, width: number): number =>
  sheet.wrap(text, styles.body, width).length * styles.body.leading;

/** The line of a connection with its mark in the middle; beyond the mark dotted where nothing goes on, with a hollow head. */
function drawWire(sheet: Sheet, { towards, look, isBroken }: Rung, { x, width }: Box, y: number): void {
  const { pdf } = sheet;
  const { mark } = paper.hues[look.hue];
  const colour = isBroken ? mark : paper.border;
  const centre = x + width / 2;
  const number = look.text === '' ? undefined : sheet.wrap(look.text, styles.cellStrong, width)[0];
  const half = markSize / 2 + points(4);
  const rightHalf = half + (number === undefined ? 0 : number.width + points(2));
  const [start, end] = towards === 'right' ? [x, x + width] : [x + width, x];
  const step = towards === 'right' ? 1 : -1;
  const stop = end - step * arrow.length;
  const [before, after] = towards === 'right' ? [half, rightHalf] : [rightHalf, half];
  const line = (from: number, to: number): void => {
    pdf.moveTo(from, y).lineTo(to, y).lineWidth(wireWidth).stroke(colour);
  };
  line(start, centre - step * before);
  if (isBroken) pdf.dash(points(1.5), { space: points(3) });
  line(centre + step * after, stop);
  if (isBroken) pdf.undash();
  const head = pdf.polygon([end, y], [stop, y - arrow.half], [stop, y + arrow.half]);
  if (isBroken) head.lineWidth(points(1)).fillAndStroke(paper.surface, colour);
  else head.fill(colour);
  pdf
    .save()
    .translate(centre - markSize / 2, y - markSize / 2)
    .scale(markSize / markBox)
    .path(cellShapePaths[look.shape])
    .fill(mark, 'even-odd')
    .restore();
  const style = { ...styles.cellStrong, colour: paper.hues[look.hue].ink };
  if (number !== undefined)
    sheet.drawLines(
      sheet.wrap(look.text, style, width),
      style,
      centre + markSize / 2 + points(2),
      y - style.leading / 2,
    );
}

function drawRung(sheet: Sheet, table: Element, rung: Rung, places: Places): void {
  const height = rowHeightOf(sheet, rung, places);
  if (sheet.room() < height) sheet.breakPage();
  const top = sheet.y();
  const wireAt = top + rungHeight - points(10);
  const row = sheet.open(table, 'TR');
  const words = (text: string, box: Box, align: Align): void => {
    const cell = sheet.open(row, 'TD');
    sheet.content(cell, () =>
      drawWords(sheet, text, styles.body, box, wireAt - styles.body.leading / 2, align),
    );
    sheet.close(cell);
  };
  words(rung.left, places.left, 'right');
  const middle = sheet.open(row, 'TD', { actual: rung.text });
  sheet.content(middle, () => {
    const label = [
      sheet.piece(`${rung.port} `, styles.mono),
      sheet.piece(rung.requirements, styles.cellMuted),
    ];
    const [line] = sheet.wrap(label, styles.body, places.wire.width);
    const isRight = rung.towards === 'right';
    if (line !== undefined)
      sheet.drawLines(
        [line],
        styles.body,
        isRight ? places.wire.x + points(10) : places.wire.x + places.wire.width - line.width - points(10),
        wireAt - points(18),
      );
    drawWire(sheet, rung, places.wire, wireAt);
  });
  sheet.close(middle);
  words(rung.right, places.right, 'left');
  sheet.close(row);
  sheet.moveDown(height);
}

const rowHeightOf = (sheet: Sheet, { left, right }: Rung, places: Places): number =>
  rungHeight -
  styles.body.leading +
  Math.max(heightOf(sheet, left, places.left.width), heightOf(sheet, right, places.right.width));

function drawHead(sheet: Sheet, table: Element, ladder: Ladder, places: Places): void {
  const row = sheet.open(table, 'TR');
  const top = sheet.y();
  const end = ({ name, detail }: LadderEnd, box: Box, align: Align): void => {
    const cell = sheet.open(row, 'TH', { scope: 'Column' });
    sheet.content(cell, () => {
      const high = drawWords(sheet, name, styles.block, box, top, align);
      drawWords(sheet, detail, styles.muted, box, top + high, align);
    });
    sheet.close(cell);
  };
  end(ladder.left, places.left, 'right');
  const middle = sheet.open(row, 'TH', { scope: 'Column' });
  const y = top + headHeight - styles.muted.leading - space(0.5);
  sheet.content(middle, () => drawWords(sheet, ladder.wires, styles.muted, places.wire, y, 'centre'));
  sheet.close(middle);
  end(ladder.right, places.right, 'left');
  sheet.close(row);
  sheet.moveDown(headHeight);
}

function drawTitle(sheet: Sheet, table: Element, title: string, { wire }: Places): void {
  if (sheet.room() < titleHeight + rungHeight) sheet.breakPage();
  const row = sheet.open(table, 'TR');
  sheet.close(sheet.open(row, 'TD'));
  const cell = sheet.open(row, 'TH', { scope: 'Column' });
  const y = sheet.y() + titleHeight - styles.muted.leading;
  sheet.content(cell, () => drawWords(sheet, title, styles.muted, wire, y, 'centre'));
  sheet.close(cell);
  sheet.close(sheet.open(row, 'TD'));
  sheet.close(row);
  sheet.moveDown(titleHeight);
}

/** What both servers say of others: a mark and a line for each. */
function drawOutside(sheet: Sheet, parent: Element, { heading, rows }: Ladder['outside']): void {
  if (rows.length === 0) return;
  sheet.gap(space(1));
  sheet.paragraph(parent, 'P', heading, styles.strong);
  const list = sheet.open(parent, 'L');
  const x = sheet.frame.left + sample.width + points(6);
  for (const { look, text } of rows) {
    const lines = sheet.wrap(text, styles.body, sheet.frame.width - sample.width - points(6));
    const height = Math.max(sample.height + points(2), lines.length * styles.body.leading);
    if (sheet.room() < height) sheet.breakPage();
    const y = sheet.y();
    sheet.artifact(() => drawLook(sheet, look, sheet.frame.left, y, sample.width, sample.height));
    const item = sheet.open(list, 'LI');
    const body = sheet.open(item, 'LBody');
    sheet.content(body, () =>
      sheet.drawLines(lines, styles.body, x, y + Math.max(0, (sample.height - styles.body.leading) / 2)),
    );
    sheet.close(body);
    sheet.close(item);
    sheet.moveTo(y + height);
  }
  sheet.close(list);
}

/** How high the wires are, with what stands over them. */
export function ladderHeight(sheet: Sheet, ladder: Ladder): number {
  const places = placesIn(sheet);
  return (
    headHeight +
    ladder.directions.reduce(
      (sum, { rungs }) =>
        sum + titleHeight + rungs.reduce((high, rung) => high + rowHeightOf(sheet, rung, places), 0),
      0,
    )
  );
}

/** Two servers as a table of wires, whose cells say in words what they show; then what both say of others, and the whole. */
export function drawLadder(
  sheet: Sheet,
  parent: Element,
  ladder: Ladder,
  lines: MatrixDrawing['lines'],
): void {
  const places = placesIn(sheet);
  const table = sheet.open(parent, 'Table');
  drawHead(sheet, table, ladder, places);
  for (const { title, rungs } of ladder.directions) {
    drawTitle(sheet, table, title, places);
    for (const rung of rungs) drawRung(sheet, table, rung, places);
  }
  sheet.close(table);
  sheet.moveDown(space(1.5));
  drawLegend(sheet, parent, { legend: ladder.legend, blank: null });
  sheet.paragraph(parent, 'P', ladder.note, styles.muted);
  drawOutside(sheet, parent, ladder.outside);
  sheet.moveDown(space(0.75));
  drawLines(sheet, parent, lines);
}
