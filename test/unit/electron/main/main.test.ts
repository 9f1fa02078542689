import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { owner } from '../../../../build/owner.mjs';
import { palettes } from '../../../../shared/theme/tokens.ts';
import {
  makeDistFolder,
  makeTemporaryFolder,
  startShell,
} from '../../../support/electron-standin/in-process.ts';

describe('the start of the desktop program', () => {
  it('is sandboxed, opens one hidden window, loads the page, and shows it when it is drawn', async () => {
    const shell = startShell();
    expect(shell.control.app.isSandboxed()).toBe(true);
    const { window } = await shell.window();
    expect(shell.journal).toEqual(['open', 'load:app://wizard/']);
    window.readyToShow();
    expect(shell.journal.at(-1)).toBe('show');
    expect(shell.control.windows()).toHaveLength(1);
  });

  it('serves the page from the session of the window, which is kept in memory', async () => {
    const shell = startShell();
    const { session } = await shell.window();
    const response = await session.answer({ url: 'app://wizard/', method: 'GET' } as Request);
    expect(response?.status).toBe(200);
    expect(shell.electron.session.fromPartition('netready').isPersistent()).toBe(false);
  });

  it('speaks up for no bad certificate: nothing listens to such an error', async () => {
    const shell = startShell();
    await shell.window();
    expect(shell.electron.app.listenerCount('certificate-error')).toBe(0);
    expect(shell.electron.app.listenerCount('select-client-certificate')).toBe(0);
    expect(shell.electron.app.listenerCount('login')).toBe(0);
  });

  it('keeps what Chromium writes in the folder of the user data', async () => {
    const shell = startShell();
    await shell.window();
    expect(shell.electron.app.getPath('userData')).toBe(join(shell.dataFolder, 'desktop'));
  });

  it('says in a sentence that its files are missing, and ends', async () => {
    const distFolder = makeDistFolder();
    rmSync(join(distFolder, 'renderer-manifest.json'));
    const ended = new Promise<number>((resolve) => {
      const shell = startShell({
        distFolder,
        exit: (code) => resolve(code + shell.control.errorBoxes.length),
      });
      shell.electron.app.on('quit', () =>
        expect(shell.control.errorBoxes[0]?.[1]).toBe(
          'The files of the wizard are missing or damaged; install Netready again.',
        ),
      );
    });
    expect(await ended).toBe(2);
  });
});

describe('what is to be said at the start', () => {
  it('is said in the window, and nothing where there is nothing', async () => {
    const shell = startShell({ notice: 'Keys and runs were moved.' });
    await shell.window();
    expect(shell.control.messages).toEqual(['Keys and runs were moved.']);
    const other = startShell();
    await other.window();
    expect(other.control.messages).toEqual([]);
  });
});

describe('the id by which Windows shows notices', () => {
  it('is the one that the installer gives to the shortcut, named before a window is there', () => {
    expect(startShell({ platform: 'win32' }).control.app.userModelId()).toBe(owner.appId);
  });

  it.each(['linux', 'darwin'] as const)('is not named on %s', (platform) => {
    expect(startShell({ platform }).control.app.userModelId()).toBeNull();
  });
});

describe('the graphics of the machine', () => {
  it.each([
    ['win32', { SESSIONNAME: 'RDP-Tcp#12' }, false],
    ['win32', { SESSIONNAME: 'ICA-TCP#3' }, false],
    ['win32', { SESSIONNAME: 'Console' }, true],
    ['win32', {}, true],
    ['linux', { DISPLAY: 'localhost:10.0' }, false],
    ['linux', { DISPLAY: ':10', XRDP_SESSION: '1' }, false],
    ['linux', { DISPLAY: ':0' }, true],
    ['linux', { DISPLAY: ':0', SESSIONNAME: 'RDP-Tcp#12' }, true],
    ['darwin', { DISPLAY: '/private/tmp/com.apple.launchd.x/org.xquartz:0' }, true],
  ] as const)('on %s with %j are used: %s', async (platform, environment, areUsed) => {
    const shell = startShell({ platform, environment });
    await shell.window();
    expect(shell.control.app.usesGraphics()).toBe(areUsed);
  });
});

describe('an error that nothing has caught', () => {
  it('is said in a sentence, and ends the program', async () => {
    let report: (error: unknown) => void = () => undefined;
    const shell = startShell({
      onUncaught: (given) => {
        report = given;
      },
    });
    await shell.window();
    report(new TypeError('x is not a function'));
    expect(shell.control.errorBoxes).toEqual([['Netready cannot go on', 'x is not a function']]);
    expect(shell.exitCodes).toEqual([1]);
  });
});

describe('a second start', () => {
  it('leaves the data to the first one, and ends', () => {
    const dataFolder = makeTemporaryFolder();
    mkdirSync(join(dataFolder, 'desktop'));
    const first = process.ppid;
    writeFileSync(join(dataFolder, 'desktop', 'lock'), String(first));
    const told: number[] = [];
    const second = startShell({ dataFolder, tellFirst: (pid) => told.push(pid) });
    expect(told).toEqual([first]);
    expect(second.exitCodes).toEqual([0]);
    expect(second.journal).toEqual([]);
  });

  it('brings the first one to the front', async () => {
    const first = startShell();
    (await first.window()).window.minimize();
    first.control.app.secondInstance();
    await Promise.resolve();
    expect(first.journal.slice(-2)).toEqual(['show', 'focus']);
    expect(first.electron.BrowserWindow.getAllWindows()[0]?.isMinimized()).toBe(false);
  });

  it.each([
    [false, { isElevated: true }, true],
    [true, { isElevated: true }, false],
    [false, { isElevated: false }, false],
    [null, { isElevated: true }, false],
    [false, null, false],
    [false, { isElevated: true, more: 1 }, false],
  ])('with rights that the window (%s) has not is told so: %j', async (isElevated, told, isSaid) => {
    const first = startShell({ isElevated });
    await first.window();
    first.control.app.secondInstance(told);
    await Promise.resolve();
    expect(first.journal.slice(-2)).toEqual(['show', 'focus']);
    expect(first.control.messages).toEqual(
      isSaid
        ? [
            'Netready is open already, without administrator rights. Close this window, then start Netready as administrator again.',
          ]
        : [],
    );
  });

  it('of another user data is a program of its own', async () => {
    const [one, other] = [startShell(), startShell()];
    await Promise.all([one.window(), other.window()]);
    expect(one.journal).toContain('load:app://wizard/');
    expect(other.journal).toContain('load:app://wizard/');
  });
});

describe('the window', () => {
  it('opens where it was when it was closed', async () => {
    const shell = startShell();
    const { window } = await shell.window();
    window.move({ x: 10, y: 20, width: 900, height: 650 });
    expect(window.close()).toBe(true);
    const kept = JSON.parse(readFileSync(join(shell.dataFolder, 'desktop', 'window.json'), 'utf8'));
    expect(kept).toEqual({
      schemaVersion: 1,
      bounds: { x: 10, y: 20, width: 900, height: 650 },
      maximized: false,
    });
    const next = startShell({ dataFolder: shell.dataFolder });
    expect((await next.window()).options).toMatchObject({ x: 10, y: 20, width: 900, height: 650 });
  });

  it('ends the program when it closes', async () => {
    const shell = startShell();
    (await shell.window()).window.close();
    await Promise.resolve();
    expect(shell.exitCodes).toEqual([0]);
  });

  it.each([
    [false, palettes.light.page],
    [true, palettes.dark.page],
  ])('has the colour of the page behind it (dark: %s), and follows the system', async (dark, colour) => {
    const shell = startShell({ usesDarkColours: dark });
    expect((await shell.window()).options.backgroundColor).toBe(colour);
    shell.control.setDarkColours(!dark);
    const other = dark ? palettes.light.page : palettes.dark.page;
    expect(shell.journal.at(-1)).toBe(`background:${other}`);
  });

  it('loads the page again when it crashed, and gives up when that goes on', async () => {
    const shell = startShell();
    const { contents } = await shell.window();
    for (const _ of [1, 2, 3]) contents.crashed();
    expect(shell.journal.filter((entry) => entry.startsWith('load'))).toHaveLength(4);
    expect(shell.exitCodes).toEqual([]);
    contents.crashed();
    expect(shell.exitCodes).toEqual([1]);
    expect(shell.control.errorBoxes).toHaveLength(1);
  });

  it('gives up when the page cannot be loaded', async () => {
    const failed = new Promise<number>((resolve) => {
      startShell({ load: () => Promise.reject(new Error('ERR_FAILED (-2)')), exit: resolve });
    });
    expect(await failed).toBe(1);
  });

  it('is told commands of the menu', async () => {
    const shell = startShell();
    await shell.window();
    const file = shell.electron.Menu.getApplicationMenu()?.items[0];
    file?.submenu?.items[0]?.click();
    expect(shell.sent).toEqual([['netready:command', 'new-check']]);
  });
});
