import { distinctBy } from '../../../../shared/report/alike-checks.ts';
import type { Verdict } from '../../../../shared/words/verdict.ts';
import type { Content, Element, Sheet } from './layout.ts';
import { drawMark } from './marks.ts';
import { paper, points, space, styles, type TextStyle } from './styles.ts';
import { characters, type Line } from './wrap.ts';

/**
 * A paragraph of a cell; a mark stands before its first line. `indented` aligns it with text that has a mark. What is
 * `wide` stands below the whole row, from its column to the right edge of the table.
 */
export type CellText = {
  readonly text: Content;
  readonly style: TextStyle;
  readonly mark?: Verdict;
  readonly indented?: true;
  readonly wide?: true;
};
export type Cell = readonly CellText[];

const plainText = ({ text }: CellText): string =>
  typeof text === 'string' ? text : text.map((piece) => piece.text).join('');

/** A cell without paragraphs that say the same as one before. */
export const distinct = (cell: Cell): Cell => distinctBy(cell, plainText);

/** Checks that are told together stand in one row as long as a page has room for their titles and destinations. */
const checksInRow = 8;

/** What stands in one row each. */
export const inRows = <T>(items: readonly T[]): readonly (readonly T[])[] =>
  Array.from({ length: Math.ceil(items.length / checksInRow) }, (_, index) =>
    items.slice(index * checksInRow, (index + 1) * checksInRow),
  );

/** `width` in points. */
export type Column = { readonly head: string; readonly width: number };

export type TableSpec = {
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Cell[])[];
  /** The column whose cell names the row (TH with row scope); none unless given. */
  readonly rowHead?: number;
};

/**
 * A table that has been measured. `lead` is the height of its head and first row, which must not be parted; `height`
 * that of the whole table on one page.
 */
export type PreparedTable = {
  readonly lead: number;
  readonly height: number;
  /** How many of the rows fit into a height with the head. */
  readonly fitting: (height: number) => number;
  readonly draw: (parent: Element) => void;
};

type SetText = CellText & { readonly lines: readonly Line[] };
/** `wide` are the paragraphs below the row. */
type SetCell = { readonly narrow: readonly SetText[]; readonly wide: readonly SetText[] };
type SetRow = { readonly cells: readonly SetCell[]; readonly height: number };

const gutter = space(1.5);
const rowPadding = space(0.5);
const markSize = points(12);
const markGap = points(6);

const indentOf = (text: CellText): number =>
  text.mark === undefined && text.indented === undefined ? 0 : markSize + markGap;

const heightOf = (texts: readonly SetText[]): number =>
  texts.reduce((sum, { lines, style }) => sum + lines.length * style.leading, 0);

/**
 * No row is split, so none may be higher than a page: what does not fit is cut after a line, with an ellipsis. The
 * attached data has the whole text.
 */
function limited(texts: readonly SetText[], height: number): readonly SetText[] {
  let free = height;
  return texts.flatMap((text) => {
    const count = Math.max(0, Math.floor(free / text.style.leading));
    if (text.lines.length <= count) {
      free -= text.lines.length * text.style.leading;
      return [text];
    }
    free = 0;
    const lines = text.lines.slice(0, count);
    const last = lines.at(-1);
    const end = last?.pieces.at(-1);
    if (last === undefined || end === undefined) return [];
    const rest = { ...end, text: characters(end.text).slice(0, -2).join('') };
    const dots = { text: '…', font: text.style.font, colour: end.colour };
    const pieces = [...last.pieces.slice(0, -1), rest, dots];
    return [{ ...text, lines: [...lines.slice(0, -1), { ...last, pieces }] }];
  });
}

/** The texts of a cell in lines, at most a height. */
function setTexts(
  sheet: Sheet,
  texts: readonly CellText[],
  width: number,
  height: number,
): readonly SetText[] {
  const all = texts.map((text) => ({
    ...text,
    lines: sheet.wrap(text.text, text.style, width - indentOf(text)),
  }));
  return heightOf(all) <= height ? all : limited(all, height);
}

const narrowHeight = (cells: readonly SetCell[]): number =>
  Math.max(0, ...cells.map(({ narrow }) => heightOf(narrow)));

function setRow(sheet: Sheet, { columns }: TableSpec, row: readonly Cell[]): SetRow {
  const page = sheet.frame.bottom - sheet.frame.top - space(8);
  const narrow = row.map((cell, index) =>
    setTexts(
      sheet,
      cell.filter(({ wide }) => wide === undefined),
      (columns[index]?.width ?? 0) - gutter,
      page,
    ),
  );
  const height = Math.max(0, ...narrow.map(heightOf));
  if (!row.some((cell) => cell.some(({ wide }) => wide !== undefined)))
    return { cells: narrow.map((texts) => ({ narrow: texts, wide: [] })), height: height + 2 * rowPadding };
  const widthFrom = (first: number): number =>
    columns.slice(first).reduce((sum, { width }) => sum + width, 0) - gutter;
  let free = page - height;
  const cells = row.map((cell, index) => {
    const wide = setTexts(
      sheet,
      cell.filter((text) => text.wide !== undefined),
      widthFrom(index),
      free,
    );
    free -= heightOf(wide);
    return { narrow: narrow[index] ?? [], wide };
  });
  const below = cells.reduce((sum, { wide }) => sum + heightOf(wide), 0);
  return { cells, height: height + below + 2 * rowPadding };
}

/** Draws a cell at the top of its row, and what is wide of it at `below`; gives the y beneath the latter. */
function drawCell(
  sheet: Sheet,
  element: Element,
  { narrow, wide }: SetCell,
  x: number,
  [top, below]: readonly [top: number, below: number],
): number {
  const isOne = narrow.length + wide.length === 1;
  const drawTexts = (texts: readonly SetText[], from: number): number => {
    let y = from;
    for (const text of texts) {
      const { mark, style } = text;
      const markTop = y + (style.leading - markSize) / 2;
      if (mark !== undefined) sheet.artifact(() => drawMark(sheet.pdf, mark, x, markTop, markSize));
      const inner = isOne ? element : sheet.open(element, 'P');
      sheet.content(inner, () => {
        y = sheet.drawLines(text.lines, style, x + indentOf(text), y);
      });
      if (inner !== element) sheet.close(inner);
    }
    return y;
  };
  drawTexts(narrow, top);
  return drawTexts(wide, below);
}

function drawRule(sheet: Sheet, y: number, colour: string, width: number): void {
  const { left, width: full } = sheet.frame;
  sheet.pdf
    .moveTo(left, y)
    .lineTo(left + full, y)
    .lineWidth(width)
    .stroke(colour);
}

function drawRow(
  sheet: Sheet,
  row: SetRow,
  xs: readonly number[],
  elementOf: (index: number) => Element,
): void {
  const top = sheet.y() + rowPadding;
  let below = top + narrowHeight(row.cells);
  for (const [index, cell] of row.cells.entries()) {
    const element = elementOf(index);
    below = drawCell(sheet, element, cell, xs[index] ?? 0, [top, below]);
    sheet.close(element);
  }
  sheet.moveDown(row.height);
}

/** The head again on a further page: decoration, since the table has been given its head already. */
function repeatHead(sheet: Sheet, head: SetRow, xs: readonly number[]): void {
  const top = sheet.y() + rowPadding;
  sheet.artifact(() => {
    for (const [index, cell] of head.cells.entries())
      for (const { lines, style } of cell.narrow) sheet.drawLines(lines, style, xs[index] ?? 0, top);
  });
  sheet.moveDown(head.height);
}

const headRule = points(1.25);
const rowRule = points(0.75);

/**
 * Measures a table, so that its heading can be kept with it, and gives what draws it: rows are never split over pages,
 * and every page repeats the head.
 */
export function prepareTable(sheet: Sheet, spec: TableSpec): PreparedTable {
  const headCells = spec.columns.map(({ head }): Cell => [{ text: head, style: styles.head }]);
  const head = setRow(sheet, spec, headCells);
  const rows = spec.rows.map((row) => setRow(sheet, spec, row));
  const xs = spec.columns.map(
    (_, index) => sheet.frame.left + spec.columns.slice(0, index).reduce((sum, { width }) => sum + width, 0),
  );
  const rule = (colour: string, width: number): void =>
    sheet.artifact(() => drawRule(sheet, sheet.y(), colour, width));
  return {
    lead: head.height + (rows[0]?.height ?? 0),
    height: rows.reduce((sum, { height }) => sum + height, head.height),
    fitting: (height) => {
      let left = height - head.height;
      const first = rows.findIndex((row) => {
        left -= row.height;
        return left < 0;
      });
      return first === -1 ? rows.length : first;
    },
    draw: (parent) => {
      const table = sheet.open(parent, 'Table');
      sheet.ensure(head.height + (rows[0]?.height ?? 0));
      const headRow = sheet.open(table, 'TR');
      drawRow(sheet, head, xs, () => sheet.open(headRow, 'TH', { scope: 'Column' }));
      sheet.close(headRow);
      rule(paper.border, headRule);
      for (const row of rows) {
        if (sheet.room() + 0.5 < row.height) {
          sheet.breakPage();
          repeatHead(sheet, head, xs);
          rule(paper.border, headRule);
        }
        const element = sheet.open(table, 'TR');
        drawRow(sheet, row, xs, (index) =>
          index === spec.rowHead ? sheet.open(element, 'TH', { scope: 'Row' }) : sheet.open(element, 'TD'),
        );
        sheet.close(element);
        rule(paper.line, rowRule);
      }
      sheet.close(table);
    },
  };
}
