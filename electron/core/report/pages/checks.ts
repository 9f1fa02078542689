import type { CheckText } from '../../../../shared/report/check-texts.ts';
import type { ChecksRow, ChecksSection } from '../../../../shared/report/model/types.ts';
import { verdictLooks } from '../../../../shared/theme/verdicts.ts';
import { drawGroupHeading, drawMore, groupHeadingHeight, type Listed, openSection } from './headings.ts';
import type { Sheet } from './layout.ts';
import { styles } from './styles.ts';
import { type Cell, type CellText, distinct, inRows, prepareTable } from './table.ts';

function endText(sheet: Sheet, { to, observed }: CheckText): CellText {
  const place = to?.address ?? to?.place ?? null;
  const ends =
    place === null ? [] : [sheet.piece(`${place} `, to?.address == null ? styles.body : styles.mono)];
  return { text: [...ends, sheet.piece(observed, styles.body)], style: styles.body };
}

function rowsOf(sheet: Sheet, row: ChecksRow): readonly (readonly Cell[])[] {
  const { verdict, checks: all, reason, many } = row;
  if (many !== null)
    return [
      [
        [{ text: verdictLooks[verdict].word, style: styles.strong, mark: verdict }],
        [
          { text: many.headline, style: styles.strong },
          ...many.places.map((text) => ({
            text,
            style: many.isToldBefore ? styles.muted : styles.mono,
            wide: true as const,
          })),
        ],
        [
          { text: many.observed, style: styles.body },
          { text: many.id, style: styles.monoMuted },
        ],
      ],
    ];
  return inRows(all).map((checks) => [
    [{ text: verdictLooks[verdict].word, style: styles.strong, mark: verdict }],
    [
      ...distinct(checks.map(({ headline }) => ({ text: headline, style: styles.strong }))),
      ...(reason === null ? [] : [{ text: reason, style: styles.body }]),
    ],
    distinct([
      ...checks.map((check) => endText(sheet, check)),
      ...checks.map(({ shortId }) => ({ text: shortId, style: styles.monoMuted })),
    ]),
  ]);
}

/** Every check by group: verdict, what was asked, where, what was observed. */
export function drawChecks(sheet: Sheet, text: ChecksSection): Listed {
  const { width } = sheet.frame;
  const widths = [0.18, 0.47, 0.35].map((share) => share * width);
  const columns = widths.map((columnWidth, index) => ({
    head: text.columns[index] ?? '',
    width: columnWidth,
  }));
  const groups = text.groups.map((group) => ({
    heading: group.heading,
    more: group.more,
    table: prepareTable(sheet, { columns, rows: group.rows.flatMap((row) => rowsOf(sheet, row)) }),
  }));
  const first = groups[0];
  const keep = first === undefined ? 0 : groupHeadingHeight(sheet, first.heading) + first.table.lead;
  const { section, listed } = openSection(sheet, text, keep);
  for (const { heading, table, more } of groups) {
    drawGroupHeading(sheet, section, heading, table.lead);
    table.draw(section);
    drawMore(sheet, section, more);
  }
  sheet.close(section);
  return listed;
}
