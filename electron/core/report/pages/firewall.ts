import type {
  FirewallGroupRow,
  FirewallRuleRow,
  FirewallSection,
} from '../../../../shared/report/model/types.ts';
import { drawGroupHeading, drawMore, groupHeadingHeight, type Listed, openSection } from './headings.ts';
import type { Element, Sheet } from './layout.ts';
import { drawList, listHeight } from './list.ts';
import { styles } from './styles.ts';
import { type Cell, prepareTable } from './table.ts';

const ruleCells = (row: FirewallRuleRow): readonly Cell[] => [
  [{ text: row.number, style: styles.strong, mark: row.verdict }],
  [{ text: row.from, style: styles.mono }],
  [{ text: row.to, style: styles.mono }],
  [{ text: row.ports, style: styles.mono }],
  [
    { text: row.connections, style: styles.body },
    ...row.blocked.map((text) => ({ text, style: styles.muted })),
  ],
  [{ text: row.requirements, style: styles.monoMuted }],
];

const groupCells = (row: FirewallGroupRow): readonly Cell[] => [
  [{ text: row.id, style: styles.mono }],
  [{ text: row.what, style: styles.body }],
  [{ text: row.members.join(', '), style: styles.mono }],
  [{ text: row.addresses.join(', '), style: styles.monoMuted }],
];

type Part = {
  readonly text: FirewallSection['rules'] | FirewallSection['groups'];
  readonly rows: readonly (readonly Cell[])[];
  /** Widths of the columns, as parts of the whole. */
  readonly shares: readonly number[];
};

/** Rules that will not help alone, as a list. */
function drawNotes(sheet: Sheet, section: Element, { heading, items, more }: FirewallSection['notes']): void {
  if (items.length === 0) return;
  drawGroupHeading(sheet, section, heading, listHeight(sheet, items.slice(0, 1)));
  drawList(sheet, section, items, () => '–');
  drawMore(sheet, section, more);
}

/** The firewall change request: few rules, then the groups that they name. */
export function drawFirewall(sheet: Sheet, text: FirewallSection): Listed {
  const { width } = sheet.frame;
  const parts: readonly Part[] = [
    { text: text.rules, rows: text.rules.rows.map(ruleCells), shares: [0.08, 0.12, 0.12, 0.14, 0.39, 0.15] },
    { text: text.groups, rows: text.groups.rows.map(groupCells), shares: [0.12, 0.22, 0.36, 0.3] },
  ];
  const tables = parts
    .filter(({ rows }) => rows.length > 0)
    .map(({ text: { heading, columns, more }, rows, shares }) => ({
      heading,
      more,
      table: prepareTable(sheet, {
        columns: shares.map((share, index) => ({ head: columns[index] ?? '', width: share * width })),
        rows,
        rowHead: 0,
      }),
    }));
  const first = tables[0];
  const keep = first === undefined ? 0 : groupHeadingHeight(sheet, first.heading) + first.table.lead;
  const { section, listed } = openSection(sheet, text, keep);
  if (first === undefined) sheet.paragraph(section, 'P', text.empty, styles.body);
  for (const { heading, table, more } of tables) {
    drawGroupHeading(sheet, section, heading, table.lead);
    table.draw(section);
    drawMore(sheet, section, more);
  }
  drawNotes(sheet, section, text.notes);
  sheet.close(section);
  return listed;
}
