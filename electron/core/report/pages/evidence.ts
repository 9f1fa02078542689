import type { FactText } from '../../../../shared/report/evidence.ts';
import type { EvidenceBlock, EvidenceSection } from '../../../../shared/report/model/types.ts';
import { verdictLooks } from '../../../../shared/theme/verdicts.ts';
import { blockHeadingHeight, drawBlockHeading, drawMore, type Listed, openSection } from './headings.ts';
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

/** Whether a check begins with a heading: those of one headline follow each other under one. */
const isHeaded = ({ checks }: EvidenceBlock, index: number): boolean =>
  checks[index]?.headline !== checks[index - 1]?.headline;

/** How high the headings of a block are: one for each headline, with the ids of its checks. */
const headsHeight = (sheet: Sheet, block: EvidenceBlock): number =>
  block.checks.reduce(
    (sum, { headline }, index) =>
      sum + (isHeaded(block, index) ? blockHeadingHeight(sheet, headline) : 0) + styles.mono.leading,
    0,
  );

/** The facts of the checks that somebody will want to look into. Draws nothing and gives null when there are none. */
export function drawEvidence(sheet: Sheet, text: EvidenceSection): Listed | null {
  const { left, width } = sheet.frame;
  const time = points(112);
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
  const { section, listed } = openSection(sheet, text, headsHeight(sheet, first.block) + first.table.lead);
  for (const { block, table } of blocks) {
    sheet.ensure(headsHeight(sheet, block) + table.lead);
    for (const [index, { id, headline }] of block.checks.entries()) {
      const heading = { text: headline, level: 'H3', verdict: block.verdict } as const;
      if (isHeaded(block, index)) drawBlockHeading(sheet, section, heading, 0);
      const { word } = verdictLooks[block.verdict];
      sheet.paragraph(section, 'P', `${word}: ${id}`, styles.monoMuted, { x: left + points(22) });
    }
    table.draw(section);
  }
  drawMore(sheet, section, text.more);
  sheet.close(section);
  return listed;
}
