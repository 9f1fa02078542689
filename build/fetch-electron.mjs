import { spawn } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** @typedef {Readonly<Record<string, string | undefined>>} Environment */

/** Where Electron's own releases lie, unless a mirror is named. */
const releases = 'https://github.com/electron/electron/releases/download/';

/** Where a person may name a mirror, in the order in which the package's installer looks. */
const mirrorVariables = [
  'npm_config_electron_mirror',
  'NPM_CONFIG_ELECTRON_MIRROR',
  'npm_package_config_electron_mirror',
  'ELECTRON_MIRROR',
];

/** Variables that would have the installer believe the checksums that a mirror sends beside the program. */
const uncheckedVariables = ['electron_use_remote_checksums', 'npm_config_electron_use_remote_checksums'];

/**
 * How long things may take, in ms.
 * @typedef {{ connect: number, silence: number, all: number, look: number }} Limits
 */

/** @type {Limits} */
export const usualLimits = { connect: 5000, silence: 20_000, all: 600_000, look: 500 };

/** The first of some variables that says anything. @param {Environment} environment @param {readonly string[]} names */
const firstOf = (environment, names) => names.map((name) => environment[name]).find((value) => value) ?? null;

/**
 * Whether a host is to be asked without a proxy.
 * @param {string} host
 * @param {Environment} environment
 */
function isDirect(host, environment) {
  const listed = (firstOf(environment, ['no_proxy', 'NO_PROXY', 'npm_config_noproxy']) ?? '')
    .split(/[\s,]+/)
    .map((entry) =>
      entry
        .toLowerCase()
        .replace(/^\*?\./, '')
        .replace(/:\d+$/, ''),
    )
    .filter((entry) => entry !== '');
  return listed.some((entry) => entry === '*' || host === entry || host.endsWith(`.${entry}`));
}

/**
 * Where Electron is fetched from.
 * @param {Environment} environment
 * @returns {{ url: string, host: string, proxy: string | null } | null} null for an address that is none
 */
export function electronSource(environment) {
  const url = firstOf(environment, mirrorVariables) ?? releases;
  if (!URL.canParse(url)) return null;
  const { protocol, hostname, host } = new URL(url);
  if (hostname === '' || !['http:', 'https:'].includes(protocol)) return null;
  const plain = ['http_proxy', 'HTTP_PROXY', 'npm_config_proxy'];
  const names =
    protocol === 'https:' ? ['https_proxy', 'HTTPS_PROXY', 'npm_config_https_proxy', ...plain] : plain;
  const proxy = isDirect(hostname, environment) ? null : firstOf(environment, names);
  return { url, host, proxy };
}

/** @param {string} version */
const numbers = (version) => version.split('.').map(Number);

/** @param {readonly number[]} left @param {readonly number[]} right */
function isOlder(left, right) {
  const at = right.findIndex((part, index) => part !== (left[index] ?? 0));
  return at !== -1 && (left[at] ?? 0) < (right[at] ?? 0);
}

/** @param {string} file @returns {Record<string, any> | null} */
function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}

/**
 * The version of Node that the installer and its unpacker need, where this one is older; null where it is not.
 * @param {string} root the project's folder
 * @param {string} version of Node, without its `v`
 */
export function neededNode(root, version) {
  const packages = ['electron', join('@electron', 'get'), join('@electron-internal', 'extract-zip')];
  const needed = packages
    .map((name) => readJson(join(root, 'node_modules', name, 'package.json'))?.['engines']?.['node'])
    .map((range) => /^>=\s*(\d+\.\d+\.\d+)$/.exec(String(range))?.[1] ?? '0.0.0')
    .reduce((most, each) => (isOlder(numbers(most), numbers(each)) ? each : most), '0.0.0');
  return isOlder(numbers(version), numbers(needed)) ? needed : null;
}

const day = 24 * 3_600_000;

/** @param {string} root */
const failureFile = (root) => join(root, 'node_modules', '.cache', 'netready', 'electron.json');

/** What a failure belongs to: another version or another way there may do better. @param {string} root @param {Environment} environment */
function attemptOf(root, environment) {
  const source = electronSource(environment);
  return `${electronVersion(root)} ${source?.url ?? ''} ${source?.proxy ?? ''}`;
}

/** @param {string} root */
export const electronVersion = (root) =>
  String(readJson(join(root, 'node_modules', 'electron', 'package.json'))?.['version'] ?? '');

/**
 * Why Electron could not be fetched within the last day, so that nobody waits for the same failure at every start.
 * @param {string} root
 * @param {Environment} environment
 * @param {number} now in ms since 1970
 * @returns {string | null}
 */
export function rememberedFailure(root, environment, now) {
  const note = readJson(failureFile(root));
  const age = now - Number(note?.['at']);
  const isRecent = age >= 0 && age < day && note?.['attempt'] === attemptOf(root, environment);
  return isRecent && typeof note?.['why'] === 'string' ? note['why'] : null;
}

/**
 * Keeps a failure for a day. A note that cannot be written costs the next start its time, and nothing else.
 * @param {string} root
 * @param {Environment} environment
 * @param {string} why
 * @param {number} now in ms since 1970
 */
export function rememberFailure(root, environment, why, now) {
  try {
    mkdirSync(dirname(failureFile(root)), { recursive: true });
    writeFileSync(failureFile(root), JSON.stringify({ attempt: attemptOf(root, environment), at: now, why }));
  } catch {
    return;
  }
}

/**
 * Whether anybody answers at the host that is to be asked, or at the proxy on the way there.
 * @param {string} url
 * @param {number} limit in ms
 * @returns {Promise<string | null>} why not; null when somebody does
 */
function whyUnreachable(url, limit) {
  if (!URL.canParse(url)) return Promise.resolve(`${url} is no address`);
  const { protocol, hostname, port, host } = new URL(url);
  const socket = connect({
    host: hostname.replace(/^\[|\]$/g, ''),
    port: Number(port || (protocol === 'https:' ? 443 : 80)),
  });
  /** @type {Promise<string | null>} */
  const ended = new Promise((resolve) => {
    socket.setTimeout(limit, () => resolve(`${host} did not answer within ${limit / 1000} seconds`));
    socket.on('connect', () => resolve(null));
    socket.on('error', (error) => {
      const code = 'code' in error ? String(error.code) : error.message;
      resolve(`${host} could not be reached (${code})`);
    });
  });
  return ended.finally(() => socket.destroy());
}

/** The bytes of all files below a folder; what goes away meanwhile counts as nothing. @param {string} folder @returns {number} */
function bytesBelow(folder) {
  try {
    return readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .map((name) => statSync(join(folder, name), { throwIfNoEntry: false }))
      .reduce((sum, stats) => sum + (stats?.isFile() ? stats.size : 0), 0);
  } catch {
    return 0;
  }
}

/** What the installer says, by what it means. @type {readonly (readonly [RegExp, (match: RegExpExecArray) => string])[]} */
const installerWords = [
  [/did not match expected checksum/i, () => 'what was sent is not the program that this version names'],
  [/No checksum found/i, () => 'there is no checksum for this system'],
  [/Response code (\d{3})/, (match) => `the answer was ${match[1]}`],
  [/native binding|ERR_DLOPEN_FAILED|GLIBC/i, () => 'its unpacker does not run on this system'],
  [/\b(ENOSPC|EDQUOT)\b/, () => 'the disk is full'],
  [
    /\b(EACCES|EPERM|EROFS)\b/,
    (match) => `this account may not write to the folder of Netready (${match[1]})`,
  ],
  [/fetch failed|terminated|\b(ECONNRESET|UND_ERR\w*)\b/, () => 'the connection failed'],
  [/does not have a published|not available on platform/i, () => 'there is none for this system'],
];

/** @param {string} said @param {number | null} code */
function installerFailure(said, code) {
  for (const [form, words] of installerWords) {
    const match = form.exec(said);
    if (match !== null) return words(match);
  }
  const line = said.split('\n').find((each) => /error/i.test(each));
  return line === undefined ? `the installer ended with code ${code}` : line.trim().slice(0, 200);
}

/**
 * The environment of the installer: proxies count, checksums are those of the package, and what it fetches lies where
 * its growth can be watched.
 * @param {Environment} environment
 * @param {string | null} proxy
 * @param {string} folder
 */
function installerEnvironment(environment, proxy, folder) {
  const kept = Object.entries(environment).filter(
    ([name]) => !uncheckedVariables.includes(name.toLowerCase()),
  );
  return {
    ...Object.fromEntries(kept),
    ...(proxy === null
      ? {}
      : { HTTP_PROXY: proxy, HTTPS_PROXY: proxy, http_proxy: proxy, https_proxy: proxy }),
    ELECTRON_GET_USE_PROXY: '1',
    NODE_USE_ENV_PROXY: '1',
    ELECTRON_GET_NO_PROGRESS: '1',
    TMPDIR: folder,
    TEMP: folder,
    TMP: folder,
  };
}

/**
 * Runs the package's own installer, as long as something happens.
 * @param {string} root
 * @param {Environment} environment
 * @param {string | null} proxy
 * @param {Limits} limits
 * @param {(bytes: number) => void} onProgress
 * @returns {Promise<string | null>} why it failed; null when it has not
 */
async function runInstaller(root, environment, proxy, limits, onProgress) {
  const folder = mkdtempSync(join(tmpdir(), 'netready-electron-'));
  const installed = join(root, 'node_modules', 'electron');
  const child = spawn(process.execPath, [join(installed, 'install.js')], {
    cwd: root,
    env: installerEnvironment(environment, proxy, folder),
    stdio: ['ignore', 'ignore', 'pipe'],
    windowsHide: true,
  });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text) => {
    said = `${said}${text}`.slice(0, 20_000);
  });
  /** @type {string | null} */
  let stopped = null;
  const begun = Date.now();
  let seen = { bytes: -1, at: begun };
  const watch = setInterval(() => {
    const now = Date.now();
    const fetched = bytesBelow(folder);
    const bytes = fetched + bytesBelow(join(installed, 'dist'));
    if (bytes !== seen.bytes) seen = { bytes, at: now };
    onProgress(fetched);
    if (now - seen.at > limits.silence) stopped = `nothing came for ${limits.silence / 1000} seconds`;
    else if (now - begun > limits.all) stopped = `it was not there after ${limits.all / 1000} seconds`;
    if (stopped !== null) child.kill('SIGKILL');
  }, limits.look);
  const stop = () => {
    child.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
    process.exit(130);
  };
  process.once('SIGINT', stop).once('SIGTERM', stop);
  try {
    /** @type {number | null} */
    const code = await new Promise((resolve, reject) => {
      child.on('error', reject);
      child.on('close', resolve);
    });
    if (stopped !== null) return stopped;
    return code === 0 ? null : installerFailure(said, code);
  } finally {
    clearInterval(watch);
    process.off('SIGINT', stop).off('SIGTERM', stop);
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Fetches the Electron program with the installer of the package `electron`, which knows its checksums. A host that says
 * nothing, or too little, is given up.
 * @param {string} root the project's folder
 * @param {Environment} environment
 * @param {{ limits?: Limits, onProgress?: (bytes: number) => void }} [setting]
 * @returns {Promise<string | null>} why it is not there, without a full stop; null when it is
 */
export async function fetchElectron(
  root,
  environment,
  { limits = usualLimits, onProgress = () => undefined } = {},
) {
  const source = electronSource(environment);
  if (source === null) return 'the address of its mirror is none';
  const unreachable = await whyUnreachable(source.proxy ?? source.url, limits.connect);
  if (unreachable !== null) return unreachable;
  const failure = await runInstaller(root, environment, source.proxy, limits, onProgress);
  if (failure !== null) return `${source.host}: ${failure}`;
  rmSync(failureFile(root), { force: true });
  return existsSync(join(root, 'node_modules', 'electron', 'path.txt'))
    ? null
    : 'the installer left no program';
}
