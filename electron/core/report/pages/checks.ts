import type { CheckText } from '../../../../shared/report/check-texts.ts';
import type { ReportModel } from '../../../../shared/report/model.ts';
import { verdictLooks } from '../../../../shared/theme/verdicts.ts';
import { drawGroupHeading, groupHeadingHeight, type Listed, openSection } from './headings.ts';
import type { Sheet } from './layout.ts';
import { styles } from './styles.ts';
import { type Cell, prepareTable } from './table.ts';

function rowOf(check: CheckText): readonly Cell[] {
  return [
    [{ text: verdictLooks[check.verdict].word, style: styles.strong, mark: check.verdict }],
    [
      { text: check.title, style: styles.strong },
      { text: check.reason, style: styles.body },
    ],
    [
      check.to?.address == null
        ? { text: check.to?.place ?? 'no connection', style: styles.body }
        : { text: check.to.address, style: styles.mono },
      { text: check.observed, style: styles.body },
      { text: check.shortId, style: styles.monoMuted },
    ],
  ];
}

/** Every check by group: verdict, what was asked, where, what was observed. */
export function drawChecks(sheet: Sheet, text: ReportModel['checks']): Listed {
  const { width } = sheet.frame;
  const widths = [0.18, 0.47, 0.35].map((share) => share * width);
  const columns = widths.map((columnWidth, index) => ({
    head: text.columns[index] ?? '',
    width: columnWidth,
  }));
  const groups = text.groups.map((group) => ({
    heading: group.heading,
    table: prepareTable(sheet, { columns, rows: group.rows.map(rowOf) }),
  }));
  const first = groups[0];
  const keep = first === undefined ? 0 : groupHeadingHeight(sheet, first.heading) + first.table.lead;
  const { section, listed } = openSection(sheet, text, keep);
  for (const { heading, table } of groups) {
    drawGroupHeading(sheet, section, heading, table.lead);
    table.draw(section);
  }
  sheet.close(section);
  return listed;
}
