import type { FirewallRow } from '../../../../shared/report/firewall-request.ts';
import type { FirewallSection, FirewallTextRow } from '../../../../shared/report/model/types.ts';
import type { Verdict } from '../../../../shared/words/verdict.ts';
import { drawGroupHeading, drawMore, groupHeadingHeight, type Listed, openSection } from './headings.ts';
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

function rowOf(sheet: Sheet, row: FirewallTextRow, direction: FirewallRow['direction']): readonly Cell[] {
  return [
    [
      { text: row.stateWord, style: styles.strong, mark: markOf(row) },
      ...(row.state === 'not tested'
        ? []
        : [{ text: row.observed, style: styles.muted, indented: true } as const]),
    ],
    [
      { text: direction === 'outbound' ? row.destination : row.source, style: styles.mono },
      ...row.addresses.map((address) => ({ text: address, style: styles.monoMuted })),
    ],
    [{ text: `${row.ports.join(', ')} ${row.protocol}`, style: styles.mono }],
    [
      {
        text: [sheet.piece(`${row.why} `, styles.body), sheet.piece(row.requirements, styles.monoMuted)],
        style: styles.body,
      },
    ],
  ];
}

/** The firewall change request. */
export function drawFirewall(sheet: Sheet, text: FirewallSection): Listed {
  const { width } = sheet.frame;
  const shares = [0.18, 0.26, 0.14, 0.42];
  const groups = text.groups.map((group) => ({
    heading: group.heading,
    more: group.more,
    table: prepareTable(sheet, {
      columns: shares.map((share, index) => ({ head: group.columns[index] ?? '', width: share * width })),
      rows: group.rows.map((row) => rowOf(sheet, row, group.direction)),
    }),
  }));
  const first = groups[0];
  const keep = first === undefined ? 0 : groupHeadingHeight(sheet, first.heading) + first.table.lead;
  const { section, listed } = openSection(sheet, text, keep);
  if (first === undefined) sheet.paragraph(section, 'P', text.empty, styles.body);
  for (const { heading, table, more } of groups) {
    drawGroupHeading(sheet, section, heading, table.lead);
    table.draw(section);
    drawMore(sheet, section, more);
  }
  sheet.close(section);
  return listed;
}
