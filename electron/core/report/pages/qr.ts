import { encode } from 'uqr';
import { createKept } from '../kept.ts';
import type { Element, Sheet } from './layout.ts';
import { paper } from './styles.ts';

/** The quiet zone that a reader needs around the code, in modules (ISO/IEC 18004, 6.3.8). */
const quietZone = 4;

/** A dark part of one line of the code. */
type Stretch = readonly [start: number, length: number];

/** What is dark in each line of a code, and of how many modules its side is. */
type Code = { readonly rows: readonly (readonly Stretch[])[]; readonly size: number };

function stretches(line: readonly boolean[]): readonly Stretch[] {
  const found: [number, number][] = [];
  for (const [index, dark] of line.entries()) {
    const last = found.at(-1);
    if (!dark) continue;
    if (last !== undefined && last[0] + last[1] === index) last[1] += 1;
    else found.push([index, 1]);
  }
  return found;
}

/** How many characters of codes are kept: 64 fingerprints, for one key signs many of the files that are verified together. */
const keptCharacters = 4096;

/** What is dark of a code, each made once: to find its best mask takes longer than to draw it. */
const codes = createKept<Code>(keptCharacters)('');

function codeOf(payload: string): Code {
  const { data, size } = encode(payload, { ecc: 'M', border: quietZone });
  return { rows: data.map(stretches), size };
}

/** Draws a QR code as vectors: a figure with its alternative text. `size` is the side in points, quiet zone included. */
export function drawQr(
  sheet: Sheet,
  parent: Element,
  qr: { readonly payload: string; readonly alt: string },
  box: { readonly x: number; readonly y: number; readonly size: number },
): void {
  const { pdf } = sheet;
  const { rows, size } = codes(qr.payload, () => codeOf(qr.payload));
  const module = box.size / size;
  const figure = sheet.open(parent, 'Figure', {
    alt: qr.alt,
    bbox: [box.x, box.y, box.x + box.size, box.y + box.size],
  });
  sheet.content(figure, () => {
    for (const [row, line] of rows.entries())
      for (const [start, length] of line)
        pdf.rect(box.x + start * module, box.y + row * module, length * module, module);
    pdf.fill(paper.text);
  });
  sheet.close(figure);
}
