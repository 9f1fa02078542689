import type { FactText } from '../../../../shared/report/evidence.ts';
import type { ReportModel } from '../../../../shared/report/model.ts';
import { blockHeadingHeight, drawBlockHeading, type Listed, openSection } from './headings.ts';
import type { Sheet } from './layout.ts';
import { points, styles } from './styles.ts';
import { type Cell, prepareTable } from './table.ts';

function rowOf(fact: FactText): readonly Cell[] {
  return [
    [{ text: fact.time, style: styles.mono }],
    [{ text: fact.probe, style: styles.body }],
    [
      { text: fact.outcome, style: styles.body },
      ...(fact.code === null ? [] : [{ text: fact.code, style: styles.monoMuted }]),
    ],
    [
      { text: fact.target, style: styles.mono },
      ...fact.details.map((text) => ({ text, style: styles.monoMuted })),
    ],
  ];
}

/** The facts of the checks that somebody will want to look into. Draws nothing and gives null when there are none. */
export function drawEvidence(sheet: Sheet, text: ReportModel['evidence']): Listed | null {
  const { width } = sheet.frame;
  const time = points(96);
  const widths = [time, ...[0.2, 0.25, 0.55].map((share) => share * (width - time))];
  const columns = widths.map((columnWidth, index) => ({
    head: text.columns[index] ?? '',
    width: columnWidth,
  }));
  const blocks = text.blocks.map((block) => ({
    block,
    table: prepareTable(sheet, { columns, rows: block.facts.map(rowOf) }),
  }));
  const first = blocks[0];
  if (first === undefined) return null;
  const { section, listed } = openSection(
    sheet,
    text,
    blockHeadingHeight(sheet, first.block.title) + styles.mono.leading + first.table.lead,
  );
  for (const { block, table } of blocks) {
    const heading = { text: block.title, level: 'H3', verdict: block.verdict } as const;
    drawBlockHeading(sheet, section, heading, styles.mono.leading + table.lead);
    sheet.paragraph(section, 'P', block.id, styles.monoMuted, { x: sheet.frame.left + points(22) });
    table.draw(section);
  }
  sheet.close(section);
  return listed;
}
