import type { ReportModel } from '../../../../shared/report/model.ts';
import { drawFields } from './fields.ts';
import { type Listed, openSection } from './headings.ts';
import type { Sheet } from './layout.ts';
import { space, styles } from './styles.ts';
import { type Cell, prepareTable } from './table.ts';

type Rows = {
  readonly heading: string;
  readonly intro: string;
  readonly columns: readonly string[];
  readonly empty: string;
  readonly shares: readonly number[];
  readonly rows: readonly (readonly Cell[])[];
};

function drawRows(sheet: Sheet, text: Rows): Listed {
  const table = prepareTable(sheet, {
    columns: text.shares.map((share, index) => ({
      head: text.columns[index] ?? '',
      width: share * sheet.frame.width,
    })),
    rows: text.rows,
  });
  const isEmpty = text.rows.length === 0;
  const { section, listed } = openSection(sheet, text, isEmpty ? styles.body.leading : table.lead);
  if (isEmpty) sheet.paragraph(section, 'P', text.empty, styles.body);
  else table.draw(section);
  sheet.close(section);
  return listed;
}

/** Verdicts that were set aside, with the reasons stated. */
export function drawWaivers(sheet: Sheet, text: ReportModel['waivers']): Listed {
  return drawRows(sheet, {
    ...text,
    shares: [0.18, 0.46, 0.36],
    rows: text.rows.map((row) => [
      [{ text: row.instead, style: styles.strong, mark: 'waived' }],
      [
        { text: row.title, style: styles.body },
        { text: row.check, style: styles.monoMuted },
      ],
      [{ text: row.reason, style: styles.body }],
    ]),
  });
}

/** Every address to which a connection was opened, with how many. */
export function drawContacts(sheet: Sheet, text: ReportModel['contacts']): Listed {
  return drawRows(sheet, {
    ...text,
    shares: [0.42, 0.34, 0.1, 0.14],
    rows: text.rows.map((row) =>
      [[row.host], [row.address], row.ports, row.counts].map(
        (values): Cell => values.map((text) => ({ text, style: styles.mono })),
      ),
    ),
  });
}

/** The answers that the run was planned from. */
export function drawAnswers(sheet: Sheet, text: ReportModel['answers']): Listed {
  const { section, listed } = openSection(sheet, text, space(6));
  drawFields(sheet, section, text.fields, {
    x: sheet.frame.left,
    width: sheet.frame.width,
    label: sheet.frame.width * 0.32,
  });
  sheet.close(section);
  return listed;
}
