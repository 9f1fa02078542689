import './app/without-eval.ts';
import { type Bridge, bridgeKey } from '../shared/contract/bridge.ts';
import { type CommandSource, commandsKey } from '../shared/contract/commands.ts';
import { mount } from './app/mount.tsx';
import { createHttpBridge } from './transport/http-bridge.ts';

/** The desktop's preload has put its bridge into the window; a page that a loopback host served makes its own. */
function findBridge(): Bridge {
  const offered: unknown = Reflect.get(window, bridgeKey);
  return offered === undefined
    ? createHttpBridge({
        fetch: (input, init) => fetch(input, init),
        newId: () => crypto.randomUUID(),
        openTab: (path) => void window.open(path, '_blank', 'noopener'),
      })
    : (offered as Bridge);
}

/** The desktop's menu, where there is one. */
function findMenu(): CommandSource | null {
  const offered: unknown = Reflect.get(window, commandsKey);
  return offered === undefined ? null : (offered as CommandSource);
}

mount(document, findBridge(), findMenu());
