import type { ReportModel } from '../../../../shared/report/model.ts';
import { verdictLooks } from '../../../../shared/theme/verdicts.ts';
import { type Listed, openSection } from './headings.ts';
import type { Sheet } from './layout.ts';
import { styles } from './styles.ts';
import { prepareTable } from './table.ts';

/** Every requirement of the source document, with the verdict of this run and what it rests on. */
export function drawCoverage(sheet: Sheet, text: ReportModel['coverage']): Listed {
  const { width } = sheet.frame;
  const widths = [0.065, 0.475, 0.185, 0.275].map((share) => share * width);
  const table = prepareTable(sheet, {
    columns: widths.map((columnWidth, index) => ({ head: text.columns[index] ?? '', width: columnWidth })),
    rowHead: 0,
    rows: text.rows.map((row) => [
      [{ text: row.key, style: styles.mono }],
      [
        { text: row.text, style: styles.body },
        { text: row.where, style: styles.muted },
      ],
      [{ text: verdictLooks[row.verdict].word, style: styles.strong, mark: row.verdict }],
      [{ text: row.basis, style: row.isReason ? styles.body : styles.mono }],
    ]),
  });
  const { section, listed } = openSection(sheet, text, table.lead);
  table.draw(section);
  sheet.close(section);
  return listed;
}
