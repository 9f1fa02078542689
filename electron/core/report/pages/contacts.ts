import type { ContactRow, ReportModel, WaiversSection } from '../../../../shared/report/model/types.ts';
import type { Field } from '../../../../shared/report/profile-answers.ts';
import { drawFields, type FieldBox, fieldsHeight } from './fields.ts';
import { drawMore, type Listed, openSection } from './headings.ts';
import type { Sheet } from './layout.ts';
import { space, styles } from './styles.ts';
import { type Cell, prepareTable } from './table.ts';

type Rows = {
  readonly heading: string;
  readonly intro: string;
  readonly columns: readonly string[];
  /** Stands in place of the rows when there are none. */
  readonly empty: string;
  readonly shares: readonly number[];
  readonly rows: readonly (readonly Cell[])[];
  readonly more: string | null;
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
  drawMore(sheet, section, text.more);
  sheet.close(section);
  return listed;
}

/** Verdicts that were set aside, with the reasons stated. Draws nothing and gives null when there are none. */
export function drawWaivers(sheet: Sheet, text: WaiversSection): Listed | null {
  if (text.rows.length === 0) return null;
  return drawRows(sheet, {
    ...text,
    empty: '',
    shares: [0.18, 0.46, 0.36],
    rows: text.rows.map((row) => [
      [{ text: row.instead, style: styles.strong, mark: 'waived' }],
      [
        { text: row.headline, style: styles.body },
        { text: row.check, style: styles.monoMuted },
        ...row.places.map((text) => ({ text, style: styles.mono, wide: true as const })),
      ],
      [{ text: row.reason, style: styles.body }],
    ]),
  });
}

/** Many hosts with their addresses, below their row. */
function eachText(sheet: Sheet, { each }: ContactRow): Cell {
  if (each.length === 0) return [];
  const pieces = each.flatMap(({ host, address }, index) => [
    sheet.piece(`${host} `, styles.mono),
    sheet.piece(`${address}${index === each.length - 1 ? '' : ', '}`, styles.monoMuted),
  ]);
  return [{ text: pieces, style: styles.mono, wide: true }];
}

/** Every address to which a connection was opened, with how many. */
export function drawContacts(sheet: Sheet, text: ReportModel['contacts']): Listed {
  return drawRows(sheet, {
    ...text,
    shares: [0.38, 0.3, 0.32],
    rows: text.rows.map((row) => {
      const isMany = row.each.length > 0;
      const said = isMany ? styles.body : styles.mono;
      return [
        [{ text: row.host, style: said }, ...eachText(sheet, row)],
        [{ text: row.address, style: said }],
        [{ text: row.ports.join(', '), style: styles.mono }],
      ];
    }),
  });
}

/** The questions in two halves, parted where the higher of them is least high. */
function halves(sheet: Sheet, fields: readonly Field[], box: FieldBox): readonly (readonly Field[])[] {
  const heights = fields.map((field) => fieldsHeight(sheet, [field], box));
  const sum = (list: readonly number[]): number => list.reduce((total, height) => total + height, 0);
  const higher = (count: number): number => Math.max(sum(heights.slice(0, count)), sum(heights.slice(count)));
  const best = fields.reduce((least, _, count) => (higher(count) < higher(least) ? count : least), 0);
  return [fields.slice(0, best), fields.slice(best)];
}

const columnGap = space(2);

/** The answers that the run was planned from: in two columns, unless they are higher than a third of a page. */
export function drawAnswers(sheet: Sheet, text: ReportModel['answers']): Listed {
  const { left, width: full, top, bottom } = sheet.frame;
  const width = (full - columnGap) / 2;
  const box = { x: left, width, label: width * 0.42 };
  const columns = halves(sheet, text.fields, box);
  const height = Math.max(...columns.map((fields) => fieldsHeight(sheet, fields, box)));
  const fits = height < (bottom - top) / 3;
  const { section, listed } = openSection(sheet, text, fits ? height : space(6));
  if (!fits) drawFields(sheet, section, text.fields, { x: left, width: full, label: full * 0.32 });
  else {
    const start = sheet.y();
    for (const [index, fields] of columns.entries()) {
      sheet.moveTo(start);
      drawFields(sheet, section, fields, { ...box, x: left + index * (width + columnGap) });
    }
    sheet.moveTo(start + height);
  }
  sheet.close(section);
  return listed;
}

/** What the aliases of a redacted report stand for. */
export function drawLegend(sheet: Sheet, text: NonNullable<ReportModel['legend']>): Listed {
  const { left, width } = sheet.frame;
  const box = { x: left, width, label: width * 0.32 };
  const { section, listed } = openSection(sheet, text, fieldsHeight(sheet, text.fields, box));
  drawFields(sheet, section, text.fields, box);
  sheet.close(section);
  return listed;
}
