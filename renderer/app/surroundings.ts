import type { Failure, Reply } from '../../shared/contract/reply.ts';
import type { Surroundings } from '../wizard/surroundings.ts';
import { otherTabs, tabChannelName } from './other-tabs.ts';
import { pageHistory } from './page-history.ts';

/** Fetches a file that the host offers once, by its path on the host. */
export type FileFetch = (path: string) => Promise<Reply<Blob>>;

/** How long the browser may take to read a file that it was given to save, in milliseconds. */
const savingMs = 60_000;

/** Gives the browser a file to save, under a name. */
function save(page: Document, file: Blob, name: string): void {
  const link = page.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), savingMs);
}

/** What the wizard's effects need of a page, from the page itself. */
export function pageSurroundings(page: Document, view: Window, fetchFile: FileFetch): Surroundings {
  const window = crypto.randomUUID();
  return {
    now: () => Date.now(),
    after: (ms, work) => {
      const timer = setTimeout(work, ms);
      return () => clearTimeout(timer);
    },
    nextFrame: (work) => void requestAnimationFrame(work),
    download: async (path, name): Promise<Failure | null> => {
      const file = await fetchFile(path);
      if (!file.ok) return file.error;
      save(page, file.value, name);
      return null;
    },
    window,
    history: pageHistory(view),
    tabs: otherTabs(new BroadcastChannel(tabChannelName), window),
    isVisible: () => page.visibilityState === 'visible',
    onVisible: (listener) => {
      const look = (): void => {
        if (page.visibilityState === 'visible') listener();
      };
      page.addEventListener('visibilitychange', look);
      return () => page.removeEventListener('visibilitychange', look);
    },
  };
}
