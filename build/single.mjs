import { spawnSync } from 'node:child_process';
import { chmod, copyFile, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleProgram } from './bundle-program.mjs';
import { preparedBy, provideNodeProgram } from './node-program.mjs';
import { withoutCertificate } from './pe-certificate.mjs';
import { signProgram } from './sign.mjs';

/** It has no types of its own. @type {{ inject: (path: string, name: string, data: Buffer, options: { sentinelFuse: string }) => Promise<void> }} */
const { inject } = createRequire(import.meta.url)('postject');

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

/** The place in Node's program that says whether it carries another one: https://nodejs.org/api/single-executable-applications.html */
const sentinelFuse = 'NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2';

/** @typedef {import('./node-program.mjs').Target} Target */

/** @type {Readonly<Record<Target, string>>} */
const endings = { 'linux-x64': '', 'win-x64': '.exe' };

/** @type {(target: Target) => string} */
export const singleName = (target) => `netready-${target}${endings[target]}`;

/**
 * The built files that go inside, by the path under which the program asks for them.
 * @param {string} dist
 * @returns {Promise<Record<string, string>>}
 */
async function embedded(dist) {
  const entries = await readdir(dist, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .map((path) => /** @type {[string, string]} */ ([relative(dist, path).split(sep).join('/'), path]))
    .filter(([name]) =>
      /^(assets|renderer)\/|^(renderer-manifest\.json|THIRD-PARTY-LICENSES\.txt)$/.test(name),
    );
  return Object.fromEntries(paths.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/**
 * Builds the command line as a single file that needs no Node: Node itself with the program and its files inside.
 * @param {Target} target
 * @param {string} dist the built files
 * @param {string} outDir the folder for the program
 * @returns {Promise<string>} the program's path
 */
export async function buildSingle(target, dist, outDir) {
  const own = await provideNodeProgram(target);
  const builder = await provideNodeProgram(preparedBy[target]);
  const work = await mkdtemp(join(tmpdir(), 'netready-single-'));
  try {
    const output = { entryFileNames: 'cli.cjs', format: /** @type {const} */ ('cjs') };
    await bundleProgram(root, work, 'electron/cli/index.ts', { build: { rolldownOptions: { output } } });
    const config = {
      main: join(work, 'cli.cjs'),
      output: join(work, 'netready.blob'),
      disableExperimentalSEAWarning: true,
      useSnapshot: false,
      // Compiled code fits only the system that it was compiled on.
      useCodeCache: target === 'linux-x64',
      execArgvExtension: 'none',
      assets: await embedded(dist),
    };
    await writeFile(join(work, 'sea.json'), JSON.stringify(config));
    const sea = ['--experimental-sea-config', join(work, 'sea.json')];
    const { status, stderr } = spawnSync(builder, sea, { encoding: 'utf8' });
    if (status !== 0) throw new Error(`Node could not prepare the program: ${stderr}`);
    const program = join(work, singleName(target));
    if (target === 'win-x64') await writeFile(program, withoutCertificate(await readFile(own)));
    else await copyFile(own, program);
    await inject(program, 'NODE_SEA_BLOB', await readFile(config.output), { sentinelFuse });
    await chmod(program, 0o755);
    if (target === 'win-x64') signProgram(program, process.env);
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
