import { createHash } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { main, type Start } from '../../../electron/main/main.ts';
import { fakeHandlers } from '../fake-handlers.ts';
import { createStandIn, type StandIn, type StandInSetting, type WindowSide } from './stand-in.ts';

/** The smallest page that can be served: HTML with a nonce slot, and a script. */
const tinyPage = {
  '/index.html': ['text/html; charset=utf-8', '<meta property="csp-nonce" content="__CSP_NONCE__">'],
  '/assets/index.js': ['text/javascript; charset=utf-8', 'void 0;'],
} as const;

/** A folder that is gone when the test has ended. */
export function makeTemporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'netready-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A folder of bundles with the smallest page in it. */
export function makeDistFolder(): string {
  const dist = makeTemporaryFolder();
  const files = Object.entries(tinyPage).map(([path, [type, text]]) => {
    mkdirSync(join(dist, 'renderer', 'assets'), { recursive: true });
    writeFileSync(join(dist, 'renderer', path), text);
    return { path, type, sha256: createHash('sha256').update(text).digest('hex'), packed: false };
  });
  writeFileSync(join(dist, 'renderer-manifest.json'), JSON.stringify(files));
  return dist;
}

/** What the program has asked of the screen, in order, as `what:value` or `what`. */
export type Journal = readonly string[];

/** A program that runs on the stand-in inside the test's own process. */
export type RunningShell = StandIn & {
  readonly journal: Journal;
  /** What was sent to the page. */
  readonly sent: readonly (readonly [channel: string, ...args: readonly unknown[]])[];
  readonly exitCodes: readonly number[];
  readonly dataFolder: string;
  /** The window once its page is loading. */
  readonly window: () => Promise<WindowSide>;
};

/** Starts the program's `main` on a stand-in. It is ready at once, as soon as `main` has returned. */
export function startShell(
  own: Partial<StandInSetting> & Partial<Start> & { readonly load?: (url: string) => Promise<void> } = {},
): RunningShell {
  const journal: string[] = [];
  const sent: (readonly [string, ...unknown[]])[] = [];
  const exitCodes: number[] = [];
  const events = new EventEmitter();
  const loaded = once(events, 'loaded');
  const dataFolder = own.dataFolder ?? makeTemporaryFolder();
  const standIn = createStandIn({
    exit: (code) => exitCodes.push(code),
    ...own,
    surface: {
      open: () => journal.push('open'),
      load: async (_window, url) => {
        journal.push(`load:${url}`);
        await own.load?.(url);
        events.emit('loaded');
      },
      send: (_window, channel, args) => sent.push([channel, ...args]),
      note: (_window, what, value) => journal.push(value === '' ? what : `${what}:${value}`),
      close: () => journal.push('close'),
    },
  });
  main(standIn.electron, {
    distFolder: own.distFolder ?? makeDistFolder(),
    notice: null,
    isElevated: null,
    platform: 'linux',
    environment: {},
    onUncaught: () => undefined,
    makeHandlers: () => fakeHandlers(),
    ...own,
    dataFolder,
  });
  standIn.control.app.becomeReady();
  const window = async (): Promise<WindowSide> => {
    await loaded;
    const side = standIn.control.windows()[0];
    if (side === undefined) throw new Error('There is no window.');
    return side;
  };
  return { ...standIn, journal, sent, exitCodes, dataFolder, window };
}

/** How the page itself appears as the sender of a message. */
export const pageFrame = { url: 'app://wizard/', origin: 'app://wizard', isTop: true, isDetached: false };
