import type { HostServices } from '../core/operations/deps.ts';
import type { Downloads } from './downloads.ts';

/**
 * What the wizard's host offers when the page is shown by a browser, perhaps on another machine through a tunnel:
 * files become downloads, there is no file manager to show them in, and links are opened by the page's own transport
 * under `/link/`, because a browser that this machine could open would be the wrong one.
 */
export function createBrowserServices(downloads: Downloads, quit: () => void): HostServices {
  return {
    kind: 'browser',
    saveFiles: async (files) => ({
      files: files.map((file) => ({ name: file.name, path: null, download: downloads.offer(file) })),
      dismissed: false,
    }),
    revealLast: async () => false,
    openLink: async () => undefined,
    announce: async () => false,
    quit,
  };
}
