import type { Terminal } from './terminal.ts';

/**
 * A value as JSON, with the end of its last line. In ASCII alone where whoever reads may take the bytes for another code
 * page: escaped, every character means the same in all of them (RFC 8259, section 7).
 */
export function jsonText(value: unknown, { asciiJson }: Pick<Terminal, 'asciiJson'>): string {
  const text = `${JSON.stringify(value, null, 2)}\n`;
  if (!asciiJson) return text;
  const escaped = (unit: string): string => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return text.replaceAll(/[\u0080-\uffff]/g, escaped);
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
