import type { CheckText, EndText } from '../../../../shared/report/check-texts.ts';
import type { Attention, Block, FailureGroup, Failures } from '../../../../shared/report/model.ts';
import {
  blockHeadingHeight,
  drawBlockHeading,
  drawGroupHeading,
  groupHeadingHeight,
  type Listed,
  openSection,
} from './headings.ts';
import type { Element, Sheet } from './layout.ts';
import { points, space, styles, type TextStyle } from './styles.ts';
import { type Cell, type PreparedTable, prepareTable } from './table.ts';
import type { Piece } from './wrap.ts';

type Labels = Failures['labels'];

/** A label and what stands beside it. */
type Row = { readonly label: string; readonly pieces: readonly Piece[]; readonly style: TextStyle };

const indent = points(22);
const labelWidth = points(96);

function endPieces(sheet: Sheet, end: EndText): readonly Piece[] {
  if (end.address === null) return [sheet.piece(end.place, styles.body)];
  return [sheet.piece(end.address, styles.mono), sheet.piece(` (${end.place})`, styles.muted)];
}

function connectionPieces(sheet: Sheet, check: CheckText): readonly Piece[] {
  const { from, to } = check;
  if (to === null) return [];
  if (from === null) return endPieces(sheet, to);
  return [...endPieces(sheet, from), sheet.piece(' to ', styles.body), ...endPieces(sheet, to)];
}

const referenceText = (check: CheckText): string =>
  `${check.requirements}, ${check.severity.toLowerCase()}, `;

function rowsOf(sheet: Sheet, check: CheckText, labels: Labels): readonly Row[] {
  const row = (label: string, pieces: readonly Piece[], style: TextStyle = styles.body): readonly Row[] =>
    pieces.length === 0 ? [] : [{ label, pieces, style }];
  const text = (value: string | null, style: TextStyle = styles.body): readonly Piece[] =>
    value === null ? [] : [sheet.piece(value, style)];
  return [
    ...row(labels.connection, connectionPieces(sheet, check)),
    ...row(labels.observed, text(check.observed)),
    ...row(labels.meaning, text(check.reason)),
    ...row(labels.remedy, text(check.remedy, styles.strong)),
    ...row(labels.reference, [
      sheet.piece(referenceText(check), styles.muted),
      sheet.piece(check.id, styles.monoMuted),
    ]),
  ];
}

const valueWidth = (sheet: Sheet): number => sheet.frame.width - indent - labelWidth;

const rowHeight = (sheet: Sheet, row: Row): number =>
  sheet.wrap(row.pieces, row.style, valueWidth(sheet)).length * row.style.leading + space(0.25);

function drawRows(sheet: Sheet, parent: Element, rows: readonly Row[]): void {
  const list = sheet.open(parent, 'L');
  const x = sheet.frame.left + indent;
  for (const row of rows) {
    sheet.ensure(rowHeight(sheet, row));
    const item = sheet.open(list, 'LI');
    const top = sheet.y();
    sheet.paragraph(item, 'Lbl', row.label, styles.label, { x, width: labelWidth - space(1) });
    sheet.moveTo(top);
    sheet.paragraph(item, 'LBody', row.pieces, row.style, { x: x + labelWidth, width: valueWidth(sheet) });
    sheet.close(item);
    sheet.moveDown(space(0.25));
  }
  sheet.close(list);
}

/** Checks of one kind with several destinations: one line each, instead of the same card many times. */
function destinationTable(sheet: Sheet, block: Block, labels: Labels): PreparedTable {
  const { width } = sheet.frame;
  const widths = [width * 0.34, width * 0.18, width * 0.48];
  const heads = [labels.destination, labels.observed, `${labels.meaning}, ${labels.remedy.toLowerCase()}`];
  return prepareTable(sheet, {
    columns: widths.map((columnWidth, index) => ({ head: heads[index] ?? '', width: columnWidth })),
    rows: block.checks.map((check) => [
      [{ text: check.to?.address ?? check.to?.place ?? check.id, style: styles.mono }],
      [{ text: check.observed, style: styles.body }],
      [
        { text: check.reason, style: styles.body },
        ...(check.remedy === null ? [] : [{ text: check.remedy, style: styles.strong }]),
      ],
    ]),
  });
}

/** A block that has been measured. `lead` is what must not be parted: all of a single check, the head of a table. */
type PreparedBlock = { readonly lead: number; readonly draw: (parent: Element) => void };

function prepareBlock(sheet: Sheet, block: Block, labels: Labels): PreparedBlock {
  const x = sheet.frame.left + indent;
  const single = block.checks.length === 1 ? block.checks[0] : undefined;
  const shared = block.checks[0];
  const rows = single === undefined ? [] : rowsOf(sheet, single, labels);
  const table = single === undefined ? destinationTable(sheet, block, labels) : null;
  const about =
    table === null || shared === undefined
      ? block.why
      : `${block.why} ${labels.reference}: ${referenceText(shared)}${block.id}.`;
  const aboutHeight =
    sheet.wrap(about, styles.muted, sheet.frame.width - indent).length * styles.muted.leading;
  const body = table?.lead ?? rows.reduce((sum, row) => sum + rowHeight(sheet, row), 0);
  const keep = aboutHeight + space(0.5) + body;
  return {
    lead: blockHeadingHeight(sheet, block.title) + keep,
    draw: (parent) => {
      drawBlockHeading(sheet, parent, { text: block.title, level: 'H4', verdict: 'fail' }, keep);
      sheet.paragraph(parent, 'P', about, styles.muted, { x });
      sheet.moveDown(space(0.5));
      if (table === null) drawRows(sheet, parent, rows);
      else table.draw(parent);
    },
  };
}

function drawGroup(
  sheet: Sheet,
  parent: Element,
  group: FailureGroup,
  blocks: readonly PreparedBlock[],
): void {
  drawGroupHeading(sheet, parent, group.heading, blocks[0]?.lead ?? 0);
  for (const block of blocks) block.draw(parent);
}

/**
 * What failed, by who takes the next step: what was observed, what it means and what to do. Draws nothing and gives
 * null when nothing failed.
 */
export function drawFailures(sheet: Sheet, text: Failures): Listed | null {
  const groups = text.groups.map((group) => ({
    group,
    blocks: group.blocks.map((block) => prepareBlock(sheet, block, text.labels)),
  }));
  const first = groups[0];
  if (first === undefined) return null;
  const keep = groupHeadingHeight(sheet, first.group.heading) + (first.blocks[0]?.lead ?? 0);
  const { section, listed } = openSection(sheet, text, keep);
  for (const { group, blocks } of groups) drawGroup(sheet, section, group, blocks);
  sheet.close(section);
  return listed;
}

function attentionRow(check: CheckText): readonly Cell[] {
  const where = check.to?.address ?? null;
  const subject: Cell = [
    { text: check.title, style: styles.strong, mark: check.verdict },
    ...(where === null ? [] : [{ text: where, style: styles.mono, indented: true } as const]),
    { text: check.shortId, style: styles.monoMuted, indented: true },
  ];
  return [
    subject,
    [
      { text: check.reason, style: styles.body },
      ...(check.remedy === null ? [] : [{ text: check.remedy, style: styles.strong }]),
      ...(check.owner === null ? [] : [{ text: check.owner, style: styles.muted }]),
    ],
  ];
}

/** What else somebody should look at, by verdict. Draws nothing and gives null when there is nothing. */
export function drawAttention(sheet: Sheet, text: Attention): Listed | null {
  const { width } = sheet.frame;
  const columns = [0.4, 0.6].map((share, index) => ({
    head: text.columns[index] ?? '',
    width: share * width,
  }));
  const groups = text.groups.map((group) => ({
    heading: group.heading,
    note: group.note,
    table:
      group.rows.length === 0 ? null : prepareTable(sheet, { columns, rows: group.rows.map(attentionRow) }),
  }));
  const first = groups[0];
  if (first === undefined) return null;
  const keep = groupHeadingHeight(sheet, first.heading) + (first.table?.lead ?? styles.body.leading);
  const { section, listed } = openSection(sheet, text, keep);
  for (const { heading, note, table } of groups) {
    drawGroupHeading(sheet, section, heading, table?.lead ?? styles.body.leading);
    if (note !== null) sheet.paragraph(section, 'P', note, styles.body);
    table?.draw(section);
  }
  sheet.close(section);
  return listed;
}
