import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readSetting, showWindow, wantsNoGraphics, whyNoWindow } from './electron-window.mjs';
import {
  electronSource,
  electronVersion,
  fetchElectron,
  neededNode,
  rememberedFailure,
  rememberFailure,
} from './fetch-electron.mjs';

/**
 * The Electron program to start, if there is one: what NETREADY_ELECTRON names, else what the package `electron` has
 * been given.
 * @param {string} root the project's folder
 * @param {Readonly<Record<string, string | undefined>>} environment
 * @returns {string | null} an absolute path, or null when it is not installed
 */
export function findElectron(root, environment) {
  const named = environment['NETREADY_ELECTRON'];
  if (named) return existsSync(named) ? named : null;
  const folder = join(root, 'node_modules', 'electron');
  const note = join(folder, 'path.txt');
  if (!existsSync(note)) return null;
  const binary = join(folder, 'dist', readFileSync(note, 'utf8').trim());
  return existsSync(binary) ? binary : null;
}

/**
 * What a start depends on.
 * @typedef {object} Place
 * @property {string} root the project's folder
 * @property {Readonly<Record<string, string | undefined>>} environment
 * @property {NodeJS.Platform} platform
 * @property {number | null} uid the account's number; null where the system has none
 * @property {string} node the version of Node
 * @property {number} now in ms since 1970
 * @property {(path: string) => string} readSetting what a file of `/proc` says; empty where there is none
 */

/**
 * What `npm start` does: a window, a window once its program is fetched, or the browser and why. Without a reason the
 * browser was asked for.
 * @typedef {{ kind: 'window', program: string } | { kind: 'fetch' } | { kind: 'browser', why: string | null }} Start
 */

/** @param {string | null} why @returns {Start} */
const browser = (why) => ({ kind: 'browser', why });

/**
 * Whether the program may be fetched.
 * @param {Place} place
 * @param {boolean} isAskedFor whether a failure of the last day is to be passed over
 * @returns {Start}
 */
function chooseFetch(place, isAskedFor) {
  const { root, environment, node, now } = place;
  const isNamed = Boolean(environment['NETREADY_ELECTRON']);
  if (isNamed || !existsSync(join(root, 'node_modules', 'electron', 'install.js')))
    return browser('The Electron program is not installed here');
  if (environment['NETREADY_NO_DOWNLOAD'])
    return browser('The Electron program is not installed here, and NETREADY_NO_DOWNLOAD is set');
  const needed = neededNode(root, node);
  if (needed !== null)
    return browser(
      `The Electron program is not installed here, and fetching it needs Node ${needed}; this is ${node}`,
    );
  const hopeless = whyNoWindow(place);
  if (hopeless !== null) return browser(`There can be no window here: ${hopeless}`);
  const failure = isAskedFor ? null : rememberedFailure(root, environment, now);
  if (failure !== null)
    return browser(
      `The Electron program could not be fetched within the last day (${failure}); npm start -- --fetch tries again`,
    );
  return { kind: 'fetch' };
}

/**
 * Chooses what `npm start` does.
 * @param {Place} place
 * @param {readonly string[]} args
 * @returns {Start}
 */
export function chooseStart(place, args) {
  const { root, environment, platform } = place;
  if (args.includes('--browser')) return browser(null);
  const hasScreen = platform !== 'linux' || environment['DISPLAY'] || environment['WAYLAND_DISPLAY'];
  if (!hasScreen) return browser('There is no screen here');
  const program = findElectron(root, environment);
  if (program === null) return chooseFetch(place, args.includes('--fetch'));
  const share = platform === 'win32' ? whyNoWindow(place) : null;
  return share === null ? { kind: 'window', program } : browser(`There can be no window here: ${share}`);
}

/**
 * Fetches the program, naming the host before it is asked.
 * @param {Place} place
 * @returns {Promise<Start>}
 */
async function fetchFirst({ root, environment, now }) {
  const source = electronSource(environment);
  const way = source?.proxy ? ', through the proxy that is set' : '';
  console.log(
    `Fetching Electron ${electronVersion(root)}, which shows the window, from ${source?.host ?? 'its mirror'}${way}: about 120 MB, once. ` +
      'To do without it: npm start -- --browser',
  );
  let shown = '';
  const failure = await fetchElectron(root, environment, {
    onProgress: (bytes) => {
      const text = `\r${Math.round(bytes / 1e6)} MB`;
      if (bytes > 0 && process.stdout.isTTY && text !== shown) process.stdout.write(text);
      if (bytes > 0) shown = text;
    },
  });
  if (shown !== '' && process.stdout.isTTY) process.stdout.write('\n');
  const program = findElectron(root, environment);
  if (failure === null && program !== null) return { kind: 'window', program };
  const why = failure ?? 'the installer left no program';
  rememberFailure(root, environment, why, now);
  return browser(`The Electron program could not be fetched (${why})`);
}

/**
 * Serves the wizard to a browser until it is ended.
 * @param {string} root
 * @param {string | null} why
 * @param {NodeJS.ProcessEnv} environment
 */
function serve(root, why, environment) {
  if (why !== null) console.log(`${why}, so the wizard opens in your browser instead.`);
  const args = [join(root, 'dist', 'cli.cjs'), 'serve', '--open'];
  const child = spawn(process.execPath, args, { stdio: 'inherit', env: environment });
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM']))
    process.on(signal, () => child.kill(signal));
  child.on('error', (error) => {
    console.error(`${process.execPath} could not be started: ${error.message}`);
    process.exitCode = 1;
  });
  child.on('exit', (code) => {
    process.exitCode = code ?? 1;
  });
}

/**
 * Shows the wizard in a window, or in the browser where there can be none.
 * @param {Place} place
 * @param {readonly string[]} args
 */
export async function start(place, args) {
  const { root } = place;
  const { ELECTRON_RUN_AS_NODE: _, NETREADY_P12_PASSWORD: __, ...environment } = place.environment;
  const chosen = chooseStart(place, args);
  const step = chosen.kind === 'fetch' ? await fetchFirst({ ...place, environment }) : chosen;
  if (step.kind !== 'window') return serve(root, step.kind === 'browser' ? step.why : null, environment);
  let end = await showWindow(step.program, [root], environment);
  if (wantsNoGraphics(end)) end = await showWindow(step.program, ['--disable-gpu', root], environment);
  if (end.kind === 'failed') return serve(root, `The window could not be opened (${end.why})`, environment);
  process.exitCode = end.code;
}

const known = ['--browser', '--fetch'];

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const args = process.argv.slice(2);
  const unknown = args.find((arg) => !known.includes(arg));
  if (unknown === undefined)
    await start(
      {
        root: join(dirname(fileURLToPath(import.meta.url)), '..'),
        environment: process.env,
        platform: process.platform,
        uid: process.getuid?.() ?? null,
        node: process.versions.node,
        now: Date.now(),
        readSetting,
      },
      args,
    );
  else {
    console.error(`"${unknown}" was given. Allowed: ${known.join(', ')}.`);
    process.exitCode = 2;
  }
}
