import './app/without-eval.ts';
import { type Bridge, bridgeKey } from '../shared/contract/bridge.ts';
import { type CommandSource, commandsKey } from '../shared/contract/commands.ts';
import type { Connect } from './app/Entrance.tsx';
import { mount } from './app/mount.tsx';
import { connectByHttp } from './transport/connect-by-http.ts';

/** The desktop's preload has put its bridge into the window; nothing has to be asked there, and no file waits. */
const connectTo =
  (bridge: Bridge): Connect =>
  async () => ({
    ok: true,
    value: { bridge, told: null, fetchFile: () => Promise.reject(new TypeError('the desktop writes files')) },
  });

/** A page that a loopback host served has to be let in. */
function findConnect(): Connect {
  const offered: unknown = Reflect.get(window, bridgeKey);
  return offered === undefined ? connectByHttp(window) : connectTo(offered as Bridge);
}

/** The desktop's menu, where there is one. */
function findMenu(): CommandSource | null {
  const offered: unknown = Reflect.get(window, commandsKey);
  return offered === undefined ? null : (offered as CommandSource);
}

mount(document, findConnect(), findMenu());
