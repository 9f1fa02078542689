import { describe, expect, it } from 'vitest';
import { isWindowsFileName, windowsPathFault } from '../../../../../electron/core/files/windows-file-name.ts';

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

describe('a path on Windows', () => {
  it.each([
    'reports',
    '.',
    '..\\reports\\',
    'C:\\Users\\Größe\\..\\reports',
    'C:reports/2026',
    '\\\\server\\share\\reports',
    '\\\\?\\C:\\reports',
    '\\\\?\\UNC\\server\\share\\reports',
    '//server/share//reports',
  ])('can be %s', (path) => {
    expect(windowsPathFault(path)).toBeNull();
  });

  it.each([
    ['NUL', 'NUL'],
    ['C:\\reports\\aux.d\\web01', 'aux.d'],
    ['C:nul', 'nul'],
    ['reports.', 'reports.'],
    ['reports /2026', 'reports '],
    ['...\\reports', '...'],
    ['reports\\a:b', 'a:b'],
    ['\\\\server\\share\\con\\x', 'con'],
    ['\\\\.\\NUL', '\\\\.\\NUL'],
    ['\\\\?\\GLOBALROOT\\Device\\Null', '\\\\?\\GLOBALROOT\\Device\\Null'],
  ])('cannot be %s', (path, fault) => {
    expect(windowsPathFault(path)).toBe(fault);
  });
});
