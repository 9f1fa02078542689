import { describe, expect, it } from 'vitest';
import { decodeText } from '../../../../shared/words/decode-text.ts';

const text = '{"name": "Zürich 東京"}';
const utf16le = Buffer.from(`\uFEFF${text}`, 'utf16le');

describe('decodeText', () => {
  it.each([
    ['UTF-8', Buffer.from(text)],
    ['UTF-8 with a mark, as Notepad writes it', Buffer.from(`\uFEFF${text}`)],
    ['UTF-16, as Windows PowerShell redirects', utf16le],
    ['UTF-16 in the other byte order', Buffer.from(utf16le).swap16()],
  ])('reads %s, without the mark', (_, bytes) => {
    expect(decodeText(bytes)).toBe(text);
  });

  it('reads an empty file as empty', () => {
    expect(decodeText(Uint8Array.of())).toBe('');
  });

  it.each([
    ['bytes that are no UTF-8', Uint8Array.of(0x22, 0xff, 0x22)],
    ['half a character of UTF-16', Uint8Array.of(0xff, 0xfe, 0x00)],
    ['half a pair of UTF-16', Uint8Array.of(0xff, 0xfe, 0x00, 0xd8)],
  ])('refuses %s', (_, bytes) => {
    expect(() => decodeText(bytes)).toThrow(TypeError);
  });
});
