import { describe, expect, it } from 'vitest';
import { isWindowsFileName } from '../../../../../electron/core/files/windows-file-name.ts';

describe('a file name on Windows', () => {
  it.each([
    'netready-web01-20261122-132926Z.pdf',
    'console.json',
    'com10.json',
    '.hidden',
    'a b.pdf',
    'größe.json',
  ])('can be %s', (name) => {
    expect(isWindowsFileName(name)).toBe(true);
  });

  it.each([
    ...['', 'CON', 'con.json', 'Nul.tar.gz', 'COM1', 'lpt¹.txt', 'conin$'],
    ...['dot.', 'space ', '..', 'a:b', 'a/b', 'a\\b', 'what?', 'a*', '<a>', 'a|b', '"a"', 'a\u0007b', 'a\nb'],
  ])('cannot be %j', (name) => {
    expect(isWindowsFileName(name)).toBe(false);
  });
});
