import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Browser, Page } from '@playwright/test';
import { bundles } from './project-paths.ts';
import { environmentFor, type Folders, type Look, type Running } from './running.ts';

/** A `netready serve` that has printed its address. */
export type Serving = {
  readonly url: string;
  /** The addresses that are printed after the first, one at a time. */
  readonly nextUrl: () => Promise<string>;
  readonly process: ChildProcess;
  readonly exited: Promise<number | null>;
  readonly output: () => string;
};

/** How a host is started other than with its port left to the system and no terminal. */
export type ServeOptions = {
  readonly args?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
};

/** Starts the loopback host as its own program. Lines can be entered to it. */
export async function serve(
  folders: Folders,
  { args = [], environment = {} }: ServeOptions = {},
): Promise<Serving> {
  const child = spawn(process.execPath, [bundles.command, 'serve', ...args], {
    env: { ...environmentFor(folders), ...environment },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const printed: string[] = [];
  child.stderr.on('data', (data) => printed.push(String(data)));
  const exited = once(child, 'exit').then(([code]) => code as number | null);
  const lines = createInterface(child.stdout);
  const nextUrl = (): Promise<string> => once(lines, 'line').then(([line]) => String(line));
  const address = nextUrl();
  const ended = exited.then((code): never => {
    throw new Error(`netready serve ended with ${code}.\n${printed.join('')}`);
  });
  return {
    url: await Promise.race([address, ended]),
    nextUrl,
    process: child,
    exited,
    output: () => printed.join(''),
  };
}

/** Another tab of the same browser that is let in, as "Duplicate tab" makes one: it has what the tab keeps for itself. */
export async function openTab(page: Page): Promise<Page> {
  const opened = page.context().waitForEvent('page');
  await page.evaluate(() => void window.open(location.href));
  return await opened;
}

/** Opens the wizard of the loopback host in a browser. */
export async function startBrowserHost(browser: Browser, folders: Folders, look: Look): Promise<Running> {
  const serving = await serve(folders);
  const context = await browser.newContext({ ...look, acceptDownloads: true });
  const page = await context.newPage();
  await page.goto(serving.url);
  const { exited, output } = serving;
  return {
    page,
    folders,
    desktop: null,
    exited,
    output,
    startAgain: async () => {
      const other = await serve(folders);
      other.process.kill('SIGTERM');
      return other.exited;
    },
    end: async () => {
      await context.close();
      serving.process.kill('SIGKILL');
      await exited;
    },
  };
}
