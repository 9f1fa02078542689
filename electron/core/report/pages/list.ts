import type { Element, Sheet } from './layout.ts';
import { space, styles } from './styles.ts';

const numberWidth = space(3);
const itemGap = space(0.5);

const itemWidth = (sheet: Sheet): number => sheet.frame.width - numberWidth;

/** The height of a list in points. */
export const listHeight = (sheet: Sheet, items: readonly string[]): number =>
  items.reduce(
    (sum, text) =>
      sum + sheet.wrap(text, styles.body, itemWidth(sheet)).length * styles.body.leading + itemGap,
    0,
  );

/** Items one below the other, each with a label (Lbl and LBody), kept on one page where it fits there. */
export function drawList(
  sheet: Sheet,
  parent: Element,
  items: readonly string[],
  label: (index: number) => string,
): void {
  const list = sheet.open(parent, 'L');
  const x = sheet.frame.left;
  for (const [index, text] of items.entries()) {
    sheet.ensure(listHeight(sheet, [text]));
    const item = sheet.open(list, 'LI');
    const top = sheet.y();
    sheet.paragraph(item, 'Lbl', label(index), styles.muted, { x, width: numberWidth });
    sheet.moveTo(top);
    sheet.paragraph(item, 'LBody', text, styles.body, {
      x: x + numberWidth,
      width: itemWidth(sheet),
    });
    sheet.close(item);
    sheet.moveDown(itemGap);
  }
  sheet.close(list);
}
