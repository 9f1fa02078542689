import { distinctBy } from '../../../../shared/report/alike-checks.ts';
import type { CheckText, EndText } from '../../../../shared/report/check-texts.ts';
import type {
  Attention,
  Block,
  FailureGroup,
  Failures,
  Question,
  StoryText,
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
import { type Cell, distinct, inRows, type PreparedTable, prepareTable } from './table.ts';

type Labels = Failures['labels'];

/** A label and what stands beside it, one below the other. */
type Row = {
  readonly label: string;
  readonly values: readonly (readonly OwnPiece[])[];
  readonly style: TextStyle;
};

const indent = points(22);
const labelWidth = points(96);

function endPieces(sheet: Sheet, end: EndText): readonly OwnPiece[] {
  if (end.address === null) return [sheet.piece(end.place, styles.body)];
  return [sheet.piece(end.address, styles.mono), sheet.piece(` (${end.place})`, styles.muted)];
}

function connectionPieces(sheet: Sheet, check: CheckText): readonly OwnPiece[] {
  const { from, to } = check;
  if (to === null) return [];
  if (from === null) return endPieces(sheet, to);
  return [...endPieces(sheet, from), sheet.piece(' to ', styles.body), ...endPieces(sheet, to)];
}

const referenceText = (check: CheckText): string =>
  `${check.requirements}, ${check.severity.toLowerCase()}, `;

const plainText = (pieces: readonly OwnPiece[]): string => pieces.map(({ text }) => text).join('');

/** The card of one story: each connection that has it, what was observed, what it means and what to do. */
function rowsOf(sheet: Sheet, story: StoryText, labels: Labels): readonly Row[] {
  const row = (
    label: string,
    lists: readonly (readonly OwnPiece[])[],
    style: TextStyle = styles.body,
  ): readonly Row[] => {
    const values = distinctBy(
      lists.filter((pieces) => pieces.length > 0),
      plainText,
    );
    return values.length === 0 ? [] : [{ label, values, style }];
  };
  const text = (value: string | null, style: TextStyle = styles.body): readonly OwnPiece[] =>
    value === null ? [] : [sheet.piece(value, style)];
  return [
    ...row(
      labels.connection,
      story.checks.map((check) => connectionPieces(sheet, check)),
    ),
    ...row(
      labels.observed,
      story.checks.map((check) => text(check.observed)),
    ),
    ...row(labels.meaning, [text(story.reason)]),
    ...row(labels.remedy, [text(story.remedy, styles.strong)]),
    ...row(
      labels.reference,
      story.checks.map((check) => [
        sheet.piece(referenceText(check), styles.muted),
        sheet.piece(check.id, styles.monoMuted),
      ]),
    ),
  ];
}

const valueWidth = (sheet: Sheet): number => sheet.frame.width - indent - labelWidth;

const rowHeight = (sheet: Sheet, { values, style }: Row): number =>
  values.flatMap((pieces) => sheet.wrap(pieces, style, valueWidth(sheet))).length * style.leading +
  space(0.25);

function drawRows(sheet: Sheet, parent: Element, rows: readonly Row[]): void {
  const list = sheet.open(parent, 'L');
  const x = sheet.frame.left + indent;
  for (const row of rows) {
    sheet.ensure(rowHeight(sheet, row));
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

/** Stories that differ in their destinations: one line each, instead of the same card many times. */
function destinationTable(sheet: Sheet, block: Block, labels: Labels): PreparedTable {
  const { width } = sheet.frame;
  const widths = [width * 0.34, width * 0.18, width * 0.48];
  const heads = [labels.destination, labels.observed, labels.advice];
  return prepareTable(sheet, {
    columns: widths.map((columnWidth, index) => ({ head: heads[index] ?? '', width: columnWidth })),
    rows: block.stories.flatMap(({ checks: all, reason, remedy }) =>
      inRows(all).map((checks) => [
        distinct(
          checks.map((check) => ({
            text: check.to?.address ?? check.to?.place ?? check.id,
            style: styles.mono,
          })),
        ),
        distinct(checks.map(({ observed }) => ({ text: observed, style: styles.body }))),
        [
          { text: reason, style: styles.body },
          ...(remedy === null ? [] : [{ text: remedy, style: styles.strong }]),
        ],
      ]),
    ),
  });
}

/**
 * A block that has been measured. `lead` is what must not be parted: all of a card unless it is longer than half a
 * page, the head of a table.
 */
type PreparedBlock = { readonly lead: number; readonly draw: (parent: Element) => void };

/** What is said about a question below its heading; a card gives the references of its checks itself. */
const aboutText = ({ why, reference, id }: Question, labels: Labels, isCard: boolean): string =>
  isCard ? why : `${why} ${labels.reference}: ${reference}, ${id}.`;

function prepareBlock(sheet: Sheet, block: Block, labels: Labels): PreparedBlock {
  const x = sheet.frame.left + indent;
  const story = block.stories.length === 1 ? block.stories[0] : undefined;
  const rows = story === undefined ? [] : rowsOf(sheet, story, labels);
  const table = story === undefined ? destinationTable(sheet, block, labels) : null;
  const heads = block.questions.map((question, index) => {
    const about = aboutText(question, labels, table === null);
    const lines = sheet.wrap(about, styles.muted, sheet.frame.width - indent);
    const isSaid = block.questions[index - 1]?.headline === question.headline;
    const headline = isSaid ? null : question.headline;
    return { headline, about, aboutHeight: lines.length * styles.muted.leading };
  });
  const headsHeight = heads.reduce(
    (sum, { headline, aboutHeight }) =>
      sum + (headline === null ? 0 : blockHeadingHeight(sheet, headline)) + aboutHeight,
    0,
  );
  const firstRow = rows[0] === undefined ? 0 : rowHeight(sheet, rows[0]);
  const body = table?.lead ?? rows.reduce((sum, row) => sum + rowHeight(sheet, row), 0);
  const whole = headsHeight + space(0.5) + body;
  const half = (sheet.frame.bottom - sheet.frame.top) / 2;
  const lead = Math.min(whole, half);
  return {
    lead,
    draw: (parent) => {
      sheet.ensure(lead);
      for (const [index, { headline, about, aboutHeight }] of heads.entries()) {
        const next = index === heads.length - 1 ? space(0.5) + (table?.lead ?? firstRow) : 0;
        if (headline !== null) {
          const heading = { text: headline, level: 'H4', verdict: 'fail' } as const;
          drawBlockHeading(sheet, parent, heading, aboutHeight + Math.min(next, half));
        }
        sheet.paragraph(parent, 'P', about, styles.muted, { x });
      }
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
  drawMore(sheet, parent, group.more);
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

function attentionRow(sheet: Sheet, story: StoryText, checks: readonly CheckText[]): readonly Cell[] {
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
  const { reason, remedy, owner } = story;
  return [
    subject,
    [
      { text: reason, style: styles.body },
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
            rows: group.rows.flatMap((row) =>
              inRows(row.checks).map((checks) => attentionRow(sheet, row, checks)),
            ),
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
