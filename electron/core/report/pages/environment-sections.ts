import type {
  EnvironmentModel,
  PairRow,
  RequirementRow,
} from '../../../../shared/environment/environment-model.ts';
import { verdictLooks } from '../../../../shared/theme/verdicts.ts';
import { drawCauseNumber, inputTable } from './environment-cover.ts';
import { drawMore, openSection } from './headings.ts';
import type { Content, Sheet } from './layout.ts';
import { points, space, styles } from './styles.ts';
import { type Cell, type PreparedTable, prepareTable } from './table.ts';

type Tabled = {
  readonly heading: string;
  readonly intro: string;
  readonly columns: readonly string[];
  readonly empty: string;
  readonly more?: string | null;
};

/** A section that is one table, or the sentence that stands in its place. */
function drawTabled(sheet: Sheet, text: Tabled, table: PreparedTable, isEmpty: boolean): void {
  const { section } = openSection(sheet, text, isEmpty ? styles.body.leading : table.lead);
  if (isEmpty) sheet.paragraph(section, 'P', text.empty, styles.body);
  else table.draw(section);
  drawMore(sheet, section, text.more ?? null);
  sheet.close(section);
}

const tableOf = (
  sheet: Sheet,
  columns: readonly string[],
  shares: readonly number[],
  rows: readonly (readonly Cell[])[],
): PreparedTable =>
  prepareTable(sheet, {
    columns: shares.map((share, index) => ({ head: columns[index] ?? '', width: share * sheet.frame.width })),
    rowHead: 0,
    rows,
  });

const numberIndent = points(28);

/** How many lines of a cause are kept on one page. */
const keptLines = 16;

/** Each cause with why it is one, what to do once, and what would prove it wrong. */
export function drawEnvironmentCauses(sheet: Sheet, text: EnvironmentModel['causes']): void {
  const { section } = openSection(sheet, text, space(8));
  if (text.texts.length === 0) sheet.paragraph(section, 'P', text.empty, styles.body);
  const x = sheet.frame.left + numberIndent;
  const width = sheet.frame.width - numberIndent;
  const part = (lead: string, words: string): Content => [
    sheet.piece(`${lead}: `, styles.strong),
    sheet.piece(words, styles.body),
  ];
  for (const cause of text.texts) {
    const lines = sheet.wrap(cause.what, styles.block, width).length;
    const parts = [
      ...(cause.why.length > 0 ? [part('Why', cause.why.join(' '))] : []),
      ...(cause.remedy === null ? [] : [part('What to do', cause.remedy)]),
      ...(cause.counterproof === null ? [] : [part('Proved wrong by', cause.counterproof)]),
    ];
    const told = parts.reduce((sum, one) => sum + sheet.wrap(one, styles.body, width).length, 1);
    sheet.ensure(space(2) + lines * styles.block.leading + Math.min(told, keptLines) * styles.body.leading);
    sheet.gap(space(1.5));
    const top = sheet.y();
    sheet.artifact(() => drawCauseNumber(sheet, cause, sheet.frame.left, top));
    sheet.paragraph(section, 'H3', `${cause.number}. ${cause.what}`, styles.block, { x });
    sheet.paragraph(
      section,
      'P',
      `${cause.isExplained ? 'Explains' : 'Not explained by anything else:'} ${cause.share}. ${cause.owner}.`,
      styles.muted,
      { x },
    );
    for (const one of parts) sheet.paragraph(section, 'P', one, styles.body, { x });
  }
  drawMore(sheet, section, text.more);
  sheet.close(section);
}

const pairCells = (row: PairRow): readonly Cell[] => [
  [{ text: row.from, style: styles.mono, mark: row.verdict }],
  [{ text: row.to, style: styles.mono }],
  [{ text: row.ports, style: styles.mono }],
  [{ text: row.source, style: styles.body }],
  [{ text: row.destination, style: styles.body }],
  [{ text: row.so, style: styles.strong }],
];

/** What failed between machines, with the words of both ends. */
export function drawPairs(sheet: Sheet, text: EnvironmentModel['pairs']): void {
  const table = tableOf(sheet, text.columns, [0.21, 0.19, 0.11, 0.15, 0.16, 0.18], text.rows.map(pairCells));
  drawTabled(sheet, text, table, text.rows.length === 0);
}

/** What servers say about themselves. */
export function drawOwnChecks(sheet: Sheet, text: EnvironmentModel['own']): void {
  const rows = text.rows.map((row) =>
    row.map((words, index): Cell => [{ text: words, style: index < 2 ? styles.mono : styles.body }]),
  );
  drawTabled(
    sheet,
    text,
    tableOf(sheet, text.columns, [0.26, 0.26, 0.23, 0.15, 0.1], rows),
    rows.length === 0,
  );
}

const requirementCells = (row: RequirementRow): readonly Cell[] => [
  [{ text: row.key, style: styles.mono }],
  [{ text: row.text, style: styles.body }],
  [{ text: verdictLooks[row.verdict].word, style: styles.strong, mark: row.verdict }],
  [{ text: row.counts, style: styles.muted }],
  [{ text: row.needs, style: styles.mono }],
];

/** Every requirement, with what all reports come to. */
export function drawRequirements(sheet: Sheet, text: EnvironmentModel['requirements']): void {
  const table = tableOf(
    sheet,
    text.columns,
    [0.065, 0.385, 0.18, 0.19, 0.18],
    text.rows.map(requirementCells),
  );
  drawTabled(sheet, text, table, text.rows.length === 0);
}

/** Every report inside the file. */
export function drawInputs(sheet: Sheet, text: EnvironmentModel['inputs']): void {
  drawTabled(sheet, text, inputTable(sheet, text), text.rows.length === 0);
}
