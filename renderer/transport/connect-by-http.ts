import type { Reply } from '../../shared/contract/reply.ts';
import type { Connection } from '../app/Entrance.tsx';
import { createEntry, type TabStorage } from './entry.ts';
import { createFileFetch, createHttpBridge, type HttpPage } from './http-bridge.ts';

/** The storage of this tab. A browser that is told to keep nothing refuses it: then a reload needs a new address. */
function tabStorage(window: Window): TabStorage {
  try {
    return window.sessionStorage;
  } catch {
    return { getItem: () => null, setItem: () => undefined };
  }
}

/** How a page that a loopback host has served reaches it: it is let in, then everything carries its key. */
export function connectByHttp(window: Window): () => Promise<Reply<Connection>> {
  const { location, history, navigator } = window;
  const enter = createEntry({
    fetch: (input, init) => fetch(input, init),
    location: { pathname: location.pathname, hash: location.hash },
    hideCode: () => history.replaceState(history.state, '', location.pathname),
    storage: tabStorage(window),
    newSecret: () => crypto.randomUUID() + crypto.randomUUID(),
    workers: navigator.serviceWorker as ServiceWorkerContainer | undefined,
  });
  return async () => {
    const entered = await enter();
    if (!entered.ok) return entered;
    const { session, told } = entered.value;
    const page: HttpPage = {
      fetch: (input, init) => fetch(input, init),
      session,
      newId: () => crypto.randomUUID(),
      openTab: (path) => void window.open(path, '_blank', 'noopener'),
    };
    return { ok: true, value: { bridge: createHttpBridge(page), fetchFile: createFileFetch(page), told } };
  };
}
