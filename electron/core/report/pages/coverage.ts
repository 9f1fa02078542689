import type { CoverageSection, RequirementText } from '../../../../shared/report/model/types.ts';
import { verdictLooks } from '../../../../shared/theme/verdicts.ts';
import { drawGroupHeading, type Listed, openSection } from './headings.ts';
import type { Element, Sheet } from './layout.ts';
import { styles } from './styles.ts';
import { type Cell, type CellText, inRows, prepareTable } from './table.ts';

const requirementText = (sheet: Sheet, { text, where }: RequirementText): CellText => ({
  text: [sheet.piece(`${text} `, styles.body), sheet.piece(where, styles.muted)],
  style: styles.body,
});

const columnsOf = (sheet: Sheet, heads: readonly string[], shares: readonly number[]) =>
  shares.map((share, index) => ({ head: heads[index] ?? '', width: share * sheet.frame.width }));

/** Requirements that do not apply: the reason, and beside it what it holds for, in rows that pages can part. */
function drawOthers(sheet: Sheet, parent: Element, text: CoverageSection['others']): void {
  if (text.rows.length === 0) return;
  const table = prepareTable(sheet, {
    columns: columnsOf(sheet, text.columns, [0.34, 0.66]),
    rowHead: 0,
    rows: text.rows.flatMap(({ reason, requirements }) =>
      inRows(requirements).map((some): readonly Cell[] => [
        [{ text: reason, style: styles.body, mark: 'not-applicable' }],
        some.map((requirement) => ({
          text: [sheet.piece(`${requirement.key} `, styles.mono), sheet.piece(requirement.text, styles.body)],
          style: styles.body,
        })),
      ]),
    ),
  });
  drawGroupHeading(sheet, parent, text.heading, table.lead);
  table.draw(parent);
}

/** Every requirement of the source document, with the verdict of this run and what it rests on. */
export function drawCoverage(sheet: Sheet, text: CoverageSection): Listed {
  const table = prepareTable(sheet, {
    columns: columnsOf(sheet, text.columns, [0.065, 0.515, 0.19, 0.23]),
    rowHead: 0,
    rows: text.rows.map((row) => [
      [{ text: row.key, style: styles.mono }],
      [requirementText(sheet, row)],
      [{ text: verdictLooks[row.verdict].word, style: styles.strong, mark: row.verdict }],
      [{ text: row.basis, style: styles.mono }],
    ]),
  });
  const isEmpty = text.rows.length === 0;
  const { section, listed } = openSection(sheet, text, isEmpty ? styles.body.leading : table.lead);
  if (isEmpty) sheet.paragraph(section, 'P', text.empty, styles.body);
  else table.draw(section);
  drawOthers(sheet, section, text.others);
  sheet.close(section);
  return listed;
}
