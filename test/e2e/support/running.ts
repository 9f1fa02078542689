import type { BrowserContextOptions, Page } from '@playwright/test';
import type { Application } from '../../support/electron-standin/launch.ts';

/** What a page looks like: size, and what the system prefers. */
export type Look = Pick<
  BrowserContextOptions,
  'viewport' | 'colorScheme' | 'forcedColors' | 'reducedMotion' | 'deviceScaleFactor'
>;

/** The folders of one test. Absolute paths; they go away with the test. */
export type Folders = {
  /** The user's data, as NETREADY_HOME names it. */
  readonly home: string;
  /** Where files are saved. */
  readonly documents: string;
};

/** A program under test, with its first page open. */
export type Running = {
  readonly page: Page;
  readonly folders: Folders;
  /** The main process and its windows; null where the page is shown by a browser. */
  readonly desktop: Application | null;
  /** Settles with the exit code of the program. */
  readonly exited: Promise<number | null>;
  /** What the program has printed. */
  readonly output: () => string;
  /** Starts the program once more for the same user, and gives the exit code with which that ends. */
  readonly startAgain: () => Promise<number | null>;
  /** Ends everything, however far it is. */
  readonly end: () => Promise<void>;
};

/** The environment of a program under test: nothing of the person's own data or display. */
export function environmentFor({ home }: Folders): Record<string, string> {
  const { PATH = '', DISPLAY, WAYLAND_DISPLAY, XDG_RUNTIME_DIR, SystemRoot } = process.env;
  const inherited = { DISPLAY, WAYLAND_DISPLAY, XDG_RUNTIME_DIR, SystemRoot };
  const set = Object.entries(inherited).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return { ...Object.fromEntries(set), PATH, HOME: home, NETREADY_HOME: home };
}
