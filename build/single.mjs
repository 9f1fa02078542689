import { spawnSync } from 'node:child_process';
import { chmod, copyFile, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import packageJson from '../package.json' with { type: 'json' };
import { bundleProgram } from './bundle-program.mjs';
import { writeIcons } from './icons.mjs';
import { nodeLicence, nodePackages, provideNodeProgram } from './node-program.mjs';
import { assertDecided, owner } from './owner.mjs';
import { withoutCertificate } from './pe-certificate.mjs';
import { signProgram } from './sign.mjs';
import { withResources } from './windows-resources.mjs';

/** It has no types of its own. @type {{ inject: (path: string, name: string, data: Buffer, options: { sentinelFuse: string }) => Promise<void> }} */
const { inject } = createRequire(import.meta.url)('postject');

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

/** The place in Node's program that says whether it carries another one: https://nodejs.org/api/single-executable-applications.html */
const sentinelFuse = 'NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2';

/** The name under which that program lies inside Node's. */
const resourceName = 'NODE_SEA_BLOB';

const rule = '-'.repeat(78);

/** @typedef {import('./node-program.mjs').Target} Target */

/** @type {Readonly<Record<Target, string>>} */
const endings = { 'linux-x64': '', 'win-x64': '.exe' };

/** @type {(target: Target) => string} */
export const singleName = (target) => `netready-${target}${endings[target]}`;

/**
 * The built files that go inside as they are, by the path under which the program asks for them.
 * @param {string} dist
 * @returns {Promise<Record<string, string>>}
 */
async function embedded(dist) {
  const entries = await readdir(dist, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .map((path) => /** @type {[string, string]} */ ([relative(dist, path).split(sep).join('/'), path]))
    .filter(([name]) => /^(assets|renderer)\/|^renderer-manifest\.json$|^(quick-)?thread\.cjs$/.test(name));
  return Object.fromEntries(paths.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/**
 * The licences of everything inside a single-file program: the libraries and fonts, and Node itself.
 * @param {Target} target
 * @param {string} dist
 */
async function singleLicences(target, dist) {
  const inside = await readFile(join(dist, 'THIRD-PARTY-LICENSES.txt'), 'utf8');
  return `${inside}\n${rule}\nNode.js ${nodePackages[target].version}\n${rule}\n\n${await nodeLicence()}`;
}

/**
 * Packs the program and its files into the form in which Node carries them. Node writes the path under which it is
 * given the program into the result, and compiles in an order that chance decides; hence a path without folders,
 * `--predictable`, and an environment without settings of Node.
 * @param {Target} target
 * @param {string} dist
 * @param {string} work a folder for what is made on the way
 */
async function prepareProgram(target, dist, work) {
  const output = { entryFileNames: 'cli.cjs', format: /** @type {const} */ ('cjs') };
  await bundleProgram(root, work, 'electron/cli/index.ts', { build: { rolldownOptions: { output } } });
  const licences = join(work, 'licences.txt');
  await writeFile(licences, await singleLicences(target, dist));
  const config = {
    main: 'cli.cjs',
    output: 'netready.blob',
    disableExperimentalSEAWarning: true,
    useSnapshot: false,
    // Compiled code fits only the system that it was compiled on.
    useCodeCache: target === 'linux-x64',
    execArgvExtension: 'none',
    assets: { ...(await embedded(dist)), 'THIRD-PARTY-LICENSES.txt': licences },
  };
  await writeFile(join(work, 'sea.json'), JSON.stringify(config));
  const builder = await provideNodeProgram('linux-x64');
  const sea = ['--predictable', '--experimental-sea-config', 'sea.json'];
  const { status, stderr } = spawnSync(builder, sea, { cwd: work, env: {}, encoding: 'utf8' });
  if (status !== 0) throw new Error(`Node could not prepare the program: ${stderr}`);
  return readFile(join(work, config.output));
}

/**
 * Turns the switch on by which Node looks for a program inside itself.
 * @param {Buffer} node changed
 * @throws Error when this Node has no such switch
 */
export function switchOn(node) {
  const at = node.indexOf(`${sentinelFuse}:0`);
  if (at < 0) throw new Error('This Node cannot carry a program.');
  node.write(':1', at + sentinelFuse.length, 'latin1');
}

/**
 * Node for Windows with the program inside, and with the icon and the properties of Netready instead of its own.
 * @param {Buffer} blob the prepared program
 * @param {string} company
 * @param {string} work a folder for what is made on the way
 */
async function windowsProgram(blob, company, work) {
  await writeIcons(join(work, 'icons'));
  const node = withoutCertificate(await readFile(await provideNodeProgram('win-x64')));
  switchOn(node);
  return withResources(node, {
    icon: await readFile(join(work, 'icons', 'icon.ico')),
    version: packageJson.version,
    texts: {
      CompanyName: company,
      ProductName: 'Netready',
      FileDescription: 'Netready command line',
      InternalName: 'netready',
      OriginalFilename: singleName('win-x64'),
      LegalCopyright:
        'Copyright (c) the Netready contributors. Contains Node.js and others; see their licences.',
    },
    data: { [resourceName]: blob },
  });
}

/**
 * Builds the command line as a single file that needs no Node: Node itself with the program and its files inside.
 * The same sources give the same bytes, in whatever folder they are built.
 * @param {Target} target
 * @param {string} dist the built files
 * @param {string} outDir the folder for the program
 * @param {{ who?: import('./owner.mjs').Owner, environment?: Readonly<Record<string, string | undefined>> }} [options]
 *   the environment says whether and how the program for Windows is signed
 * @returns {Promise<string>} the program's path
 * @throws Error when it would be signed while the owner is not decided
 */
export async function buildSingle(target, dist, outDir, { who = owner, environment = process.env } = {}) {
  assertDecided(who, environment);
  const work = await mkdtemp(join(tmpdir(), 'netready-single-'));
  try {
    const program = join(work, singleName(target));
    const blob = await prepareProgram(target, dist, work);
    if (target === 'win-x64') await writeFile(program, await windowsProgram(blob, who.name, work));
    else {
      await copyFile(await provideNodeProgram(target), program);
      await inject(program, resourceName, blob, { sentinelFuse });
    }
    await chmod(program, 0o755);
    if (target === 'win-x64') signProgram(program, environment);
    await mkdir(outDir, { recursive: true });
    const part = join(outDir, `.${singleName(target)}.part`);
    await copyFile(program, part);
    await rename(part, join(outDir, singleName(target)));
    return join(outDir, singleName(target));
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const outDir = resolve(process.argv[2] ?? join(root, 'release'));
  for (const target of /** @type {const} */ (['linux-x64', 'win-x64']))
    console.log(await buildSingle(target, join(root, 'dist'), outDir));
}
