import { pack, unpack } from '../pack.ts';
import { createBorderEnd } from './bridge-codec.ts';

type Listener = (event: object, ...args: readonly unknown[]) => void;
type Waiting = { readonly resolve: (value: unknown) => void; readonly reject: (error: Error) => void };

/** What main sends: the answer to an `invoke`, or a message on a channel. */
type FromMain =
  | { readonly answer: number; readonly ok: boolean; readonly value: unknown }
  | { readonly channel: string; readonly args: readonly unknown[] };

/** What the stand-in puts into the preload's world, and reads from it. */
type PreloadGlobals = {
  readonly standInToMain: (text: string) => void;
  standInFromMain: (text: string) => void;
};

function refuseUnknown<T extends object>(name: string, object: T): T {
  return new Proxy(object, {
    get: (target, key) => {
      if (!(key in target)) throw new Error(`${name}.${String(key)} is not covered by the stand-in.`);
      return Reflect.get(target, key);
    },
  });
}

/** `ipcRenderer`, over a binding of the browser that only this world has. */
function createIpcRenderer(globals: PreloadGlobals): object {
  const listeners = new Map<string, Listener[]>();
  const waiting = new Map<number, Waiting>();
  let nextInvoke = 0;
  const send = (message: object): void => globals.standInToMain(pack(message));

  globals.standInFromMain = (text) => {
    const message = unpack(text) as FromMain;
    if ('channel' in message) {
      for (const listener of listeners.get(message.channel) ?? []) listener({}, ...message.args);
      return;
    }
    const call = waiting.get(message.answer);
    waiting.delete(message.answer);
    if (message.ok) call?.resolve(message.value);
    else call?.reject(new Error(String(message.value)));
  };

  return refuseUnknown('ipcRenderer', {
    on: (channel: string, listener: Listener) => {
      listeners.set(channel, [...(listeners.get(channel) ?? []), listener]);
    },
    send: (channel: string, ...args: readonly unknown[]) => send({ channel, args }),
    invoke: (channel: string, ...args: readonly unknown[]) =>
      new Promise((resolve, reject) => {
        const id = nextInvoke;
        nextInvoke += 1;
        waiting.set(id, { resolve, reject });
        send({ invoke: id, channel, args });
      }),
  });
}

/** `contextBridge`, over events that the two worlds of the page share. */
function createContextBridge(secret: string): object {
  const send = (text: string): void => {
    document.dispatchEvent(new CustomEvent(`${secret}:from-preload`, { detail: text }));
  };
  const end = createBorderEnd(send);
  let exposed: readonly string[] = [];
  let isReady = false;
  const flush = (): void => {
    if (!isReady) return;
    for (const text of exposed) send(text);
    exposed = [];
  };
  document.addEventListener(`${secret}:from-main`, (event) => {
    const message = JSON.parse((event as CustomEvent<string>).detail);
    if (end.receive(message)) return;
    isReady = true;
    flush();
  });
  send(JSON.stringify({ areYouThere: true }));
  return refuseUnknown('contextBridge', {
    exposeInMainWorld: (key: string, value: unknown) => {
      exposed = [...exposed, JSON.stringify({ expose: key, value: end.encode(value) })];
      flush();
    },
  });
}

/**
 * Runs a sandboxed preload script as Electron does: in a world of its own, in the top frame, with `require` for
 * `electron` alone.
 */
export function startPreloadWorld(
  secret: string,
  preload: (require: (name: string) => object, module: object, exports: object) => void,
): void {
  if (window !== window.top) return;
  const ipcRenderer = createIpcRenderer(globalThis as unknown as PreloadGlobals);
  const contextBridge = createContextBridge(secret);
  const require = (name: string): object => {
    if (name !== 'electron') throw new Error(`A sandboxed preload has no module ${name}.`);
    return refuseUnknown('electron', { contextBridge, ipcRenderer });
  };
  const module = { exports: {} };
  preload(require, module, module.exports);
}
