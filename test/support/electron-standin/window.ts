import { EventEmitter } from 'node:events';
import { cancellableEvent } from './cancellable-event.ts';
import { strict } from './strict.ts';

type Preferences = Readonly<Record<string, unknown>>;

/** The settings of a page without which, or with which, no window is made here: each is a hole in a real program. */
const guards: readonly (readonly [string, (preferences: Preferences) => boolean])[] = [
  ['contextIsolation must be on', (preferences) => preferences['contextIsolation'] === true],
  ['sandbox must be on', (preferences) => preferences['sandbox'] === true],
  ...(
    [
      'nodeIntegration',
      'nodeIntegrationInWorker',
      'nodeIntegrationInSubFrames',
      'webviewTag',
      'allowRunningInsecureContent',
      'experimentalFeatures',
      'enableBlinkFeatures',
      'plugins',
    ] as const
  ).map((key) => [`${key} must be off`, (preferences: Preferences) => !preferences[key]] as const),
  ['webSecurity must be on', (preferences) => preferences['webSecurity'] !== false],
];

/** What plays the part of the screen. */
export type WindowSurface = {
  readonly show: () => void;
  readonly focus: () => void;
  readonly title: (title: string) => void;
  readonly background: (colour: string) => void;
  readonly close: () => void;
};

type Bounds = {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
};

export type WindowOptions = Partial<Bounds> & {
  readonly title?: string;
  readonly backgroundColor?: string;
  readonly show?: boolean;
  readonly minWidth?: number;
  readonly minHeight?: number;
  readonly webPreferences?: Preferences;
};

/** What the person or the system would do to a window. */
export type WindowControl = {
  /** Closes it, unless the program prevents that. */
  readonly close: () => boolean;
  readonly readyToShow: () => void;
  readonly minimize: () => void;
  /** Another window of the system takes the focus, or this one gets it. */
  readonly setFocused: (isFocused: boolean) => void;
  /** Whether it calls for attention in the bar of the system. */
  readonly isFlashing: () => boolean;
  readonly move: (bounds: Bounds) => void;
};

/** A BrowserWindow as a program sees it, and its other side. */
export type WindowPair = { readonly window: object; readonly control: WindowControl };

/** Refuses insecure settings of a page. */
export function refuseInsecure(preferences: Preferences): void {
  for (const [rule, holds] of guards)
    if (!holds(preferences)) throw new Error(`The stand-in refuses this window: ${rule}.`);
}

/** Makes a window around a page. */
export function createWindow(
  id: number,
  options: WindowOptions,
  page: {
    readonly contents: object;
    readonly load: (url: string) => Promise<void>;
    readonly destroyed: () => void;
  },
  surface: WindowSurface,
): WindowPair {
  const events = new EventEmitter();
  let isDestroyed = false;
  let isMinimized = false;
  let isMaximized = false;
  let isVisible = options.show ?? true;
  let isFocused = true;
  let isFlashing = false;
  let bounds: Bounds = {
    x: options.x ?? 0,
    y: options.y ?? 0,
    width: options.width ?? 800,
    height: options.height ?? 600,
  };

  const destroy = (): void => {
    if (isDestroyed) return;
    isDestroyed = true;
    page.destroyed();
    surface.close();
    events.emit('closed');
  };
  const close = (): boolean => {
    if (isDestroyed) return true;
    const event = cancellableEvent({});
    events.emit('close', event);
    if (!event.defaultPrevented) destroy();
    return isDestroyed;
  };

  const setFocused = (focused: boolean): void => {
    if (focused === isFocused) return;
    isFocused = focused;
    events.emit(focused ? 'focus' : 'blur');
  };

  const window = Object.assign(events, {
    id,
    webContents: page.contents,
    loadURL: page.load,
    close: () => {
      close();
    },
    destroy,
    isDestroyed: () => isDestroyed,
    isVisible: () => isVisible,
    isMinimized: () => isMinimized,
    isMaximized: () => isMaximized,
    isFocused: () => isFocused,
    flashFrame: (flashes: boolean) => {
      isFlashing = flashes;
    },
    getNormalBounds: () => bounds,
    maximize: () => {
      isMaximized = true;
    },
    minimize: () => {
      isMinimized = true;
    },
    restore: () => {
      isMinimized = false;
    },
    show: () => {
      isVisible = true;
      surface.show();
    },
    focus: () => {
      setFocused(true);
      surface.focus();
    },
    setTitle: (title: string) => surface.title(title),
    setBackgroundColor: (colour: string) => surface.background(colour),
  });

  const control: WindowControl = {
    close,
    readyToShow: () => events.emit('ready-to-show'),
    minimize: () => {
      isMinimized = true;
    },
    setFocused,
    isFlashing: () => isFlashing,
    move: (next) => {
      bounds = next;
    },
  };
  return { window: strict('browserWindow', window), control };
}
