import type { FirewallRow } from '../../../../shared/report/firewall-request.ts';
import type { FirewallTextRow, ReportModel } from '../../../../shared/report/model.ts';
import type { Verdict } from '../../../../shared/run/verdict.ts';
import { drawGroupHeading, groupHeadingHeight, type Listed, openSection } from './headings.ts';
import type { Sheet } from './layout.ts';
import { styles } from './styles.ts';
import { type Cell, prepareTable } from './table.ts';

/** The mark of a rule: whether the way is open, and if not, what the checks make of it. */
function markOf(row: FirewallTextRow): Verdict {
  switch (row.state) {
    case 'needed':
      return row.verdict;
    case 'not tested':
      return 'not-testable-here';
    case 'open':
      return 'pass';
  }
}

function rowOf(row: FirewallTextRow, direction: FirewallRow['direction']): readonly Cell[] {
  return [
    [
      { text: row.stateWord, style: styles.strong, mark: markOf(row) },
      ...(row.state === 'not tested'
        ? []
        : [{ text: row.observed, style: styles.muted, indented: true } as const]),
    ],
    [{ text: direction === 'outbound' ? row.destination : row.source, style: styles.mono }],
    [{ text: `${row.port} ${row.protocol}`, style: styles.mono }],
    [
      { text: row.why, style: styles.body },
      { text: row.requirements, style: styles.monoMuted },
    ],
  ];
}

/** The firewall change request, on pages of its own, so that they can be handed on by themselves. */
export function drawFirewall(sheet: Sheet, text: ReportModel['firewall']): Listed {
  const { width } = sheet.frame;
  const shares = [0.205, 0.295, 0.13, 0.37];
  const groups = text.groups.map((group) => ({
    heading: group.heading,
    table: prepareTable(sheet, {
      columns: shares.map((share, index) => ({ head: group.columns[index] ?? '', width: share * width })),
      rows: group.rows.map((row) => rowOf(row, group.direction)),
    }),
  }));
  const first = groups[0];
  if (first !== undefined && sheet.y() > sheet.frame.top) sheet.breakPage();
  const keep = first === undefined ? 0 : groupHeadingHeight(sheet, first.heading) + first.table.lead;
  const { section, listed } = openSection(sheet, text, keep);
  if (first === undefined) sheet.paragraph(section, 'P', text.empty, styles.body);
  for (const { heading, table } of groups) {
    drawGroupHeading(sheet, section, heading, table.lead);
    table.draw(section);
  }
  sheet.close(section);
  return listed;
}
