/** What every host decodes with (WHATWG Encoding); the language itself has nothing for it. */
declare const TextDecoder: new (
  encoding: string,
  options: { readonly fatal: boolean },
) => { readonly decode: (bytes: Uint8Array) => string };

/**
 * The text of a file that a person wrote: UTF-8, or UTF-16 where its first bytes say so, because Windows PowerShell 5
 * redirects into UTF-16 and Notepad offers it (Unicode 16.0, section 23.8, byte order mark). The mark is left out.
 * @throws TypeError when the bytes are no text in that encoding
 */
export function decodeText(bytes: Uint8Array): string {
  const [first, second] = bytes;
  const mark = `${first} ${second}`;
  const encoding = mark === '255 254' ? 'utf-16le' : mark === '254 255' ? 'utf-16be' : 'utf-8';
  return new TextDecoder(encoding, { fatal: true }).decode(bytes);
}
