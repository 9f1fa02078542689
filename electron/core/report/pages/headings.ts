import type { Verdict } from '../../../../shared/words/verdict.ts';
import type { Element, Place, Sheet } from './layout.ts';
import { drawMark } from './marks.ts';
import { points, space, styles, type TextStyle } from './styles.ts';

/** A section of the report as page 1 lists it. */
export type Listed = { readonly heading: string; readonly place: Place };

export type SectionText = { readonly heading: string; readonly intro: string };

const textHeight = (sheet: Sheet, text: string, style: TextStyle, width: number): number =>
  sheet.wrap(text, style, width).length * style.leading;

/**
 * Heading, introduction and bookmark of a section, on a page that has room for them and for `keep` points of what
 * follows. Gives the open section and where it begins.
 */
export function openSection(
  sheet: Sheet,
  text: SectionText,
  keep: number,
): { readonly section: Element; readonly listed: Listed } {
  const above = space(3);
  sheet.ensure(
    above +
      styles.section.leading +
      space(1) +
      textHeight(sheet, text.intro, styles.muted, sheet.frame.width) +
      space(1) +
      keep,
  );
  sheet.gap(above);
  const listed = { heading: text.heading, place: sheet.here() };
  sheet.bookmark(text.heading);
  const section = sheet.open(sheet.root, 'Sect');
  sheet.paragraph(section, 'H2', text.heading, styles.section);
  sheet.moveDown(space(0.5));
  sheet.paragraph(section, 'P', text.intro, styles.muted);
  sheet.moveDown(space(1));
  return { section, listed };
}

/** How high a heading of a group is, with the space around it. */
export const groupHeadingHeight = (sheet: Sheet, text: string): number =>
  textHeight(sheet, text, styles.group, sheet.frame.width) + space(2.25);

/** A heading inside a section, kept with `keep` points of what follows. */
export function drawGroupHeading(sheet: Sheet, parent: Element, text: string, keep: number): void {
  sheet.ensure(groupHeadingHeight(sheet, text) + keep);
  sheet.gap(space(1.75));
  sheet.paragraph(parent, 'H3', text, styles.group);
  sheet.moveDown(space(0.5));
}

/** What a list leaves to report.json, below what it shows. */
export function drawMore(sheet: Sheet, parent: Element, more: string | null): void {
  if (more === null) return;
  sheet.ensure(space(1) + textHeight(sheet, more, styles.body, sheet.frame.width));
  sheet.gap(space(1));
  sheet.paragraph(parent, 'P', more, styles.body);
}

const markSize = points(14);
const markIndent = points(22);

/** How high the heading of a block is, with the space above it. */
export const blockHeadingHeight = (sheet: Sheet, text: string): number =>
  textHeight(sheet, text, styles.block, sheet.frame.width - markIndent) + space(1.25);

/** The heading of one check or of several of one kind, with the mark of their verdict. Levels must not be skipped. */
export function drawBlockHeading(
  sheet: Sheet,
  parent: Element,
  heading: { readonly text: string; readonly level: 'H3' | 'H4'; readonly verdict: Verdict },
  keep: number,
): void {
  const { text, level, verdict } = heading;
  sheet.ensure(blockHeadingHeight(sheet, text) + keep);
  sheet.gap(space(1.25));
  const y = sheet.y() + (styles.block.leading - markSize) / 2;
  sheet.artifact(() => drawMark(sheet.pdf, verdict, sheet.frame.left, y, markSize));
  sheet.paragraph(parent, level, text, styles.block, { x: sheet.frame.left + markIndent });
}
