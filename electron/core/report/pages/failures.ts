import type { CheckText } from '../../../../shared/report/check-texts.ts';
import type {
  Attention,
  AttentionRow,
  CauseBlock,
  FailureGroup,
  Failures,
} from '../../../../shared/report/model/types.ts';
import {
  blockHeadingHeight,
  drawBlockHeading,
  drawGroupHeading,
  drawMore,
  groupHeadingHeight,
  type Listed,
  openSection,
} from './headings.ts';
import type { Element, OwnPiece, Sheet } from './layout.ts';
import { points, space, styles, type TextStyle } from './styles.ts';
import { type Cell, inRows, prepareTable } from './table.ts';

type Labels = Failures['labels'];

/** A label and what stands beside it, one below the other. */
type Row = {
  readonly label: string;
  readonly values: readonly (readonly OwnPiece[])[];
  readonly style: TextStyle;
};

const indent = points(22);
const labelWidth = points(96);

/** The card of a cause: what was seen, what to do, what would prove it wrong, where, and which checks rest on it. */
function rowsOf(sheet: Sheet, block: CauseBlock, labels: Labels): readonly Row[] {
  const row = (label: string, texts: readonly string[], style: TextStyle = styles.body): readonly Row[] =>
    texts.length === 0 ? [] : [{ label, values: texts.map((text) => [sheet.piece(text, style)]), style }];
  const said = (text: string | null): readonly string[] => (text === null ? [] : [text]);
  const steps = block.advice.map(({ owner, text }) => [
    sheet.piece(`${owner}: `, styles.muted),
    sheet.piece(text, styles.strong),
  ]);
  const more = said(block.moreAdvice).map((text) => [sheet.piece(text, styles.body)]);
  return [
    ...row(labels.matters, said(block.matters)),
    ...row(labels.why, block.why),
    ...row(labels.observed, said(block.observed)),
    ...row(labels.meaning, said(block.meaning)),
    ...(steps.length === 0
      ? []
      : [{ label: labels.remedy, values: [...steps, ...more], style: styles.strong }]),
    ...row(labels.counterproof, said(block.counterproof)),
    ...row(labels.places, block.places, styles.mono),
    ...row(labels.reference, [block.references.join(', ')], styles.monoMuted),
  ];
}

const valueWidth = (sheet: Sheet): number => sheet.frame.width - indent - labelWidth;

const rowHeight = (sheet: Sheet, { values, style }: Row): number =>
  values.flatMap((pieces) => sheet.wrap(pieces, style, valueWidth(sheet))).length * style.leading +
  space(0.25);

/** How much of a card is kept together at most, so that no page ends half empty. */
const partOfPage = (sheet: Sheet): number => (sheet.frame.bottom - sheet.frame.top) / 5;

function drawRows(sheet: Sheet, parent: Element, rows: readonly Row[]): void {
  const list = sheet.open(parent, 'L');
  const x = sheet.frame.left + indent;
  for (const row of rows) {
    sheet.ensure(Math.min(rowHeight(sheet, row), partOfPage(sheet)));
    const item = sheet.open(list, 'LI');
    const top = sheet.y();
    sheet.paragraph(item, 'Lbl', row.label, styles.label, { x, width: labelWidth - space(1) });
    sheet.moveTo(top);
    const body = sheet.open(item, 'LBody');
    for (const pieces of row.values)
      sheet.paragraph(body, 'P', pieces, row.style, { x: x + labelWidth, width: valueWidth(sheet) });
    sheet.close(body);
    sheet.close(item);
    sheet.moveDown(space(0.25));
  }
  sheet.close(list);
}

/** A block that has been measured. `lead` is what must not be parted: all of a card, or a part of a page. */
type PreparedBlock = { readonly lead: number; readonly draw: (parent: Element) => void };

function prepareBlock(sheet: Sheet, block: CauseBlock, labels: Labels): PreparedBlock {
  const rows = rowsOf(sheet, block, labels);
  const height = rows.reduce((sum, row) => sum + rowHeight(sheet, row), 0);
  const lead = Math.min(blockHeadingHeight(sheet, block.heading) + space(0.5) + height, partOfPage(sheet));
  return {
    lead,
    draw: (parent) => {
      sheet.ensure(lead);
      const heading = { text: block.heading, level: 'H4', verdict: 'fail' } as const;
      drawBlockHeading(sheet, parent, heading, 0);
      sheet.moveDown(space(0.5));
      drawRows(sheet, parent, rows);
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
  drawMore(sheet, parent, group.more);
}

/**
 * What failed, by its probable causes: what was observed, what it means, what to do once. Draws nothing and gives null
 * when nothing failed.
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

/** What is meant and what to do: of many checks, what the first of them says. */
function adviceCell(sheet: Sheet, { reason, remedy, owner, many }: AttentionRow): Cell {
  const first = many === null ? [] : [sheet.piece('The first of them: ', styles.muted)];
  return [
    { text: [...first, sheet.piece(reason, styles.body)], style: styles.body },
    ...(remedy === null
      ? []
      : [
          {
            text: [
              ...(owner === null ? [] : [sheet.piece(`${owner}: `, styles.muted)]),
              sheet.piece(remedy, styles.strong),
            ],
            style: styles.strong,
          },
        ]),
  ];
}

function attentionRow(sheet: Sheet, row: AttentionRow, checks: readonly CheckText[]): readonly Cell[] {
  const subject = checks.flatMap((check): Cell => {
    const address = check.to?.address ?? null;
    const where = address === null ? [] : [sheet.piece(`${address} `, styles.mono)];
    return [
      { text: check.headline, style: styles.strong, mark: check.verdict },
      {
        text: [...where, sheet.piece(check.shortId, styles.monoMuted)],
        style: styles.mono,
        indented: true,
      },
    ];
  });
  return [subject, adviceCell(sheet, row)];
}

/** One row for a story, or for as many of its checks as a row may have. */
function attentionRows(sheet: Sheet, row: AttentionRow): readonly (readonly Cell[])[] {
  const { many, verdict } = row;
  if (many === null) return inRows(row.checks).map((checks) => attentionRow(sheet, row, checks));
  return [
    [
      [
        { text: many.headline, style: styles.strong, mark: verdict },
        { text: many.id, style: styles.monoMuted, indented: true },
        ...many.places.map((text) => ({
          text,
          style: styles.mono,
          indented: true as const,
          wide: true as const,
        })),
      ],
      adviceCell(sheet, row),
    ],
  ];
}

/** What else somebody should look at, by verdict. Draws nothing and gives null when there is nothing. */
export function drawAttention(sheet: Sheet, text: Attention): Listed | null {
  const { width } = sheet.frame;
  const columns = [0.45, 0.55].map((share, index) => ({
    head: text.columns[index] ?? '',
    width: share * width,
  }));
  const groups = text.groups.map((group) => ({
    heading: group.heading,
    note: group.note,
    more: group.more,
    table:
      group.rows.length === 0
        ? null
        : prepareTable(sheet, {
            columns,
            rows: group.rows.flatMap((row) => attentionRows(sheet, row)),
          }),
  }));
  const first = groups[0];
  if (first === undefined) return null;
  const keep = groupHeadingHeight(sheet, first.heading) + (first.table?.lead ?? styles.body.leading);
  const { section, listed } = openSection(sheet, text, keep);
  for (const { heading, note, table, more } of groups) {
    drawGroupHeading(sheet, section, heading, table?.lead ?? styles.body.leading);
    if (note !== null) sheet.paragraph(section, 'P', note, styles.body);
    table?.draw(section);
    drawMore(sheet, section, more);
  }
  sheet.close(section);
  return listed;
}
