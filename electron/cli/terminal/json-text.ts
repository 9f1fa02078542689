import { jsonParts } from '../../core/base/json-parts.ts';
import type { Terminal } from './terminal.ts';

/** A text in ASCII alone: escaped, every character means the same in all code pages (RFC 8259, section 7). */
const inAscii = (text: string): string =>
  text.replaceAll(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);

/**
 * A value as JSON, with the end of its last line. In ASCII alone where whoever reads may take the bytes for another code
 * page.
 */
export function jsonText(value: unknown, { asciiJson }: Pick<Terminal, 'asciiJson'>): string {
  const text = `${JSON.stringify(value, null, 2)}\n`;
  return asciiJson ? inAscii(text) : text;
}

/** An object as `jsonText` writes it, part by part. */
export function* jsonTextParts(value: object, { asciiJson }: Pick<Terminal, 'asciiJson'>): Generator<string> {
  for (const part of jsonParts(value, 2)) yield asciiJson ? inAscii(part) : part;
  yield '\n';
}

/** A list whose items are written one by one, as `jsonText` writes it whole; nothing where it has none. */
export function openJsonList(
  print: (text: string) => void,
  terminal: Pick<Terminal, 'asciiJson'>,
): { readonly add: (item: unknown) => void; readonly end: () => void } {
  const [open, close] = ['[\n', '\n]\n'];
  let isOpen = false;
  return {
    add: (item) => {
      print(`${isOpen ? ',\n' : open}${jsonText([item], terminal).slice(open.length, -close.length)}`);
      isOpen = true;
    },
    end: () => {
      if (isOpen) print(close);
    },
  };
}
