import { spawnSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { devNull } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));

/**
 * @typedef {'linux x64' | 'win32 x64' | 'darwin arm64' | 'darwin x64'} Host a building machine, in Node's words
 * @typedef {{ purpose: string, ask: () => Promise<unknown> }} Need
 * @typedef {{ host: Host, purpose: string, place: string, sha256: string }} Archive `place` is below the cache folder
 */

/** @type {readonly Host[]} */
const hosts = ['linux x64', 'win32 x64', 'darwin arm64', 'darwin x64'];

/** It asks for its tool after its settings are written. */
const smallestDmg = {
  volumeName: 'volume',
  specification: {},
  packager: {
    getResource: async () => null,
    getTempFile: async () => devNull,
    info: { getWorkspaceRoot: async () => here },
  },
};

/**
 * What the targets that are built on a machine of each kind need, as questions to electron-builder.
 * @param {string} platform
 * @param {(path: string) => any} load a module of electron-builder by its path
 * @param {Readonly<Record<string, string>>} versions of toolsets, as `electron-builder.yml` chooses them
 * @returns {readonly Need[]}
 */
function needsOn(platform, load, versions) {
  const windows = load('app-builder-lib/out/toolsets/windows.js');
  const linux = load('app-builder-lib/out/toolsets/linux.js');
  const { x64 } = load('builder-util').Arch;
  const all = {
    compressing: () => load('app-builder-lib/out/toolsets/7zip.js').getPath7za(),
    'deb, rpm': () => linux.getFpmPath(),
    AppImage: () => linux.getAppImageTools(versions['appimage'], x64),
    'NSIS, portable': () => windows.getMakeNsisPath(versions['nsis']),
    'signing for Windows': () => windows.getSignToolPath(versions['winCodeSign'], platform === 'win32'),
    dmg: () => load('dmg-builder/out/dmgUtil.js').customizeDmg(smallestDmg),
  };
  /** @type {Readonly<Record<string, readonly (keyof typeof all)[]>>} */
  const built = {
    linux: ['compressing', 'deb, rpm', 'AppImage', 'NSIS, portable', 'signing for Windows'],
    win32: ['compressing', 'NSIS, portable', 'signing for Windows'],
    darwin: ['compressing', 'dmg'],
  };
  return (built[platform] ?? []).map((purpose) => ({ purpose, ask: all[purpose] }));
}

/**
 * Asks electron-builder's own code what it would download on one kind of machine. Downloads nothing. Changes what this
 * process takes for its system, so it runs in a process of its own.
 * @param {Host} host
 * @returns {Promise<readonly Archive[]>}
 */
async function archivesOn(host) {
  const require = createRequire(createRequire(import.meta.url).resolve('electron-builder/package.json'));
  const [platform = '', arch = ''] = host.split(' ');
  Object.defineProperty(process, 'platform', { value: platform });
  Object.defineProperty(process, 'arch', { value: arch });
  const settings = await readFile(join(here, 'electron-builder.yml'), 'utf8');
  const versions = Object.fromEntries(
    [...settings.matchAll(/^ {2}(appimage|nsis|winCodeSign): ([\d.]+)/gm)].map(([, key, value]) => [
      key,
      value,
    ]),
  );
  /** @type {string[][]} */
  const asked = [];
  const stopped = new Error('Recorded.');
  require('app-builder-lib/out/util/electronGet.js').downloadBuilderToolset = async (
    /** @type {any} */ options,
  ) => {
    const { releaseName, filenameWithExt, checksums } = options;
    asked.push([`${releaseName}/${filenameWithExt}`, checksums[filenameWithExt]]);
    throw stopped;
  };
  /** @type {Archive[]} */
  const archives = [];
  for (const { purpose, ask } of needsOn(platform, require, versions)) {
    await ask().catch((error) => {
      if (error !== stopped) throw error;
    });
    const [place, sha256] = asked.pop() ?? [];
    if (place === undefined || sha256 === undefined) throw new Error(`${purpose} needs nothing on ${host}.`);
    archives.push({ host, purpose, place, sha256 });
  }
  return archives;
}

/** @type {Readonly<Record<Host, string>>} */
const hostNames = {
  'linux x64': 'Linux',
  'win32 x64': 'Windows',
  'darwin arm64': 'macOS, Apple',
  'darwin x64': 'macOS, Intel',
};

/**
 * The table of RELEASE.md: every archive that electron-builder downloads for the targets of `electron-builder.yml`.
 * @returns {string} Markdown
 */
export function toolsetTable() {
  const archives = hosts.flatMap((host) => {
    const self = fileURLToPath(import.meta.url);
    const { stdout, stderr, status } = spawnSync(process.execPath, [self, host], { encoding: 'utf8' });
    if (status !== 0) throw new Error(`electron-builder could not be asked: ${stderr}`);
    return /** @type {Archive[]} */ (JSON.parse(stdout));
  });
  const rows = archives.map(
    ({ host, purpose, place, sha256 }) =>
      `| ${hostNames[host]} | ${purpose} | \`${place}\` | \`${sha256}\` |`,
  );
  return ['| built on | for | archive | SHA-256 |', '|---|---|---|---|', ...rows, ''].join('\n');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const host = hosts.find((name) => name === process.argv[2]);
  console.log(host === undefined ? toolsetTable() : JSON.stringify(await archivesOn(host)));
}
