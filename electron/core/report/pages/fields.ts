import type { Field } from '../../../../shared/report/profile-answers.ts';
import type { Element, Sheet } from './layout.ts';
import { space, styles } from './styles.ts';

/** Where a list of fields stands: its left edge, its width and that of the labels, in points. */
export type FieldBox = { readonly x: number; readonly width: number; readonly label: number };

const rowGap = space(0.25);

const valueStyle = (field: Field) => (field.typed ? styles.mono : styles.body);

function heightOf(sheet: Sheet, field: Field, box: FieldBox): number {
  const style = valueStyle(field);
  const lines = field.values.flatMap((value) => sheet.wrap(value, style, box.width - box.label));
  const labelLines = sheet.wrap(field.label, styles.label, box.label - space(1));
  return Math.max(lines.length * style.leading, labelLines.length * styles.label.leading) + rowGap;
}

/** The height of a list of fields in points. */
export const fieldsHeight = (sheet: Sheet, fields: readonly Field[], box: FieldBox): number =>
  fields.reduce((sum, field) => sum + heightOf(sheet, field, box), 0);

/**
 * Labels with their values as a list (Lbl and LBody), from the place downwards. A field stands on one page unless it
 * has more values than a page has lines.
 */
export function drawFields(sheet: Sheet, parent: Element, fields: readonly Field[], box: FieldBox): void {
  const list = sheet.open(parent, 'L');
  for (const field of fields) {
    sheet.ensure(heightOf(sheet, field, box));
    const item = sheet.open(list, 'LI');
    const top = sheet.y();
    sheet.paragraph(item, 'Lbl', field.label, styles.label, { x: box.x, width: box.label - space(1) });
    const labelEnd = sheet.y();
    const page = sheet.here().page;
    sheet.moveTo(top);
    const body = sheet.open(item, 'LBody');
    for (const value of field.values)
      sheet.paragraph(body, 'P', value, valueStyle(field), {
        x: box.x + box.label,
        width: box.width - box.label,
      });
    sheet.close(body);
    sheet.close(item);
    const samePage = sheet.here().page === page;
    sheet.moveTo((samePage ? Math.max(labelEnd, sheet.y()) : sheet.y()) + rowGap);
  }
  sheet.close(list);
}
