import { decodeText } from '../../../shared/words/decode-text.ts';

/** What of standard input is used to read it to its end. */
export type TextInput = AsyncIterable<Uint8Array | string>;

/** How somebody at a terminal ends what they paste. */
export const inputHint = (platform: NodeJS.Platform): string =>
  platform === 'win32'
    ? 'Paste the lines, then press Enter, Ctrl+Z and Enter.'
    : 'Paste the lines, then press Enter and Ctrl+D.';

/**
 * Reads a text from standard input, up to a limit and then no more: a log may be of any size. Bytes that are no UTF-8 or
 * UTF-16 are read as Latin 1, because consoles of Windows pass on what their code page makes of a text.
 * @param mostBytes what is read at most; the rest is left unread
 */
export async function readTextFrom(input: TextInput, mostBytes: number): Promise<string> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of input) {
    const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
    chunks.push(bytes);
    length += bytes.length;
    if (length >= mostBytes) break;
  }
  const bytes = Buffer.concat(chunks).subarray(0, mostBytes);
  try {
    return decodeText(bytes);
  } catch {
    return bytes.toString(length > mostBytes ? 'utf8' : 'latin1');
  }
}
