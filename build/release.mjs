import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import packageJson from '../package.json' with { type: 'json' };
import { buildDebian } from './debian.mjs';
import { nodeLicence, nodePackages } from './node-program.mjs';
import { assertDecided, owner } from './owner.mjs';
import { pack } from './pack.mjs';
import { buildRpm } from './rpm.mjs';
import { npmPurl, writeSbom } from './sbom.mjs';
import { buildSingle, singleName } from './single.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

/** @typedef {import('./sbom.mjs').Component} Component */

/** @type {(path: string) => Promise<string>} */
const sha256Of = async (path) =>
  createHash('sha256')
    .update(await readFile(path))
    .digest('hex');

/** @type {(folder: string) => Promise<string[]>} */
async function filesBelow(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => relative(folder, join(parentPath, name)).split(sep).join('/'))
    .sort();
}

/**
 * Writes SHA256SUMS over every file of a folder, in the form that `sha256sum --check` reads.
 * @param {string} folder
 */
export async function writeSums(folder) {
  const names = (await filesBelow(folder)).filter((name) => name !== 'SHA256SUMS');
  const lines = await Promise.all(
    names.map(async (name) => `${await sha256Of(join(folder, name))}  ${name}\n`),
  );
  await writeFile(join(folder, 'SHA256SUMS'), lines.join(''));
}

/** The time that files in packages get: that of the last change, so that the same sources give the same packages. */
function sourceSeconds() {
  const given = process.env['SOURCE_DATE_EPOCH'];
  if (given !== undefined) return Number(given);
  const { stdout, status } = spawnSync('git', ['log', '-1', '--format=%ct'], { cwd: root, encoding: 'utf8' });
  if (status !== 0) throw new Error('Set SOURCE_DATE_EPOCH: the time of the last change is not known here.');
  return Number(stdout);
}

/** @type {(name: 'linux-x64' | 'win-x64') => Component} */
function nodeComponent(target) {
  const { name, version, integrity } = nodePackages[target];
  const sha512 = Buffer.from(integrity.slice('sha512-'.length), 'base64').toString('hex');
  return { name, version, licence: 'MIT', purl: npmPurl(name, version), sha512 };
}

/**
 * The licences of what the single-file programs contain: the libraries and fonts, and the Node of each.
 * @param {string} dist
 */
async function allLicences(dist) {
  const inside = await readFile(join(dist, 'THIRD-PARTY-LICENSES.txt'), 'utf8');
  const licence = await nodeLicence();
  const around = /** @type {const} */ (['linux-x64', 'win-x64']).map(
    (target) => `Node.js ${nodePackages[target].version}, in ${singleName(target)}\n\n${licence}`,
  );
  return [inside, ...around].join('\n');
}

/**
 * Writes one bill of materials for each kind of program: the libraries inside it, and the Node or Electron around them.
 * @param {string} dist
 * @param {string} folder
 */
export async function writeSboms(dist, folder) {
  const bom = JSON.parse(await readFile(join(dist, 'sbom.cdx.json'), 'utf8'));
  /** @type {Component[]} */
  const inside = bom.components.map((/** @type {any} */ { name, version, licenses, purl, hashes }) => ({
    name,
    version,
    licence: licenses[0].expression ?? licenses[0].license.id,
    purl,
    sha512: hashes[0].content,
  }));
  const electron = packageJson.devDependencies.electron;
  const around = {
    'linux-x64': nodeComponent('linux-x64'),
    'win-x64': nodeComponent('win-x64'),
    desktop: { name: 'electron', version: electron, licence: 'MIT', purl: npmPurl('electron', electron) },
  };
  for (const [kind, component] of Object.entries(around))
    await writeSbom(join(folder, `netready-${packageJson.version}-${kind}.cdx.json`), packageJson, [
      ...inside,
      component,
    ]);
}

/**
 * Builds what can be built here into a folder. Desktop packages need Electron and the tools of their kind, so they are
 * built only when they are asked for: `--desktop --linux`, `--desktop --win --mac`.
 * @param {string} folder emptied first
 * @param {readonly string[] | null} desktop arguments for electron-builder, or null for no desktop package
 */
export async function release(folder, desktop) {
  assertDecided(owner, process.env);
  const dist = join(root, 'dist');
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  for (const target of /** @type {const} */ (['linux-x64', 'win-x64']))
    await buildSingle(target, dist, folder);
  const licences = join(folder, 'THIRD-PARTY-LICENSES.txt');
  await writeFile(licences, await allLicences(dist));
  const single = join(folder, singleName('linux-x64'));
  if (process.platform === 'linux')
    for (const build of [buildDebian, buildRpm])
      await build({ single, licences, outDir: folder, seconds: sourceSeconds() });
  await writeSboms(dist, folder);
  if (desktop !== null) {
    const output = `-c.directories.output=${folder}`;
    if ((await pack([...desktop, output], process.env)).status !== 0)
      throw new Error('The desktop packages could not be built.');
    for (const entry of await readdir(folder, { withFileTypes: true }))
      if (entry.isDirectory() || /^builder-/.test(entry.name))
        await rm(join(folder, entry.name), { recursive: true });
  }
  await writeSums(folder);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [flag, ...rest] = process.argv.slice(2);
  if (flag !== undefined && flag !== '--desktop') throw new Error(`${flag} is not known; only --desktop is.`);
  const folder = resolve(root, 'release', packageJson.version);
  await release(folder, flag === undefined ? null : rest);
  console.log(await readFile(join(folder, 'SHA256SUMS'), 'utf8'));
}
