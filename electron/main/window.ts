import type { BrowserWindowConstructorOptions } from 'electron';
import { minimumSize, type Placement } from './window-state.ts';

/** The name of the page's session. Without `persist:` it lives in memory and leaves nothing on disk. */
export const partition = 'netready';

/** What differs between one window and another. */
export type WindowSetting = {
  readonly placement: Placement;
  /** Absolute path of the preload bundle. */
  readonly preload: string;
  /** `#RRGGBB`. */
  readonly backgroundColour: string;
  readonly isPackaged: boolean;
};

/**
 * How a window is made. What Electron would choose anyway is written down where it is a guard, so that a change of a
 * default cannot open a door. (Electron security checklist, items 2, 3, 4 and 6 to 11; `webSecurity` and the
 * experimental switches are left alone.)
 */
export function windowOptions(setting: WindowSetting): BrowserWindowConstructorOptions {
  const { maximized: _, ...bounds } = setting.placement;
  return {
    ...bounds,
    minWidth: minimumSize.width,
    minHeight: minimumSize.height,
    title: 'Netready',
    backgroundColor: setting.backgroundColour,
    show: false,
    webPreferences: {
      preload: setting.preload,
      partition,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      disableDialogs: true,
      spellcheck: false,
      devTools: !setting.isPackaged,
    },
  };
}
