import { AppError } from '../../shared/errors/app-error.ts';
import { hidesCommandLines } from './open-browser.ts';
import { type WayInPage, writeWayInPage } from './way-in-page.ts';

/** What opening a browser depends on. */
export type OpenerSetting = {
  readonly system: NodeJS.Platform;
  /** The folder of this user, in which the page lies that leads a browser in. */
  readonly home: string;
  /** Opens an address or a page on disk in the browser of this machine. Rejects when there is none. */
  readonly openBrowser: (target: string) => Promise<void>;
  /** What this desktop's owner is called, where this process is not his; null where it is. */
  readonly otherOwner: string | null;
};

/** Opens a browser at an address that is a key. */
export type BrowserOpener = {
  /** @returns why no browser was opened, in a sentence; null when one was */
  readonly open: (url: string) => Promise<string | null>;
  /** Removes what was written for a browser: it has served, or its address is of no use any more. */
  readonly clear: () => Promise<void>;
};

/**
 * Opens a browser without a secret where others could read it. Where command lines are their users' own it is given the
 * address; elsewhere a page on disk that leads there. Root in the session of somebody else opens nothing: that person's
 * browser could not read the page, and none should run as root.
 */
export function createBrowserOpener({ system, home, openBrowser, otherOwner }: OpenerSetting): BrowserOpener {
  const pages: WayInPage[] = [];

  const targetFor = async (url: string): Promise<string> => {
    if (hidesCommandLines(system)) return url;
    const page = await writeWayInPage(home, url);
    pages.push(page);
    return page.path;
  };

  return {
    open: async (url) => {
      if (otherOwner !== null)
        return `No browser was opened: Netready runs as root, and this desktop is that of ${otherOwner}. Open the address yourself.`;
      try {
        await openBrowser(await targetFor(url));
        return null;
      } catch (error) {
        const why = error instanceof AppError ? ` (${error.message})` : '';
        return `No browser could be started${why}: open the address yourself.`;
      }
    },
    clear: async () => {
      await Promise.all(pages.splice(0).map((page) => page.remove()));
    },
  };
}
