import { EventEmitter } from 'node:events';
import type { ElectronModule } from '../../../electron/main/electron-module.ts';
import { type AppControl, createApp } from './app.ts';
import { cancellableEvent } from './cancellable-event.ts';
import { type ContentsControl, createContents, type FrameView } from './contents.ts';
import { createKeyStore, type KeyStoreControl } from './key-store.ts';
import { createMenu } from './menu.ts';
import { createNotices, type NoticeControl } from './notification.ts';
import { createSession, type SessionControl } from './session.ts';
import { strict } from './strict.ts';
import { createWindow, refuseInsecure, type WindowControl, type WindowOptions } from './window.ts';

/** What plays the part of Chromium and of the screen: each message names the window that it concerns. */
export type Surface = {
  readonly open: (window: number, options: WindowOptions) => void;
  readonly load: (window: number, url: string) => Promise<void>;
  readonly send: (window: number, channel: string, args: readonly unknown[]) => void;
  readonly note: (window: number, what: 'show' | 'focus' | 'title' | 'background', value: string) => void;
  readonly close: (window: number) => void;
};

/** How a stand-in starts. */
export type StandInSetting = {
  readonly surface: Surface;
  readonly isPackaged?: boolean;
  readonly documents?: string;
  readonly usesDarkColours?: boolean;
  /** The usable part of each screen, the main one first. */
  readonly workAreas?: readonly {
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly height: number;
  }[];
  readonly exit: (code: number) => void;
  readonly tellFirst?: (pid: number) => void;
};

/** A window's other side. */
export type WindowSide = {
  readonly id: number;
  readonly options: WindowOptions;
  readonly window: WindowControl;
  readonly contents: ContentsControl;
  readonly session: SessionControl;
  /** A page calls `ipcRenderer.invoke`. Rejects as the page's promise would. */
  readonly invoke: (frame: FrameView | null, channel: string, args: readonly unknown[]) => Promise<unknown>;
  /** A page calls `ipcRenderer.send`. */
  readonly post: (frame: FrameView | null, channel: string, args: readonly unknown[]) => void;
};

/** Everything that happens to a program from outside. */
export type StandInControl = {
  readonly app: AppControl;
  readonly windows: () => readonly WindowSide[];
  readonly session: (partition: string) => SessionControl;
  /** The schemes that were announced, with their privileges. */
  readonly schemes: ReadonlyMap<string, Readonly<Record<string, boolean>>>;
  readonly setDarkColours: (dark: boolean) => void;
  readonly errorBoxes: readonly (readonly [title: string, text: string])[];
  /** What was said to the person at a window. */
  readonly messages: readonly string[];
  readonly keyStore: KeyStoreControl;
  readonly notices: NoticeControl;
};

/** The stand-in for the module `electron`, and its other side. */
export type StandIn = { readonly electron: ElectronModule; readonly control: StandInControl };

const unprepared = (what: string) => () =>
  Promise.reject(new Error(`${what} was called, and the test has prepared no answer.`));

/**
 * Makes a stand-in for the module `electron`. It covers what the program uses, in Electron's order of events, and
 * refuses everything else by name. It proves what the program asks of Electron, not what Electron does with it.
 */
export function createStandIn(setting: StandInSetting): StandIn {
  const { surface } = setting;
  const sides = new Map<number, WindowSide & { readonly pair: object }>();
  let nextWindow = 1;

  const { app, control: appControl } = createApp({
    isPackaged: setting.isPackaged ?? false,
    documents: setting.documents,
    exit: setting.exit,
    tellFirst: setting.tellFirst ?? (() => undefined),
    closeWindows: () => [...sides.values()].every(({ window }) => window.close()),
    destroyWindows: () => {
      for (const { contents } of sides.values()) contents.destroyed();
      sides.clear();
    },
  });

  const schemes = new Map<string, Readonly<Record<string, boolean>>>();
  const protocol = strict('protocol', {
    registerSchemesAsPrivileged: (
      list: readonly { scheme: string; privileges: Readonly<Record<string, boolean>> }[],
    ) => {
      if (appControl.isReady()) throw new Error('Schemes must be announced before the app is ready.');
      for (const { scheme, privileges } of list) {
        if (privileges['bypassCSP'])
          throw new Error(`The scheme ${scheme} must not pass by the content policy.`);
        schemes.set(scheme, privileges);
      }
    },
  });

  const sessions = new Map<string, { readonly session: object; readonly control: SessionControl }>();
  const sessionOf = (partition: string) => {
    const known = sessions.get(partition);
    if (known !== undefined) return known;
    if (!appControl.isReady()) throw new Error('Sessions exist only after the app is ready.');
    const made = createSession(partition, (scheme) => schemes.has(scheme));
    sessions.set(partition, made);
    appControl.announce('session-created', made.session);
    return made;
  };
  const session = strict('session', {
    fromPartition: (partition: string) => sessionOf(partition).session,
    get defaultSession() {
      return sessionOf('').session;
    },
  });

  const invokeHandlers = new Map<string, (event: object, ...args: readonly unknown[]) => unknown>();
  const postEvents = new EventEmitter();
  const ipcMain = strict('ipcMain', {
    handle: (channel: string, handler: (event: object, ...args: readonly unknown[]) => unknown) => {
      if (invokeHandlers.has(channel)) throw new Error(`There is a handler for ${channel} already.`);
      invokeHandlers.set(channel, handler);
    },
    on: (channel: string, listener: (event: object, ...args: readonly unknown[]) => void) => {
      postEvents.on(channel, listener);
    },
  });

  function openWindow(options: WindowOptions): object {
    if (!appControl.isReady()) throw new Error('Windows cannot be made before the app is ready.');
    const preferences = options.webPreferences ?? {};
    refuseInsecure(preferences);
    const id = nextWindow;
    nextWindow += 1;
    const ownSession = sessionOf(String(preferences['partition'] ?? ''));
    const page = createContents(id, ownSession.session, {
      load: (url) => surface.load(id, url),
      send: (channel, args) => surface.send(id, channel, args),
    });
    const pair = createWindow(
      id,
      options,
      {
        contents: page.contents,
        load: (url) => surface.load(id, url),
        destroyed: () => {
          sides.delete(id);
          page.control.destroyed();
        },
      },
      {
        show: () => surface.note(id, 'show', ''),
        focus: () => surface.note(id, 'focus', ''),
        title: (title) => surface.note(id, 'title', title),
        background: (colour) => surface.note(id, 'background', colour),
        close: () => {
          surface.close(id);
          if (sides.size === 0) queueMicrotask(appControl.windowAllClosed);
        },
      },
    );
    const eventFrom = (frame: FrameView | null) => ({
      sender: page.contents,
      senderFrame: frame === null ? null : page.control.frame(frame),
    });
    sides.set(id, {
      id,
      options,
      pair: pair.window,
      window: pair.control,
      contents: page.control,
      session: ownSession.control,
      invoke: async (frame, channel, args) => {
        const handler = invokeHandlers.get(channel);
        if (handler === undefined) throw new Error(`No handler registered for '${channel}'`);
        return structuredClone(await handler(eventFrom(frame), ...args));
      },
      post: (frame, channel, args) => {
        postEvents.emit(channel, eventFrom(frame), ...args);
      },
    });
    appControl.announce('web-contents-created', cancellableEvent({}), page.contents);
    surface.open(id, options);
    return pair.window;
  }

  class BrowserWindow {
    constructor(options: WindowOptions) {
      // biome-ignore lint/correctness/noConstructorReturn: the object of a strict proxy takes the place of the instance
      return openWindow(options) as BrowserWindow;
    }
    static getAllWindows(): readonly object[] {
      return [...sides.values()].map(({ pair }) => pair);
    }
  }

  let usesDarkColours = setting.usesDarkColours ?? false;
  const themeEvents = Object.defineProperty(new EventEmitter(), 'shouldUseDarkColors', {
    get: () => usesDarkColours,
  });

  const displays = (setting.workAreas ?? [{ x: 0, y: 0, width: 1280, height: 720 }]).map(
    (workArea, index) => ({
      id: index + 1,
      workArea,
    }),
  );

  let applicationMenu: object | null = null;
  const errorBoxes: (readonly [string, string])[] = [];
  const messages: string[] = [];

  const { safeStorage, control: keyStore } = createKeyStore({
    isReady: appControl.isReady,
    userData: appControl.userData,
  });

  const { Notification, control: notices } = createNotices(appControl.isReady);

  const electron = {
    app,
    BrowserWindow: strict('BrowserWindow', BrowserWindow),
    dialog: strict('dialog', {
      showSaveDialog: unprepared('dialog.showSaveDialog'),
      showOpenDialog: unprepared('dialog.showOpenDialog'),
      showErrorBox: (title: string, text: string) => {
        errorBoxes.push([title, text]);
      },
      showMessageBox: async (_window: object, { message }: { readonly message: string }) => {
        messages.push(message);
        return { response: 0, checkboxChecked: false };
      },
    }),
    ipcMain,
    Menu: strict('Menu', {
      buildFromTemplate: createMenu,
      setApplicationMenu: (menu: object | null) => {
        applicationMenu = menu;
      },
      getApplicationMenu: () => applicationMenu,
    }),
    Notification,
    nativeTheme: strict('nativeTheme', themeEvents),
    protocol,
    safeStorage,
    screen: strict('screen', {
      getPrimaryDisplay: () => displays[0],
      getAllDisplays: () => displays,
    }),
    session,
    shell: strict('shell', {
      openExternal: unprepared('shell.openExternal'),
      showItemInFolder: () => {
        throw new Error('shell.showItemInFolder was called, and the test has prepared no answer.');
      },
    }),
  };

  const control: StandInControl = {
    app: appControl,
    windows: () => [...sides.values()],
    session: (partition) => sessionOf(partition).control,
    schemes,
    setDarkColours: (dark) => {
      usesDarkColours = dark;
      themeEvents.emit('updated');
    },
    errorBoxes,
    messages,
    keyStore,
    notices,
  };
  return { electron: electron as unknown as ElectronModule, control };
}
