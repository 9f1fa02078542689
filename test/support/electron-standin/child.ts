import module from 'node:module';
import { pathToFileURL } from 'node:url';
import type { FrameView } from './contents.ts';
import { pack, unpack } from './pack.ts';
import { createPeer } from './peer.ts';
import { createStandIn, type WindowSide } from './stand-in.ts';

/**
 * The process in which the program's unmodified main bundle runs. This very file is what `electron` resolves to in
 * it; the other side of everything is the test's process, over the channel of a child process.
 */

type Ask = { readonly url: string; readonly method: string };

const mainFile = process.argv[2] ?? '';
const settings = JSON.parse(process.argv[3] ?? '{}') as {
  readonly usesDarkColours?: boolean;
  readonly documents?: string;
};

const send = (message: object): void => {
  if (process.connected) process.send?.(message, undefined, {}, () => undefined);
};

function windowOf(id: number): WindowSide {
  const side = standIn.control.windows().find((window) => window.id === id);
  if (side === undefined) throw new Error(`There is no window ${id}.`);
  return side;
}

const standIn = createStandIn({
  ...settings,
  exit: (code) => process.exit(code),
  tellFirst: (pid) => void peer.ask('tellFirst', pid),
  surface: {
    open: (id, options) => void peer.ask('open', id, options),
    load: async (id, url) => {
      await peer.ask('load', id, url);
    },
    send: (id, channel, args) => void peer.ask('send', id, pack({ channel, args })),
    note: (id, what, value) => void peer.ask('note', id, what, value),
    close: (id) => void peer.ask('close', id),
  },
});

const peer = createPeer(
  { send, listen: (take) => process.on('message', take) },
  {
    request: async (id: number, ask: Ask) => {
      const response = await windowOf(id).session.answer(new Request(ask.url, { method: ask.method }));
      if (response === null) return null;
      const body = new Uint8Array(await response.arrayBuffer());
      return { status: response.status, headers: Object.fromEntries(response.headers), body };
    },
    isCancelled: (id: number, url: string) => windowOf(id).session.isCancelled(url),
    mayNavigate: (id: number, url: string, isMainFrame: boolean) =>
      windowOf(id).contents.mayNavigate(url, isMainFrame),
    mayOpenWindow: (id: number, url: string) => windowOf(id).contents.mayOpenWindow(url),
    mayDownload: (id: number) => windowOf(id).session.allowsDownload(),
    permissions: (id: number, names: readonly string[]) =>
      Object.fromEntries(names.map((name) => [name, windowOf(id).session.checks(name)])),
    navigated: (id: number, url: string) => windowOf(id).contents.navigated(url),
    readyToShow: (id: number) => windowOf(id).window.readyToShow(),
    closeByPerson: (id: number) => windowOf(id).window.close(),
    crashed: (id: number) => windowOf(id).contents.crashed(),
    invoke: async (id: number, frame: FrameView, channel: string, args: string) =>
      pack(await windowOf(id).invoke(frame, channel, unpack(args) as readonly unknown[])),
    post: (id: number, frame: FrameView, channel: string, args: string) =>
      windowOf(id).post(frame, channel, unpack(args) as readonly unknown[]),
    secondInstance: () => standIn.control.app.secondInstance(),
    evaluate: (source: string, argument: unknown) => {
      const evaluated = new Function(`return (${source});`)() as (
        electron: object,
        argument: unknown,
      ) => unknown;
      return evaluated(standIn.electron, argument);
    },
  },
);

const ownUrl = import.meta.url;
if ('registerHooks' in module) {
  module.registerHooks({
    resolve: (specifier, context, next) =>
      specifier === 'electron' ? { url: ownUrl, shortCircuit: true } : next(specifier, context),
  });
} else {
  const hooks = `export const resolve = (specifier, context, next) =>
    specifier === 'electron' ? { url: ${JSON.stringify(ownUrl)}, shortCircuit: true } : next(specifier, context);`;
  (module as typeof import('node:module')).register(`data:text/javascript,${encodeURIComponent(hooks)}`);
}

process.on('disconnect', () => process.exit(1));

/** As in Electron: ready comes after the entry point has been evaluated, never before. */
import(pathToFileURL(mainFile).href).then(
  () => standIn.control.app.becomeReady(),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    process.exit(1);
  },
);

export const {
  app,
  BrowserWindow,
  dialog,
  ipcMain,
  Menu,
  Notification,
  nativeTheme,
  protocol,
  safeStorage,
  screen,
  session,
  shell,
} = standIn.electron;
