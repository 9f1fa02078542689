import { encode } from 'uqr';
import type { Element, Sheet } from './layout.ts';
import { paper } from './styles.ts';

/** The quiet zone that a reader needs around the code, in modules (ISO/IEC 18004, 6.3.8). */
const quietZone = 4;

/** The dark stretches of one line of the code, as start and length. */
function stretches(line: readonly boolean[]): readonly (readonly [start: number, length: number])[] {
  const found: [number, number][] = [];
  for (const [index, dark] of line.entries()) {
    const last = found.at(-1);
    if (!dark) continue;
    if (last !== undefined && last[0] + last[1] === index) last[1] += 1;
    else found.push([index, 1]);
  }
  return found;
}

/** Draws a QR code as vectors: a figure with its alternative text. `size` is the side in points, quiet zone included. */
export function drawQr(
  sheet: Sheet,
  parent: Element,
  qr: { readonly payload: string; readonly alt: string },
  box: { readonly x: number; readonly y: number; readonly size: number },
): void {
  const { pdf } = sheet;
  const { data, size } = encode(qr.payload, { ecc: 'M', border: quietZone });
  const module = box.size / size;
  const figure = sheet.open(parent, 'Figure', {
    alt: qr.alt,
    bbox: [box.x, box.y, box.x + box.size, box.y + box.size],
  });
  sheet.content(figure, () => {
    for (const [row, line] of data.entries())
      for (const [start, length] of stretches(line))
        pdf.rect(box.x + start * module, box.y + row * module, length * module, module);
    pdf.fill(paper.text);
  });
  sheet.close(figure);
}
