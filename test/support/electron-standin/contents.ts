import { EventEmitter } from 'node:events';
import { cancellableEvent } from './cancellable-event.ts';
import { strict } from './strict.ts';

/** A frame of a page as the page's process describes it. */
export type FrameView = {
  readonly url: string;
  readonly origin: string;
  readonly isTop: boolean;
  readonly isDetached: boolean;
};

/** What plays the part of the page's process. */
export type ContentsSurface = {
  readonly load: (url: string) => Promise<void>;
  readonly send: (channel: string, args: readonly unknown[]) => void;
};

/** What a page's process would do to its WebContents. */
export type ContentsControl = {
  /** The page wants to go to another address. Whether it may. */
  readonly mayNavigate: (url: string, isMainFrame: boolean) => boolean;
  readonly mayRedirect: (url: string, isMainFrame: boolean) => boolean;
  /** The page wants to open a window. Whether it may. */
  readonly mayOpenWindow: (url: string) => boolean;
  readonly mayAttachWebview: () => boolean;
  /** The page shows another document now. */
  readonly navigated: (url: string) => void;
  readonly crashed: () => void;
  readonly destroyed: () => void;
  readonly frame: (view: FrameView) => object;
};

/** A WebContents as a program sees it, and its other side. */
export type ContentsPair = { readonly contents: object; readonly control: ContentsControl };

type OpenHandler = (details: { url: string }) => { action: 'deny' | 'allow' };

/** Makes the WebContents of a window. */
export function createContents(id: number, session: object, surface: ContentsSurface): ContentsPair {
  let isDestroyed = false;
  let url = '';
  let onOpen: OpenHandler = () => ({ action: 'allow' });
  const events = new EventEmitter();
  const topFrameId = id * 1000;

  const mainFrame = {
    detached: false,
    parent: null,
    frameTreeNodeId: topFrameId,
    get url() {
      return url;
    },
    get origin() {
      return originOf(url);
    },
  };

  const contents = Object.assign(events, {
    id,
    session,
    mainFrame: strict('webContents.mainFrame', mainFrame),
    isDestroyed: () => isDestroyed,
    getURL: () => url,
    send: (channel: string, ...args: readonly unknown[]) => {
      if (isDestroyed) throw new TypeError('Object has been destroyed');
      surface.send(channel, structuredClone(args));
    },
    setWindowOpenHandler: (handler: OpenHandler) => {
      onOpen = handler;
    },
  });

  const isLetThrough = (name: string, parameters: object, ...more: readonly unknown[]): boolean => {
    const event = cancellableEvent(parameters);
    events.emit(name, event, ...more);
    return !event.defaultPrevented;
  };

  const control: ContentsControl = {
    mayNavigate: (target, isMainFrame) => {
      const details = { url: target, isMainFrame, isSameDocument: false };
      const frameMay = isLetThrough('will-frame-navigate', details);
      return frameMay && (!isMainFrame || isLetThrough('will-navigate', details));
    },
    mayRedirect: (target, isMainFrame) =>
      isLetThrough('will-redirect', { url: target, isMainFrame, isSameDocument: false }),
    mayOpenWindow: (target) => onOpen({ url: target }).action === 'allow',
    mayAttachWebview: () => isLetThrough('will-attach-webview', {}, {}, {}),
    navigated: (target) => {
      url = target;
      events.emit('did-navigate', cancellableEvent({}), target, 200, 'OK');
    },
    crashed: () =>
      events.emit('render-process-gone', cancellableEvent({}), { reason: 'crashed', exitCode: 1 }),
    destroyed: () => {
      isDestroyed = true;
      events.emit('destroyed');
    },
    frame: ({ isTop, isDetached, ...view }) =>
      strict('webFrameMain', {
        ...view,
        detached: isDetached,
        parent: isTop ? null : mainFrame,
        frameTreeNodeId: isTop ? topFrameId : topFrameId + 1,
      }),
  };
  return { contents: strict('webContents', contents), control };
}

/** The origin of an address as Chromium writes it, also for schemes that Node does not know as standard. */
export function originOf(address: string): string {
  if (!URL.canParse(address)) return 'null';
  const { protocol, host } = new URL(address);
  return host === '' ? 'null' : `${protocol}//${host}`;
}
