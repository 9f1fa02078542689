/**
 * Puts a PDF of one revision together anew, with its objects changed and the table of their places to match, as
 * somebody can who makes a document by hand.
 * @param change gets the text of each object, from its number to `endobj`, and the number of the next free one
 * @param more values of objects that are added
 */
export function rebuiltPdf(
  bytes: Uint8Array,
  change: (object: string, next: number) => string,
  more: readonly string[] = [],
): Uint8Array {
  const text = Buffer.from(bytes).toString('latin1');
  const start = text.lastIndexOf('\nxref\n0 ') + 1;
  const entries = [...text.slice(start).matchAll(/^(\d{10}) 00000 n $/gm)].map(([, offset]) =>
    Number(offset),
  );
  if (start === 0 || entries.length === 0) throw new Error('the document has no table');
  const next = entries.length + 1;
  const inFileOrder = entries
    .map((offset, index) => ({ id: index + 1, offset }))
    .sort((a, b) => a.offset - b.offset);
  const offsets = new Map<number, number>();
  let body = text.slice(0, inFileOrder[0]?.offset);
  const put = (id: number, object: string): void => {
    offsets.set(id, body.length);
    body += object;
  };
  for (const [index, { id, offset }] of inFileOrder.entries())
    put(id, change(text.slice(offset, inFileOrder[index + 1]?.offset ?? start), next));
  for (const [index, value] of more.entries()) put(next + index, `${next + index} 0 obj\n${value}\nendobj\n`);
  const size = next + more.length;
  const lines = Array.from(
    { length: size - 1 },
    (_, index) => `${String(offsets.get(index + 1)).padStart(10, '0')} 00000 n \n`,
  );
  const trailer = text
    .slice(text.lastIndexOf('trailer\n'))
    .replace(/\/Size \d+/, `/Size ${size}`)
    .replace(/startxref\n\d+/, `startxref\n${body.length}`);
  const whole = `${body}xref\n0 ${size}\n0000000000 65535 f \n${lines.join('')}${trailer}`;
  return new Uint8Array(Buffer.from(whole, 'latin1'));
}
