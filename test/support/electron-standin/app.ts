import { EventEmitter } from 'node:events';
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cancellableEvent } from './cancellable-event.ts';
import { strict } from './strict.ts';

/** What the app needs from the rest of the stand-in and from the process that it runs in. */
export type AppSetting = {
  readonly isPackaged: boolean;
  /** The folder that the system calls the person's documents. */
  readonly documents: string | undefined;
  /** Ends the process. */
  readonly exit: (code: number) => void;
  /** Closes all windows. Whether the program let them close. */
  readonly closeWindows: () => boolean;
  readonly destroyWindows: () => void;
  /** Tells the process with this number that a second one was started. */
  readonly tellFirst: (pid: number) => void;
};

/** What the system would do to the app. */
export type AppControl = {
  readonly becomeReady: () => void;
  readonly isReady: () => boolean;
  readonly isSandboxed: () => boolean;
  readonly usesGraphics: () => boolean;
  /** By which id Windows knows the program; null where it has named none. */
  readonly userModelId: () => string | null;
  /** The folder `userData`; null before the program has named it. */
  readonly userData: () => string | null;
  readonly secondInstance: (told?: unknown) => void;
  readonly windowAllClosed: () => void;
  readonly announce: (event: string, ...args: readonly unknown[]) => void;
};

/** The app as a program sees it, and its other side. */
export type AppPair = { readonly app: object; readonly control: AppControl };

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Takes the lock file, or says who has it. A lock whose owner has died counts for nothing. */
function takeLock(file: string): { readonly owner: number } {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' });
    return { owner: process.pid };
  } catch {
    const owner = Number(readFileSync(file, 'utf8'));
    if (isRunning(owner)) return { owner };
    rmSync(file);
    return takeLock(file);
  }
}

/** Makes the app. */
export function createApp(setting: AppSetting): AppPair {
  const events = new EventEmitter();
  const paths = new Map<string, string>([['documents', setting.documents ?? tmpdir()]]);
  let isReady = false;
  let isSandboxed = false;
  let usesGraphics = true;
  let userModelId: string | null = null;
  let isQuitting = false;
  let lock: string | null = null;
  const ready = new Promise<void>((resolve) => events.once('ready', () => resolve()));

  const beforeReady = (what: string): void => {
    if (isReady) throw new Error(`${what} must be called before the app is ready.`);
  };
  const end = (code: number): void => {
    if (lock !== null) rmSync(lock, { force: true });
    lock = null;
    events.emit('quit', cancellableEvent({}), code);
    setting.exit(code);
  };
  const quit = (): void => {
    if (isQuitting) return;
    const before = cancellableEvent({});
    events.emit('before-quit', before);
    if (before.defaultPrevented) return;
    isQuitting = true;
    if (!setting.closeWindows()) {
      isQuitting = false;
      return;
    }
    const will = cancellableEvent({});
    events.emit('will-quit', will);
    if (!will.defaultPrevented) end(0);
  };

  const app = Object.assign(events, {
    isPackaged: setting.isPackaged,
    enableSandbox: () => {
      beforeReady('app.enableSandbox');
      isSandboxed = true;
    },
    disableHardwareAcceleration: () => {
      beforeReady('app.disableHardwareAcceleration');
      usesGraphics = false;
    },
    setName: () => undefined,
    setAppUserModelId: (id: string) => {
      beforeReady('app.setAppUserModelId');
      userModelId = id;
    },
    setAboutPanelOptions: () => undefined,
    setPath: (name: string, path: string) => {
      if (!statSync(path).isDirectory()) throw new Error(`${path} is not a folder.`);
      paths.set(name, path);
    },
    getPath: (name: string) => {
      const path = paths.get(name);
      if (path === undefined) throw new Error(`The stand-in knows no path ${name}.`);
      return path;
    },
    requestSingleInstanceLock: () => {
      const folder = paths.get('userData');
      if (folder === undefined) throw new Error('The stand-in locks the folder userData only; set it first.');
      mkdirSync(folder, { recursive: true });
      const file = join(folder, 'lock');
      const { owner } = takeLock(file);
      if (owner === process.pid) lock = file;
      else setting.tellFirst(owner);
      return owner === process.pid;
    },
    isReady: () => isReady,
    whenReady: () => ready,
    focus: () => undefined,
    quit,
    exit: (code = 0) => {
      setting.destroyWindows();
      end(code);
    },
  });

  const control: AppControl = {
    becomeReady: () => {
      if (isReady) return;
      isReady = true;
      events.emit('ready', cancellableEvent({}), {});
    },
    isReady: () => isReady,
    isSandboxed: () => isSandboxed,
    usesGraphics: () => usesGraphics,
    userModelId: () => userModelId,
    userData: () => paths.get('userData') ?? null,
    secondInstance: (told = null) => events.emit('second-instance', cancellableEvent({}), [], '', told),
    windowAllClosed: () => {
      if (isQuitting) return;
      if (events.listenerCount('window-all-closed') === 0) quit();
      else events.emit('window-all-closed');
    },
    announce: (event, ...args) => {
      events.emit(event, ...args);
    },
  };
  return { app: strict('app', app), control };
}
