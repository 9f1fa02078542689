import { describe, expect, it } from 'vitest';
import { browserCommand, hidesCommandLines, startApart } from '../../../../electron/cli/open-browser.ts';

const address = 'http://127.0.0.1:8765/a-b_c#d&calc.exe;$(x)';

describe('opening a browser', () => {
  it.each([
    ['linux', {}, 'xdg-open', [address]],
    ['freebsd', {}, 'xdg-open', [address]],
    ['darwin', {}, 'open', [address]],
    [
      'win32',
      { SystemRoot: 'D:\\Win' },
      'D:\\Win\\System32\\rundll32.exe',
      ['url.dll,FileProtocolHandler', address],
    ],
    ['win32', {}, 'C:\\Windows\\System32\\rundll32.exe', ['url.dll,FileProtocolHandler', address]],
  ] as const)('starts one program with the address as one argument on %s', (platform, env, file, args) => {
    expect(browserCommand(platform, env, address)).toEqual({ file, args });
  });

  it.each([
    ['win32', true],
    ['linux', false],
    ['darwin', false],
    ['freebsd', false],
  ] as const)('counts on a command line being secret only where it is: %s', (platform, hides) => {
    expect(hidesCommandLines(platform)).toBe(hides);
  });

  it('starts it, and says when it is not there', async () => {
    await startApart({ file: process.execPath, args: ['--version'] });
    await expect(startApart({ file: 'netready-no-such-program', args: [] })).rejects.toMatchObject({
      code: 'ENOENT',
    });
  });
});
