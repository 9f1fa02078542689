import type { BrowserWindow, Rectangle } from 'electron';
import type { ElectronModule } from './electron-module.ts';
import { pageUrl } from './page-address.ts';
import { backgroundColour, followTheme } from './theme.ts';
import { windowOptions } from './window.ts';
import { keepWindowState, placeWindow, readWindowState } from './window-state.ts';

/** How often a page that crashed is loaded again before the program gives up. */
const maxRecoveries = 3;

/** Absolute paths that a window needs. */
export type OpenWindowSetting = {
  /** The preload bundle. */
  readonly preload: string;
  /** The file that remembers where the window was. */
  readonly stateFile: string;
};

function usableAreas(screen: ElectronModule['screen']): readonly Rectangle[] {
  const main = screen.getPrimaryDisplay();
  const others = screen.getAllDisplays().filter(({ id }) => id !== main.id);
  return [main, ...others].map(({ workArea }) => workArea);
}

/** Makes the program's window where it was the last time. It appears, with a page drawn, after `showPage`. */
export function openWindow(electron: ElectronModule, setting: OpenWindowSetting): BrowserWindow {
  const { app, BrowserWindow, nativeTheme, screen } = electron;
  const placement = placeWindow(readWindowState(setting.stateFile), usableAreas(screen));
  const window = new BrowserWindow(
    windowOptions({
      placement,
      preload: setting.preload,
      backgroundColour: backgroundColour(nativeTheme),
      isPackaged: app.isPackaged,
    }),
  );
  followTheme(nativeTheme, window);
  window.once('ready-to-show', () => {
    if (placement.maximized) window.maximize();
    window.show();
  });
  window.on('close', () => {
    const bounds = window.getNormalBounds();
    keepWindowState(setting.stateFile, { schemaVersion: 1, bounds, maximized: window.isMaximized() });
  });
  return window;
}

/**
 * Loads the page. When its process crashes it is loaded again, and the wizard finds its answers in the session file;
 * a page that crashes again and again is given up.
 * @param onFailure called when the page cannot be shown
 */
export function showPage(window: BrowserWindow, onFailure: (error: Error) => void): void {
  let crashes = 0;
  const load = (): void => {
    window.loadURL(pageUrl).catch((error: Error) => {
      if (!window.isDestroyed()) onFailure(error);
    });
  };
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit') return;
    crashes += 1;
    if (crashes > maxRecoveries) onFailure(new Error(`The page ended again and again (${reason}).`));
    else load();
  });
  load();
}

/** Brings the window to the person who has started the program a second time. */
export function showAgain(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}
