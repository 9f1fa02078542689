import { describe, expect, it } from 'vitest';
import { windowOptions } from '../../../../electron/main/window.ts';
import { createStandIn } from '../../../support/electron-standin/stand-in.ts';

const options = (isPackaged: boolean) =>
  windowOptions({
    placement: { x: 1, y: 2, width: 1000, height: 700, maximized: true },
    preload: '/dist/preload.cjs',
    backgroundColour: '#F7F9FA',
    isPackaged,
  });

describe('windowOptions', () => {
  it('opens no door that a page could use', () => {
    expect(options(true)).toEqual({
      x: 1,
      y: 2,
      width: 1000,
      height: 700,
      minWidth: 640,
      minHeight: 480,
      title: 'Netready',
      backgroundColor: '#F7F9FA',
      show: false,
      webPreferences: {
        preload: '/dist/preload.cjs',
        partition: 'netready',
        contextIsolation: true,
        sandbox: true,
        nodeIntegration: false,
        nodeIntegrationInWorker: false,
        nodeIntegrationInSubFrames: false,
        webviewTag: false,
        navigateOnDragDrop: false,
        disableDialogs: true,
        spellcheck: false,
        devTools: false,
      },
    });
  });

  it('has developer tools only where the program is not packaged', () => {
    expect(options(false).webPreferences?.devTools).toBe(true);
  });

  it('keeps the page in memory', () => {
    expect(options(true).webPreferences?.partition).not.toMatch(/^persist:/);
  });

  it.each([
    { nodeIntegration: true },
    { contextIsolation: false },
    { sandbox: false },
    { webviewTag: true },
    { webSecurity: false },
    { allowRunningInsecureContent: true },
    { experimentalFeatures: true },
    { enableBlinkFeatures: 'CSSVariables' },
  ])('would not be accepted by the stand-in with %j', (preferences) => {
    const { electron, control } = createStandIn({
      surface: { open: () => undefined } as never,
      exit: () => undefined,
    });
    control.app.becomeReady();
    const secure = options(true);
    expect(() => new electron.BrowserWindow(secure)).not.toThrow();
    const insecure = { ...secure, webPreferences: { ...secure.webPreferences, ...preferences } };
    expect(() => new electron.BrowserWindow(insecure)).toThrow(/refuses this window/);
  });
});
