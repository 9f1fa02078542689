import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';

/** What Electron says where it cannot start, and what that means. @type {readonly (readonly [RegExp, (match: RegExpExecArray) => string])[]} */
const failureWords = [
  [/Running as root without --no-sandbox/i, () => 'Electron does not run as root'],
  [
    /No usable sandbox|SUID sandbox helper|sandbox_host_linux|setuid_sandbox_host/i,
    () => 'this system lets Electron make no sandbox',
  ],
  [/GPU process isn't usable/i, () => 'there are no usable graphics'],
  [/error while loading shared libraries: ([^\s:]+)/i, (match) => `the library ${match[1]} is missing`],
  [/GLIBC(?:XX)?_[\d.]+' not found/i, () => 'this system is too old for Electron'],
  [
    /Missing X server|cannot open display|Unable to open X display|ozone_platform_(?:x11|wayland)/i,
    () => 'no screen could be opened',
  ],
];

/**
 * What a line of Electron says about a start that failed; null when it says nothing about one.
 * @param {string} line
 */
export function startFailure(line) {
  for (const [form, words] of failureWords) {
    const match = form.exec(line);
    if (match !== null) return words(match);
  }
  return null;
}

/** The lines that Chromium writes for those who build it: `[123:0101/120000.1:ERROR:gpu.cc(7)] …`. */
const chromiumLine = /^\[\d+(?::\d+)?:\d{4}\/[\d.]+:[A-Z]+\d*:/;

/** What a file of `/proc` says; empty where there is none. @param {string} path */
export function readSetting(path) {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    return '';
  }
}

/**
 * Why no Electron without an administrator's help can show a window here, whichever it is, so that none need be fetched;
 * null where one may.
 * @param {{ root: string, environment: Readonly<Record<string, string | undefined>>, platform: NodeJS.Platform, uid: number | null, readSetting: (path: string) => string }} place
 * @returns {string | null}
 */
export function whyNoWindow({ root, platform, uid, readSetting: read }) {
  if (platform === 'win32' && /^[\\/]{2}/.test(root)) return 'Electron does not start from a network share';
  if (platform !== 'linux') return null;
  if (uid === 0) return 'Electron does not run as root';
  const isRestricted =
    read('/proc/sys/kernel/apparmor_restrict_unprivileged_userns') === '1' ||
    read('/proc/sys/kernel/unprivileged_userns_clone') === '0' ||
    read('/proc/sys/user/max_user_namespaces') === '0';
  return isRestricted ? 'this system lets Electron make no sandbox' : null;
}

/** How long a window that ends with a failure counts as one that never started, in ms. */
const startingMs = 30_000;

/** How long the last lines are waited for, in ms: a process that Electron leaves behind may hold them open. */
const flushMs = 1000;

/**
 * How a window ended.
 * @typedef {{ kind: 'ended', code: number } | { kind: 'failed', why: string }} WindowEnd
 */

/** @param {number | null} code @param {NodeJS.Signals | null} signal */
const endWords = (code, signal) =>
  code === null
    ? `it was ended by ${signal}`
    : `it ended with code ${code > 255 ? `0x${code.toString(16)}` : code}`;

/**
 * Shows the window until it is closed. What Electron cannot start with comes back as a reason, not as lines on the screen.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} environment
 * @param {{ now?: () => number }} [clock]
 * @returns {Promise<WindowEnd>}
 */
export function showWindow(program, args, environment, { now = () => performance.now() } = {}) {
  const begun = now();
  const child = spawn(program, [...args], { stdio: ['inherit', 'inherit', 'pipe'], env: environment });
  /** @type {string | null} */
  let why = null;
  let isStopped = false;
  const lines = createInterface({ input: child.stderr });
  const linesEnded = once(lines, 'close');
  lines.on('line', (line) => {
    const failure = startFailure(line);
    why ??= failure;
    if (failure === null && !chromiumLine.test(line)) process.stderr.write(`${line}\n`);
  });
  const stop = () => {
    isStopped = true;
    child.kill();
  };
  process.on('SIGINT', stop).on('SIGTERM', stop);
  /** @type {Promise<WindowEnd>} */
  const ended = new Promise((resolve) => {
    child.on('error', (error) => {
      resolve({
        kind: 'failed',
        why: `it could not be started (${'code' in error ? error.code : error.message})`,
      });
    });
    child.on('exit', async (code, signal) => {
      await Promise.race([linesEnded, pause(flushMs, undefined, { ref: false })]);
      const isStart = code !== 0 && !isStopped && now() - begun < startingMs;
      resolve(
        isStart ? { kind: 'failed', why: why ?? endWords(code, signal) } : { kind: 'ended', code: code ?? 1 },
      );
    });
  });
  return ended.finally(() => process.off('SIGINT', stop).off('SIGTERM', stop));
}

/** Whether a start that failed is worth another one without graphics of the machine. @param {WindowEnd} end */
export const wantsNoGraphics = (end) => end.kind === 'failed' && end.why === 'there are no usable graphics';
