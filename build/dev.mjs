import { fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { bundleThread, copyAssets, listRenderer } from './bundle.mjs';
import { bundleProgram } from './bundle-program.mjs';
import { buildRenderer } from './renderer.vite.mjs';

/**
 * What a host is started with.
 * @typedef {{
 *   readonly kind: 'start',
 *   readonly dataFolder: string,
 *   readonly port: number,
 *   readonly seed: string,
 *   readonly isEntered: boolean,
 *   readonly build: string,
 * }} HostStart
 * @typedef {HostStart | { readonly kind: 'page', readonly build: string } | { readonly kind: 'stop' }} ToHost
 * @typedef {{ readonly kind: 'listening', readonly port: number, readonly url: string }} Listening
 * @typedef {Listening | { readonly kind: 'entered' }} FromHost
 * @typedef {Extract<Awaited<ReturnType<typeof buildRenderer>>, { on: unknown }>} Watcher
 * @typedef {'page' | 'host'} Part
 */

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

const help = `npm run dev -- [options]

The wizard in a browser, built again and loaded again after each change of renderer/, shared/ or electron/.
Type errors are not shown here: npm run check:types does that.

  --home <folder>   where the data lies; without it in a temporary folder, which goes away with the program
  --port <number>   a port of 127.0.0.1 instead of one that the system chooses`;

/**
 * Builds into a folder, and again after each change.
 * @param {string} folder
 * @returns {Promise<readonly (readonly [Part, Watcher])[]>}
 */
async function watchAll(folder) {
  const watch = { watch: {}, minify: false, reportCompressedSize: false };
  const output = { entryFileNames: 'dev-host.mjs' };
  const own = { build: { ...watch, rolldownOptions: { output } } };
  return /** @type {(readonly [Part, Watcher])[]} */ ([
    ['page', await buildRenderer(root, join(folder, 'renderer'), [], watch)],
    ['host', await bundleProgram(root, folder, 'build/dev-host.mjs', own)],
    ['host', await bundleThread(folder, 'thread.cjs', watch)],
  ]);
}

/**
 * Calls back whenever nothing is being built any more, with what was built since. What does not compile is said, and
 * what was built before stays.
 * @param {readonly (readonly [Part, Watcher])[]} watchers
 * @param {(parts: ReadonlySet<Part>) => Promise<void>} onBuilt
 */
function followBuilds(watchers, onBuilt) {
  /** @type {Set<Watcher>} */
  const busy = new Set(watchers.map(([, watcher]) => watcher));
  /** @type {Set<Part>} */
  let built = new Set();
  let [turn, begun] = [Promise.resolve(), 0];
  const hand = async () => {
    if (busy.size > 0 || built.size === 0) return;
    const [parts, before] = [built, begun];
    built = new Set();
    try {
      await onBuilt(parts);
    } catch (error) {
      // A build that has begun meanwhile takes away what is read here, and hands it over when it ends.
      if (begun === before) throw error;
      built = new Set([...parts, ...built]);
    }
  };
  for (const [part, watcher] of watchers)
    watcher.on('event', async (event) => {
      if (event.code === 'START') {
        busy.add(watcher);
        begun += 1;
      }
      if (event.code === 'BUNDLE_END') built.add(part);
      if (event.code === 'ERROR') console.error(event.error.message);
      if (event.code === 'BUNDLE_END' || event.code === 'ERROR') await event.result?.close();
      if (event.code !== 'END') return;
      busy.delete(watcher);
      turn = turn.then(hand);
    });
}

/**
 * The host, which is started again with the same address and the same session.
 * @param {string} folder where it was built
 * @param {string} dataFolder
 * @param {number} wantedPort
 * @param {() => void} onQuit it was ended from its page
 */
function createHost(folder, dataFolder, wantedPort, onQuit) {
  const seed = randomBytes(32).toString('hex');
  /** @type {{ readonly child: import('node:child_process').ChildProcess, readonly exited: Promise<unknown> } | null} */
  let running = null;
  let [port, isEntered, builds, shown] = [wantedPort, false, 0, ''];

  /** @param {ToHost} message */
  const tell = (message) => {
    if (running?.child.connected) running.child.send(message);
  };

  const stop = async () => {
    tell({ kind: 'stop' });
    const ending = running;
    running = null;
    await ending?.exited;
  };

  /** @param {FromHost} message */
  const hear = (message) => {
    if (message.kind === 'entered') isEntered = true;
    if (message.kind !== 'listening') return;
    port = message.port;
    if (message.url !== shown) console.log(message.url);
    shown = message.url;
  };

  const start = () => {
    const child = fork(join(folder, 'dev-host.mjs'), { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    running = { child, exited: once(child, 'exit') };
    child.on('message', hear);
    child.on('exit', (code) => {
      if (running?.child !== child) return;
      running = null;
      if (code === 0) onQuit();
      else console.error('The host has ended; it is started again after the next change.');
    });
    tell({ kind: 'start', dataFolder, port, seed, isEntered, build: String(builds) });
  };

  return {
    stop,
    /** @param {ReadonlySet<Part>} parts what was built */
    show: async (parts) => {
      builds += 1;
      if (running !== null && !parts.has('host')) return tell({ kind: 'page', build: String(builds) });
      await stop();
      start();
    },
  };
}

/**
 * Serves the wizard until it is ended, and leaves nothing behind but a data folder that was named.
 * @param {{ readonly home?: string | undefined, readonly port?: string | undefined }} options
 */
async function develop({ home, port = '0' }) {
  const folder = await mkdtemp(join(tmpdir(), 'netready-dev-'));
  try {
    /** @type {() => void} */
    let end = () => undefined;
    /** @type {Promise<void>} */
    const ended = new Promise((settle) => {
      end = settle;
    });
    process.on('SIGINT', end).on('SIGTERM', end);
    await copyAssets(folder);
    const dataFolder = home === undefined ? join(folder, 'home') : resolve(home);
    const host = createHost(folder, dataFolder, Number(port), end);
    const watchers = await watchAll(folder);
    followBuilds(watchers, async (parts) => {
      if (parts.has('page')) await listRenderer(folder);
      await host.show(parts);
    });
    await ended;
    await Promise.all(watchers.map(([, watcher]) => watcher.close()));
    await host.stop();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const { values } = parseArgs({
  options: { home: { type: 'string' }, port: { type: 'string' }, help: { type: 'boolean' } },
});
if (values.help) console.log(help);
else await develop(values);
