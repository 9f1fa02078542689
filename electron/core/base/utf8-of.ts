/** How much of a text is encoded at once, in UTF-16 units. */
const chunkLength = 65_536;

/** The UTF-8 of a text that comes in pieces, of which none may end within a character. The text itself is never held whole. */
export function utf8Of(pieces: Iterable<string>): Uint8Array {
  const encoder = new TextEncoder();
  const chunks: Uint8Array[] = [];
  let open = '';
  for (const piece of pieces) {
    open += piece;
    if (open.length < chunkLength) continue;
    chunks.push(encoder.encode(open));
    open = '';
  }
  if (chunks.length === 0) return encoder.encode(open);
  chunks.push(encoder.encode(open));
  const bytes = new Uint8Array(chunks.reduce((sum, { length }) => sum + length, 0));
  let end = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, end);
    end += chunk.length;
  }
  return bytes;
}
