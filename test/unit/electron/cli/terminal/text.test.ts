import { describe, expect, it } from 'vitest';
import { cutText, padText, safeText, wrapText } from '../../../../../electron/cli/terminal/text.ts';

describe('text in a terminal', () => {
  it('cannot repaint the screen', () => {
    expect(safeText('a\u001b[2Jb\r\n\u0007')).toBe('a\\x1b[2Jb\\x0d\\x0a\\x07');
    expect(safeText('abc\u202Efdp.exe')).toBe('abc\\u202efdp.exe');
    expect(safeText('Prüfung 服务器 ✔')).toBe('Prüfung 服务器 ✔');
  });

  it('is measured in columns, not in characters', () => {
    expect(padText('服务器', 8)).toBe('服务器  ');
    expect(cutText('服务器名称', 6, '…')).toBe('服务…');
    expect(cutText('short', 6, '…')).toBe('short');
  });

  it('is wrapped between words, and inside a word that is too long', () => {
    expect(wrapText('one two three four five six', 20)).toEqual(['one two three four', 'five six']);
    expect(wrapText('x'.repeat(45), 20).map((line) => line.length)).toEqual([20, 20, 5]);
  });
});
