import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserWindow } from 'electron';
import { owner } from '../../build/owner.mjs';
import { channels } from '../../shared/contract/channels.ts';
import type { Command } from '../../shared/contract/commands.ts';
import type { Handlers } from '../../shared/contract/dispatch.ts';
import { builtFilesIn } from '../core/base/built-files.ts';
import { toolVersion } from '../core/base/version.ts';
import { desktopFolder, type FindKeyStore } from '../core/identity/desktop-identity.ts';
import type { HostServices } from '../core/operations/deps.ts';
import { readPageAssets } from '../host/page-assets.ts';
import { announcer } from './announce.ts';
import type { ElectronModule } from './electron-module.ts';
import { isRemoteScreen } from './graphics.ts';
import { hardenEverything, hardenSession } from './harden.ts';
import { createHostServices } from './host-services.ts';
import { registerIpc } from './ipc.ts';
import { findKeyStore } from './key-store.ts';
import { menuTemplate } from './menu.ts';
import { openWindow, showAgain, showPage } from './open-window.ts';
import { pageScheme } from './page-address.ts';
import { announceScheme, createPageHandler } from './scheme.ts';
import { type SecondStart, secondStartNotice } from './second-start.ts';
import { partition } from './window.ts';

/** What a start of the desktop program depends on beside Electron. */
export type Start = {
  /** The folder of the bundles: `preload.cjs`, `renderer/` and `renderer-manifest.json`. */
  readonly distFolder: string;
  /** The folder of this user's installation; looked at only once what reports errors is in place. */
  readonly dataFolder: string;
  /** What is to be said once the window is open; null for nothing. */
  readonly notice: string | null;
  /** Whether this process has an administrator's rights on Windows; null elsewhere. */
  readonly isElevated: boolean | null;
  readonly platform: NodeJS.Platform;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Calls back with every error of the process that nothing else has caught. */
  readonly onUncaught: (report: (error: unknown) => void) => void;
  /** Makes what carries out the operations of the contract, with what the desktop can do for them. */
  readonly makeHandlers: (host: HostServices, findKeyStore: FindKeyStore) => Handlers<AbortSignal>;
};

/**
 * Gives Electron a folder of its own in the user's data for what Chromium insists on writing. It also holds the lock
 * of the running program, so that two installations of data can be used side by side.
 */
function keepElectronFiles(app: ElectronModule['app'], folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  app.setPath('userData', folder);
}

/** What cannot be mended is said in one sentence, without a stack trace, and the program ends. */
function giveUp({ app, dialog }: ElectronModule, error: unknown): void {
  const what = error instanceof Error ? error.message : String(error);
  dialog.showErrorBox('Netready cannot go on', what);
  app.exit(1);
}

/** Says something to the person at a window. */
function tell({ dialog }: ElectronModule, window: BrowserWindow, message: string): void {
  void dialog.showMessageBox(window, { type: 'info', title: 'Netready', message });
}

/** Everything that can happen only when Electron is ready, in the order in which one thing needs another. */
async function open(electron: ElectronModule, start: Start): Promise<BrowserWindow> {
  const { app, ipcMain, Menu, session } = electron;
  const pageSession = session.fromPartition(partition);
  for (const each of [session.defaultSession, pageSession]) hardenSession(each, app.isPackaged);
  pageSession.protocol.handle(
    pageScheme,
    createPageHandler(await readPageAssets(builtFilesIn(start.distFolder))),
  );
  const window = openWindow(electron, {
    preload: join(start.distFolder, 'preload.cjs'),
    stateFile: join(desktopFolder(start.dataFolder), 'window.json'),
  });
  const host = createHostServices({
    dialog: electron.dialog,
    shell: electron.shell,
    announce: announcer(electron, window),
    window,
    firstFolder: start.environment['PORTABLE_EXECUTABLE_DIR'] ?? app.getPath('documents'),
    quit: () => void setImmediate(() => app.quit()),
  });
  registerIpc({
    ipcMain,
    isOurs: (contents) => contents === window.webContents,
    handlers: start.makeHandlers(host, () => findKeyStore(electron.safeStorage, start.platform)),
  });
  const send = (command: Command): void => window.webContents.send(channels.command, command);
  const template = menuTemplate({ platform: start.platform, isPackaged: app.isPackaged, send });
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
  showPage(window, (error) => giveUp(electron, error));
  if (start.notice !== null) tell(electron, window, start.notice);
  return window;
}

/**
 * Starts the desktop program. Returns at once; what follows happens when Electron is ready. (Nothing here may be
 * awaited by the entry point: Electron is not ready before that has ended.)
 */
export function main(electron: ElectronModule, start: Start): void {
  const { app, protocol } = electron;
  start.onUncaught((error) => giveUp(electron, error));
  app.setName('Netready');
  if (start.platform === 'win32') app.setAppUserModelId(owner.appId);
  app.setAboutPanelOptions({ applicationName: 'Netready', applicationVersion: toolVersion });
  keepElectronFiles(app, desktopFolder(start.dataFolder));
  app.enableSandbox();
  if (isRemoteScreen(start.platform, start.environment)) app.disableHardwareAcceleration();
  announceScheme(protocol);
  hardenEverything(app);
  const { isElevated } = start;
  if (!app.requestSingleInstanceLock({ isElevated } satisfies SecondStart)) {
    app.quit();
    return;
  }
  app.on('window-all-closed', () => app.quit());
  const opened = app.whenReady().then(() => open(electron, start));
  opened.catch((error: unknown) => giveUp(electron, error));
  const meet = (window: BrowserWindow, told: unknown): void => {
    showAgain(window);
    const notice = secondStartNotice(isElevated, told);
    if (notice !== null) tell(electron, window, notice);
  };
  app.on('second-instance', (_event, _args, _folder, told) => {
    void opened.then(
      (window) => meet(window, told),
      () => undefined,
    );
  });
}
