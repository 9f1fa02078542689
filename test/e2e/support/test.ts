import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, test as base, chromium } from '@playwright/test';
import { type ServeOptions, type Serving, serve, startBrowserHost } from './browser-host.ts';
import { startElectron } from './electron-host.ts';
import type { BrowserProgram } from './find-browser.ts';
import { handedOver } from './global-setup.ts';
import type { Folders, Look, Running } from './running.ts';
import { startStandIn } from './stand-in-host.ts';
import { type StartStranger, type Stranger, startStranger } from './stranger.ts';

/** What the specs run against. */
export type Target =
  | { readonly kind: 'browser-host' }
  | { readonly kind: 'electron-standin' }
  | { readonly kind: 'electron'; readonly program: string };

/** What a project or a spec can set. */
export type TargetOptions = { readonly target: Target; readonly look: Look };

type Fixtures = {
  readonly folders: Folders;
  /** Starts the program, with the same data each time. */
  readonly start: () => Promise<Running>;
  /** The program, started once. */
  readonly wizard: Running;
  /** Starts the loopback host alone, until the test has ended. */
  readonly startServing: (options?: ServeOptions) => Promise<Serving>;
  readonly startAsStranger: StartStranger;
};

type WorkerFixtures = { readonly chromiumHere: Browser };

function handed(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`The setup has not set ${name}.`);
  return value;
}

function launch(target: Target, browser: Browser, folders: Folders, look: Look): Promise<Running> {
  switch (target.kind) {
    case 'browser-host':
      return startBrowserHost(browser, folders, look);
    case 'electron-standin':
      return startStandIn(browser, handed(handedOver.standIn), folders, look);
    case 'electron':
      return startElectron(target.program, folders, look);
  }
}

/** A test of the whole program: each has a user of its own, with empty folders. */
export const test = base.extend<Fixtures & TargetOptions, WorkerFixtures>({
  target: [{ kind: 'browser-host' }, { option: true }],
  look: [{ viewport: { width: 1280, height: 720 }, colorScheme: 'light' }, { option: true }],

  chromiumHere: [
    // biome-ignore lint/correctness/noEmptyPattern: the first parameter of a fixture must be a pattern
    async ({}, use) => {
      const { path, args } = JSON.parse(handed(handedOver.browser)) as BrowserProgram;
      const browser = await chromium.launch({ executablePath: path, args: [...args] });
      await use(browser);
      await browser.close();
    },
    { scope: 'worker' },
  ],

  // biome-ignore lint/correctness/noEmptyPattern: the first parameter of a fixture must be a pattern
  folders: async ({}, use) => {
    const own = mkdtempSync(join(tmpdir(), 'netready-e2e-'));
    const folders = { home: join(own, 'home'), documents: join(own, 'documents') };
    mkdirSync(folders.home);
    mkdirSync(folders.documents);
    await use(folders);
    rmSync(own, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  },

  start: async ({ target, look, chromiumHere, folders }, use, info) => {
    const all: Running[] = [];
    await use(async () => {
      const running = await launch(target, chromiumHere, folders, look);
      all.push(running);
      return running;
    });
    for (const running of all) {
      if (info.status !== info.expectedStatus)
        await info.attach('what the program printed', { body: running.output() });
      await running.end();
    }
  },

  wizard: async ({ start }, use) => use(await start()),

  startServing: async ({ folders }, use) => {
    const all: Serving[] = [];
    await use(async (options) => {
      const serving = await serve(folders, options);
      all.push(serving);
      return serving;
    });
    for (const { process, exited } of all) {
      process.kill('SIGKILL');
      await exited;
    }
  },

  // biome-ignore lint/correctness/noEmptyPattern: the first parameter of a fixture must be a pattern
  startAsStranger: async ({}, use) => {
    const all: Stranger[] = [];
    await use((program, args) => {
      const stranger = startStranger(program, args);
      all.push(stranger);
      return stranger;
    });
    for (const stranger of all) await stranger.end();
  },
});

export { expect } from '@playwright/test';
