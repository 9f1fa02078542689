import type { CellLook } from '../../../../shared/environment/cell-look.ts';
import {
  type CellDrawing,
  type MatrixDrawing,
  matrixTitles,
} from '../../../../shared/environment/environment-model.ts';
import { cellShapePaths, markBox } from '../../../../shared/theme/verdicts.ts';
import type { Element, Sheet } from './layout.ts';
import { paper, points, space, styles, type TextStyle } from './styles.ts';

/** How wide cells are, in points: of a block with one column, and of one with several at least and at most. */
const single = { least: points(37), most: points(48) };
const several = { usual: points(21), most: points(24) };
const blockGap = points(5);
const rowGap = points(4);
const rowHeight = points(19);
const labelMost = points(112);
const inset = points(1);
const headLine = styles.cell.leading;
const headHeight = 3 * headLine + space(0.75);

/** The side of the box in which the letter of an island stands. */
const letterBox = points(11);

type Columns = {
  readonly xs: readonly (readonly number[])[];
  readonly width: (block: number) => number;
  /** How much of a row's head its name takes, and all of it. */
  readonly name: number;
  readonly label: number;
};

const widthOf = (sheet: Sheet, text: string, style: TextStyle): number =>
  sheet.wrap(text, style, Number.POSITIVE_INFINITY)[0]?.width ?? 0;

/** The widths of the heads of rows: of names, and of what stands behind them. */
function labelsOf(sheet: Sheet, { rows }: MatrixDrawing): Pick<Columns, 'name' | 'label'> {
  const all = rows.flat();
  const widest = (list: readonly Row[], part: (row: Row) => string, style: TextStyle): number =>
    Math.max(0, ...list.map((row) => widthOf(sheet, part(row), style)));
  const told = all.filter(({ detail }) => detail !== '');
  const name = Math.min(points(64), widest(told, ({ label }) => label, styles.cellMono) + points(5));
  const both = name + widest(told, ({ detail }) => detail, styles.cellMuted);
  const alone = widest(
    all.filter(({ detail }) => detail === ''),
    ({ label }) => label,
    styles.cellMono,
  );
  const letter = all.some(({ island }) => island !== null) ? letterBox + points(3) : 0;
  return { name, label: Math.min(labelMost, Math.max(both, alone) + points(6) + letter) };
}

/** Where columns stand, so that all of them fill the width or stand at their widest. */
function columnsOf(sheet: Sheet, drawing: MatrixDrawing): Columns {
  const { blocks } = drawing;
  const { name, label } = labelsOf(sheet, drawing);
  const free = sheet.frame.width - label - (blocks.length - 1) * blockGap;
  const alone = blocks.filter(({ columns }) => columns.length === 1).length;
  const others = blocks.reduce((sum, { columns }) => sum + (columns.length === 1 ? 0 : columns.length), 0);
  const one = Math.min(
    single.most,
    Math.max(single.least, (free - others * several.usual) / Math.max(1, alone)),
  );
  const many = Math.min(several.most, (free - alone * one) / Math.max(1, others));
  const narrow = (block: number): number => (blocks[block]?.columns.length === 1 ? one : many);
  const widened = blocks.map(({ ports, columns }, block) =>
    Math.max(narrow(block), widthOf(sheet, ports, styles.cellMono) / Math.max(1, columns.length)),
  );
  const whole = blocks.reduce((sum, { columns }, block) => sum + columns.length * (widened[block] ?? 0), 0);
  const width = (block: number): number =>
    whole <= free ? (widened[block] ?? narrow(block)) : narrow(block);
  let x = sheet.frame.left + label;
  const xs = blocks.map(({ columns }, block) => {
    const own = columns.map((_, index) => x + index * width(block));
    x += columns.length * width(block) + blockGap;
    return own;
  });
  return { xs, width, name, label };
}

/** One line of text that fits a width, cut at its end where it does not, centred or from the left. */
function drawLine(
  sheet: Sheet,
  text: string,
  style: TextStyle,
  box: { readonly x: number; readonly y: number; readonly width: number },
  align: 'left' | 'centre' = 'left',
): void {
  let shown = text;
  let line = sheet.wrap(shown, style, Number.POSITIVE_INFINITY)[0];
  while (line !== undefined && line.width > box.width && shown.length > 2) {
    shown = `${shown.slice(0, shown.endsWith('…') ? -2 : -1)}…`;
    line = sheet.wrap(shown, style, Number.POSITIVE_INFINITY)[0];
  }
  if (line === undefined) return;
  const x = align === 'left' ? box.x : box.x + (box.width - line.width) / 2;
  sheet.drawLines([line], style, x, box.y);
}

function drawHatching(sheet: Sheet, x: number, y: number, width: number, height: number): void {
  const { pdf } = sheet;
  pdf.save().rect(x, y, width, height).clip();
  const step = points(4);
  for (let at = -height; at < width; at += step) pdf.moveTo(x + at, y + height).lineTo(x + at + height, y);
  pdf.lineWidth(points(0.6)).stroke(paper.line).restore();
}

const frameColour = (look: CellLook): string =>
  look.frame === 'line' ? paper.line : look.frame === 'dashed' ? paper.border : paper.hues[look.hue].mark;

/** The ground and the frame of a cell, the mark of its state, and the number or letter beside it. */
export function drawLook(
  sheet: Sheet,
  look: CellLook,
  x: number,
  y: number,
  width: number,
  height: number,
): void {
  const { pdf } = sheet;
  const hue = paper.hues[look.hue];
  const [left, top] = [x + inset, y + inset];
  const [inner, high] = [width - 2 * inset, height - 2 * inset];
  pdf.roundedRect(left, top, inner, high, points(2)).fill(look.ground === 'tint' ? hue.tint : paper.surface);
  if (look.ground === 'hatched') drawHatching(sheet, left, top, inner, high);
  pdf
    .roundedRect(left, top, inner, high, points(2))
    .lineWidth(look.frame === 'line' ? points(0.75) : points(1.1));
  if (look.frame === 'dashed') pdf.dash(points(2.5), { space: points(1.5) });
  pdf.stroke(frameColour(look));
  if (look.frame === 'dashed') pdf.undash();
  const isLoud = look.text !== '' || look.shape === 'square-cross' || look.shape === 'square-unequal';
  const size = points(isLoud ? 10.5 : 9.5);
  const style = { ...styles.cellStrong, colour: hue.ink };
  const text = look.text === '' ? undefined : sheet.wrap(look.text, style, Number.POSITIVE_INFINITY)[0];
  const gap = text === undefined ? 0 : points(1);
  const whole = size + gap + (text?.width ?? 0);
  const barHeight = look.share === null ? 0 : points(3);
  const from = x + (width - whole) / 2;
  const middle = y + (height - barHeight) / 2;
  pdf
    .save()
    .translate(from, middle - size / 2)
    .scale(size / markBox)
    .path(cellShapePaths[look.shape])
    .fill(hue.mark, 'even-odd')
    .restore();
  if (text !== undefined) sheet.drawLines([text], style, from + size + gap, middle - style.leading / 2);
  if (look.bar !== null)
    pdf
      .rect(
        look.bar === 'left' ? left + points(1.5) : left + inner - points(3.5),
        top + points(3),
        points(2),
        high - points(6),
      )
      .fill(hue.ink);
  if (look.share !== null) {
    const y1 = top + high - points(3.5);
    pdf
      .rect(left + points(2), y1, inner - points(4), points(2))
      .lineWidth(points(0.5))
      .stroke(hue.mark);
    pdf
      .rect(left + points(2), y1, Math.max(points(1.5), (inner - points(4)) * look.share), points(2))
      .fill(hue.mark);
  }
}

/** The letter of an island in its box: one rule for the first, two for the others, so that they differ in grey. */
function drawIsland(sheet: Sheet, letter: string, x: number, y: number): void {
  const { pdf } = sheet;
  pdf.lineWidth(points(0.75));
  pdf.rect(x, y, letterBox, letterBox).stroke(paper.text);
  if (letter !== 'A')
    pdf
      .rect(x - points(1.75), y - points(1.75), letterBox + points(3.5), letterBox + points(3.5))
      .stroke(paper.text);
  drawLine(
    sheet,
    letter,
    styles.cellStrong,
    { x, y: y + (letterBox - styles.cellStrong.leading) / 2, width: letterBox },
    'centre',
  );
}

const isCell = (cell: CellDrawing | undefined): cell is Exclude<CellDrawing, 'itself' | null> =>
  cell !== undefined && cell !== null && cell !== 'itself';

/** What stands over the columns for the eye: places with a rule, ports, and the names of the columns in the head's cells. */
function drawHead(
  sheet: Sheet,
  drawing: MatrixDrawing,
  { xs, width, label: headWidth }: Columns,
  table: Element,
): void {
  const top = sheet.y();
  const { pdf } = sheet;
  sheet.artifact(() => {
    for (const { title, first, last } of matrixTitles(drawing)) {
      const x = xs[first]?.[0] ?? 0;
      const end = (xs[last]?.at(-1) ?? 0) + width(last);
      drawLine(
        sheet,
        title,
        styles.cellStrong,
        { x: x - points(2), y: top, width: end - x + points(4) },
        'centre',
      );
      pdf
        .moveTo(x + inset, top + headLine + points(1))
        .lineTo(end - inset, top + headLine + points(1))
        .lineWidth(points(0.75))
        .stroke(paper.border);
    }
    for (const [index, { ports, columns }] of drawing.blocks.entries())
      drawLine(
        sheet,
        ports,
        styles.cellMono,
        {
          x: (xs[index]?.[0] ?? 0) - points(2),
          y: top + headLine + points(2),
          width: columns.length * width(index) + points(4),
        },
        'centre',
      );
  });
  const row = sheet.open(table, 'TR');
  const corner = sheet.open(row, 'TH', { scope: 'Column' });
  sheet.content(corner, () =>
    drawLine(sheet, drawing.corner, styles.cellMuted, {
      x: sheet.frame.left,
      y: top + 2 * headLine + points(2),
      width: headWidth,
    }),
  );
  sheet.close(corner);
  for (const [index, { columns }] of drawing.blocks.entries())
    for (const [place, { label, text, isMissing }] of columns.entries()) {
      const x = xs[index]?.[place] ?? 0;
      const cell = sheet.open(row, 'TH', { scope: 'Column', actual: text });
      sheet.content(cell, () =>
        drawLine(
          sheet,
          label,
          styles.cellMonoMuted,
          { x, y: top + 2 * headLine + points(2), width: width(index) },
          'centre',
        ),
      );
      if (isMissing)
        sheet.artifact(() =>
          drawHatching(sheet, x + inset, top + 3 * headLine + points(2), width(index) - 2 * inset, points(3)),
        );
      sheet.close(cell);
    }
  sheet.close(row);
  sheet.moveDown(headHeight);
}

type Row = MatrixDrawing['rows'][number][number];

function drawRow(sheet: Sheet, row: Row, { xs, width, name, label }: Columns, table: Element): void {
  const top = sheet.y();
  const { left } = sheet.frame;
  const middle = top + (rowHeight - styles.cell.leading) / 2;
  const element = sheet.open(table, 'TR');
  const head = sheet.open(element, 'TH', { scope: 'Row' });
  const isWide = row.detail === '';
  const letter = row.island === null ? 0 : letterBox + points(3);
  sheet.content(head, () => {
    drawLine(sheet, row.label, row.isName ? styles.cellMono : styles.cell, {
      x: left,
      y: middle,
      width: isWide ? label - points(4) - letter : name,
    });
    if (!isWide)
      drawLine(sheet, row.detail, styles.cellMuted, {
        x: left + name,
        y: middle,
        width: label - name - points(4) - letter,
      });
    if (row.island !== null)
      drawIsland(sheet, row.island, left + label - letterBox - points(5), top + (rowHeight - letterBox) / 2);
  });
  sheet.close(head);
  let at = 0;
  for (const [block, own] of xs.entries())
    for (const x of own) {
      const cell = row.cells[at];
      at += 1;
      const data = sheet.open(element, 'TD', isCell(cell) ? { actual: cell.text } : {});
      if (isCell(cell))
        sheet.content(data, () => drawLook(sheet, cell.look, x, top, width(block), rowHeight));
      else if (cell === 'itself')
        sheet.artifact(() =>
          sheet.pdf.circle(x + width(block) / 2, top + rowHeight / 2, points(1)).fill(paper.muted),
        );
      sheet.close(data);
    }
  sheet.close(element);
  sheet.moveDown(rowHeight);
}

/** The box of a mark that stands in a list. */
export const sample = { width: points(26), height: points(17) };

/** What each mark means, in as many lines as it takes. */
export function drawLegend(
  sheet: Sheet,
  parent: Element,
  { legend, blank }: Pick<MatrixDrawing, 'legend'> & { readonly blank: string | null },
): void {
  const { left, width } = sheet.frame;
  const list = sheet.open(parent, 'L');
  const line = sample.height + points(2);
  let x = left;
  const unmarked = blank === null ? [] : [{ look: null, text: blank }];
  for (const { look, text } of [...legend, ...unmarked]) {
    const words = sheet.wrap(text, styles.cell, Number.POSITIVE_INFINITY);
    const wide = sample.width + points(5) + (words[0]?.width ?? 0);
    if (x > left && x + wide > left + width) {
      x = left;
      sheet.moveDown(line);
    }
    const y = sheet.y();
    const from = x;
    if (look !== null) sheet.artifact(() => drawLook(sheet, look, from, y, sample.width, sample.height));
    const item = sheet.open(list, 'LI');
    const body = sheet.open(item, 'LBody');
    sheet.content(body, () =>
      sheet.drawLines(
        words,
        styles.cell,
        from + sample.width + points(5),
        y + (sample.height - styles.cell.leading) / 2,
      ),
    );
    sheet.close(body);
    sheet.close(item);
    x += wide + points(12);
  }
  sheet.close(list);
  sheet.moveDown(line + space(0.5));
}

/** What is to be known of the whole, a paragraph each. */
export function drawLines(sheet: Sheet, parent: Element, lines: MatrixDrawing['lines']): void {
  for (const { lead, text } of lines)
    sheet.paragraph(
      parent,
      'P',
      [sheet.piece(`${lead} `, styles.strong), sheet.piece(text, styles.body)],
      styles.body,
    );
}

/** The islands in one line, each with its letter in a box as in the rows. */
function drawIslands(
  sheet: Sheet,
  parent: Element,
  { lead, items, end }: NonNullable<MatrixDrawing['islands']>,
): void {
  const y = sheet.y();
  const element = sheet.open(parent, 'P');
  sheet.content(element, () => {
    let x = sheet.frame.left;
    const write = (text: string, style: TextStyle): void => {
      const line = sheet.wrap(text, style, Number.POSITIVE_INFINITY)[0];
      if (line === undefined) return;
      sheet.drawLines([line], style, x, y);
      x += line.width + points(5);
    };
    write(lead, styles.strong);
    for (const { letter, text } of items) {
      if (letter !== null) {
        drawIsland(sheet, letter, x + points(2), y + (styles.body.leading - letterBox) / 2);
        x += letterBox + points(8);
      }
      write(
        `${text},`.replace(/,$/, letter === null || items.at(-1)?.text === text ? '.' : ','),
        styles.body,
      );
    }
    write(end, styles.body);
  });
  sheet.close(element);
  sheet.moveDown(styles.body.leading + points(2));
}

const linesOf = (sheet: Sheet, { lines, notes, islands }: MatrixDrawing): number =>
  (islands === null ? 0 : 1) +
  [...lines, ...notes].reduce(
    (sum, { lead, text }) => sum + sheet.wrap(`${lead} ${text}`, styles.body, sheet.frame.width).length,
    0,
  );

/** The height of the rows alone. */
const rowsHeight = ({ rows }: MatrixDrawing): number =>
  rows.reduce((sum, group) => sum + group.length * rowHeight + rowGap, 0);

/** How high the matrix is with its head, legend and lines: it stands on one page as long as it fits one. */
export const matrixHeight = (sheet: Sheet, drawing: MatrixDrawing): number =>
  headHeight +
  rowsHeight(drawing) +
  3 * (sample.height + points(2)) +
  space(1) +
  linesOf(sheet, drawing) * styles.body.leading;

/** The matrix as a table with row and column heads, whose cells say in words what they show; then legend, sets and notes. */
export function drawMatrix(sheet: Sheet, parent: Element, drawing: MatrixDrawing): void {
  const columns = columnsOf(sheet, drawing);
  const table = sheet.open(parent, 'Table');
  drawHead(sheet, drawing, columns, table);
  for (const group of drawing.rows) {
    for (const row of group) {
      if (sheet.room() < rowHeight) sheet.breakPage();
      drawRow(sheet, row, columns, table);
    }
    sheet.moveDown(rowGap);
  }
  sheet.close(table);
  drawLegend(sheet, parent, drawing);
  if (drawing.islands !== null) drawIslands(sheet, parent, drawing.islands);
  drawLines(sheet, parent, [...drawing.lines, ...drawing.notes]);
}
