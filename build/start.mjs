import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * The Electron program to start, if there is one: what NETREADY_ELECTRON names, else what the package `electron` has
 * been given. The package itself is never loaded, because it would begin to download what it lacks.
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
 * What `npm start` runs: the desktop window where it can be shown, else the same wizard in a browser.
 * @param {string} root the project's folder
 * @param {Readonly<Record<string, string | undefined>>} environment
 * @param {NodeJS.Platform} platform
 * @returns {{ command: string, args: string[], sentence: string | null }} `sentence` says why it is not the window
 */
export function chooseStart(root, environment, platform) {
  const browser = { command: process.execPath, args: [join(root, 'dist', 'cli.mjs'), 'serve', '--open'] };
  const electron = findElectron(root, environment);
  if (electron === null)
    return {
      ...browser,
      sentence: 'The Electron program is not installed here, so the wizard opens in your browser instead.',
    };
  const hasScreen = platform !== 'linux' || environment['DISPLAY'] || environment['WAYLAND_DISPLAY'];
  if (!hasScreen)
    return { ...browser, sentence: 'There is no screen here, so the wizard is served to a browser instead.' };
  return { command: electron, args: [root], sentence: null };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const root = join(dirname(fileURLToPath(import.meta.url)), '..');
  const { command, args, sentence } = chooseStart(root, process.env, process.platform);
  if (sentence !== null) console.log(sentence);
  const { ELECTRON_RUN_AS_NODE: _, ...environment } = process.env;
  const child = spawn(command, args, { stdio: 'inherit', env: environment });
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM']))
    process.on(signal, () => child.kill(signal));
  child.on('error', (error) => {
    console.error(`${command} could not be started: ${error.message}`);
    process.exitCode = 1;
  });
  child.on('exit', (code) => {
    process.exitCode = code ?? 1;
  });
}
