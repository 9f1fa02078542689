import { createHash } from 'node:crypto';
import { chmod, copyFile, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, extname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';
import packageJson from '../package.json' with { type: 'json' };
import { bundleProgram } from './bundle-program.mjs';
import { compileFiles } from './compile.mjs';
import { constantsOnly } from './constants-only.mjs';
import { lazyRequires } from './lazy-requires.mjs';
import { createLicenceCollector, writeLicences } from './licences.mjs';
import { buildRenderer } from './renderer.vite.mjs';
import { npmComponents, writeSbom } from './sbom.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const require = createRequire(import.meta.url);
const licences = createLicenceCollector();

/** Files that the programs read at run time: font files with their licences. */
/** @type {readonly (readonly [from: string, to: string])[]} */
const assets = [
  ['@expo-google-fonts/inter/400Regular/Inter_400Regular.ttf', 'assets/Inter-Regular.ttf'],
  ['@expo-google-fonts/inter/600SemiBold/Inter_600SemiBold.ttf', 'assets/Inter-SemiBold.ttf'],
  ['@expo-google-fonts/inter/LICENSE_FONT', 'assets/Inter-LICENSE.txt'],
  [
    '@expo-google-fonts/jetbrains-mono/400Regular/JetBrainsMono_400Regular.ttf',
    'assets/JetBrainsMono-Regular.ttf',
  ],
  ['@expo-google-fonts/jetbrains-mono/LICENSE_FONT', 'assets/JetBrainsMono-LICENSE.txt'],
  ['@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf', 'assets/NotoSansSC-Regular.ttf'],
  ['@expo-google-fonts/noto-sans-sc/LICENSE_FONT', 'assets/NotoSansSC-LICENSE.txt'],
  ['@expo-google-fonts/noto-sans-kr/400Regular/NotoSansKR_400Regular.ttf', 'assets/NotoSansKR-Regular.ttf'],
  ['@expo-google-fonts/noto-sans-kr/LICENSE_FONT', 'assets/NotoSansKR-LICENSE.txt'],
  [
    '@expo-google-fonts/noto-sans-hebrew/400Regular/NotoSansHebrew_400Regular.ttf',
    'assets/NotoSansHebrew-Regular.ttf',
  ],
  ['@expo-google-fonts/noto-sans-hebrew/LICENSE_FONT', 'assets/NotoSansHebrew-LICENSE.txt'],
  [
    '@expo-google-fonts/ibm-plex-sans-arabic/400Regular/IBMPlexSansArabic_400Regular.ttf',
    'assets/IBMPlexSansArabic-Regular.ttf',
  ],
  ['@expo-google-fonts/ibm-plex-sans-arabic/LICENSE_FONT', 'assets/IBMPlexSansArabic-LICENSE.txt'],
  [
    '@expo-google-fonts/noto-sans-thai/400Regular/NotoSansThai_400Regular.ttf',
    'assets/NotoSansThai-Regular.ttf',
  ],
  ['@expo-google-fonts/noto-sans-thai/LICENSE_FONT', 'assets/NotoSansThai-LICENSE.txt'],
  [
    '@expo-google-fonts/noto-sans-devanagari/400Regular/NotoSansDevanagari_400Regular.ttf',
    'assets/NotoSansDevanagari-Regular.ttf',
  ],
  ['@expo-google-fonts/noto-sans-devanagari/LICENSE_FONT', 'assets/NotoSansDevanagari-LICENSE.txt'],
];

/** The Content-Type of each kind of file that a page may consist of. A kind that is missing here stops the build. */
const contentTypes = new Map([
  ['.html', 'text/html; charset=utf-8'],
  ['.js', 'text/javascript; charset=utf-8'],
  ['.mjs', 'text/javascript; charset=utf-8'],
  ['.css', 'text/css; charset=utf-8'],
  ['.json', 'application/json'],
  ['.svg', 'image/svg+xml'],
  ['.png', 'image/png'],
  ['.woff2', 'font/woff2'],
  ['.woff', 'font/woff'],
  ['.ttf', 'font/ttf'],
  ['.wasm', 'application/wasm'],
  ['.txt', 'text/plain; charset=utf-8'],
]);

/**
 * Copies the files that the programs read at run time.
 * @param {string} dist
 */
export async function copyAssets(dist) {
  await mkdir(join(dist, 'assets'), { recursive: true });
  for (const [from, to] of assets) {
    const [scope, name, ...rest] = from.split('/');
    const folder = dirname(require.resolve(`${scope}/${name}/package.json`));
    await copyFile(join(folder, ...rest), join(dist, to));
    licences.add(folder);
  }
}

/**
 * What has a file of its own: the schemas of answers, which would lie beside what commands use that read no report. Making
 * them takes an eighth of such a command.
 */
const answers = {
  name: 'result',
  test: /shared\/(?:catalogue\/parameter-schema|probe\/(?:rehearsal-view|fact)|run\/result)\.ts$/,
};

/**
 * The command `netready`: what starts, and in `cli/` what it and each command load, compiled ahead. In CommonJS, of which
 * many files are loaded sooner than as many modules.
 * @param {string} dist
 */
async function bundleCommand(dist) {
  const format = /** @type {const} */ ('cjs');
  const folder = join(dist, 'cli');
  const start = { format, entryFileNames: 'cli.cjs', banner: '#!/usr/bin/env node' };
  await bundleProgram(root, dist, 'electron/cli/start.ts', { build: { rolldownOptions: { output: start } } });
  await chmod(join(dist, 'cli.cjs'), 0o755);
  const output = {
    format,
    codeSplitting: { includeDependenciesRecursively: false, groups: [answers] },
    entryFileNames: 'index.cjs',
    chunkFileNames: '[name]-[hash].cjs',
  };
  await bundleProgram(root, folder, 'electron/cli/index.ts', {
    plugins: [licences.plugin(), lazyRequires()],
    build: { rolldownOptions: { output } },
  });
  const files = (await readdir(folder)).filter((name) => name.endsWith('.cjs'));
  await compileFiles(
    root,
    files.map((name) => join(folder, name)),
  );
}

/** The programs of the threads in which reports are verified and drawn, by their sources. */
const threadPrograms = { 'thread.cjs': 'thread-entry.ts', 'quick-thread.cjs': 'quick-thread-entry.ts' };
/** @typedef {keyof typeof threadPrograms} ThreadProgram */

/**
 * A program of threads, for every host. Its code is handed over as text, which Node takes for CommonJS. It is a second copy
 * of what the program has, so it is made small.
 * @param {string} dist
 * @param {ThreadProgram} program
 * @param {import('vite').BuildOptions} [more] what is asked of the build beside that
 */
export async function bundleThread(dist, program, more = {}) {
  const output = { entryFileNames: program, format: /** @type {const} */ ('cjs') };
  const built = await bundleProgram(root, dist, `electron/core/verify/${threadPrograms[program]}`, {
    plugins: [licences.plugin()],
    build: { minify: true, ...more, rolldownOptions: { output } },
  });
  if (more.watch === undefined) await compileFiles(root, [join(dist, program)]);
  return built;
}

/**
 * The desktop program. Electron itself is the only thing that stays outside.
 * @param {string} dist
 */
async function bundleMain(dist) {
  await bundleProgram(root, dist, 'electron/main/index.ts', {
    ssr: { external: ['electron'] },
    plugins: [licences.plugin()],
    build: { rolldownOptions: { external: ['electron'], output: { entryFileNames: 'main.mjs' } } },
  });
}

/**
 * The preload: a sandboxed one must be a single CommonJS file. Of the contract it carries names only.
 * @param {string} dist
 */
async function bundlePreload(dist) {
  await bundleProgram(root, dist, 'electron/preload/wizard.ts', {
    ssr: { external: ['electron'] },
    plugins: [
      licences.plugin(),
      constantsOnly(root, {
        'shared/contract/operations.ts': ['operationNames'],
        'shared/errors/codes.ts': ['errorTexts'],
      }),
    ],
    build: {
      minify: true,
      rolldownOptions: { external: ['electron'], output: { entryFileNames: 'preload.cjs', format: 'cjs' } },
    },
  });
}

/** Text of the page that is worth packing; fonts and pictures are packed already. The page itself gets a nonce each time. */
const packable = new Set(['.js', '.mjs', '.css', '.svg', '.json', '.txt']);

/** Nearly the least size (11 takes ten times as long for a twentieth less). */
const packing = { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } };

/**
 * Names in the page the digest of each file that it begins with (Subresource Integrity, section 3.5).
 * @param {string} folder of the page
 */
async function sealPage(folder) {
  const file = join(folder, 'index.html');
  const html = await readFile(file, 'utf8');
  const named = [...html.matchAll(/ (?:src|href)="\.\/([^"]+)"/g)];
  const sealed = await named.reduce(async (before, [attribute, name]) => {
    const digest = createHash('sha384').update(await readFile(join(folder, String(name))));
    return (await before).replace(attribute, `${attribute} integrity="sha384-${digest.digest('base64')}"`);
  }, Promise.resolve(html));
  await writeFile(file, sealed);
}

/**
 * Packs a file of the page, and keeps it only so.
 * @param {string} path
 * @param {Buffer} bytes
 */
async function pack(path, bytes) {
  await writeFile(`${path}.br`, await promisify(brotliCompress)(bytes, packing));
  await rm(path);
}

/**
 * Writes the exact list of the page's files, from which alone the hosts serve them, and packs those that are worth it.
 * @param {string} dist
 */
export async function listRenderer(dist) {
  const folder = join(dist, 'renderer');
  await sealPage(folder);
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
  const files = await Promise.all(
    paths.sort().map(async (path) => {
      const type = contentTypes.get(extname(path));
      if (type === undefined) throw new Error(`${path} has no known content type.`);
      const bytes = await readFile(path);
      const packed = packable.has(extname(path));
      if (packed) await pack(path, bytes);
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      return { path: `/${relative(folder, path).split(sep).join('/')}`, sha256, type, packed };
    }),
  );
  await writeFile(join(dist, 'renderer-manifest.json'), `${JSON.stringify(files, null, 2)}\n`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const dist = resolve(process.argv[2] ?? join(root, 'dist'));
  await rm(dist, { recursive: true, force: true });
  await copyAssets(dist);
  await Promise.all([
    bundleCommand(dist),
    bundleThread(dist, 'thread.cjs'),
    bundleThread(dist, 'quick-thread.cjs'),
    bundleMain(dist),
    bundlePreload(dist),
    buildRenderer(root, join(dist, 'renderer'), [licences.plugin()]),
  ]);
  await listRenderer(dist);
  const packages = await licences.packages();
  await writeLicences(dist, packages);
  await writeSbom(join(dist, 'sbom.cdx.json'), packageJson, await npmComponents(root, packages));
}
