import { readdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';

/**
 * @typedef {object} BundledPackage
 * @property {string} folder where it is installed
 * @property {string} name
 * @property {string} version
 * @property {string} licence an SPDX expression
 * @property {string} text the licence as the package carries it
 */

/** The licences under which a library may go into the programs. Another one needs a decision, so it stops the build. */
const accepted = new Set([
  'MIT',
  'ISC',
  '0BSD',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'Apache-2.0',
  'OFL-1.1',
  'MIT AND OFL-1.1',
  '(MIT AND Zlib)',
]);

/** What the package.json of a package leaves out. Each was looked at in its published files. */
const statedElsewhere = new Map([['png-js@2.0.0', 'MIT']]);

/** Packages that state the MIT licence in package.json alone, with who holds the copyright according to their authors. */
const withoutText = new Map([
  ['brotli@1.3.3', 'Copyright (c) Devon Govett and the authors of Brotli'],
  ['dfa@1.2.0', 'Copyright (c) Devon Govett'],
  ['fontkit@2.0.4', 'Copyright (c) Devon Govett'],
]);

const mitTerms = `Permission is hereby granted, free of charge, to any person obtaining a copy of this software and
associated documentation files (the "Software"), to deal in the Software without restriction, including without
limitation the rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software,
and to permit persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the
Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE
WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR
COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR
OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.`;

/** Where vite's licence goes on to libraries inside vite itself, of which nothing gets into the programs. */
const viteOwnDependencies = '\n# Licenses of bundled dependencies';

const fromVite = createRequire(createRequire(import.meta.url).resolve('vite/package.json'));

/** The bundlers put small helpers of their own into what they write, under these names. @type {(id: string) => string | null} */
function bundlerFolder(id) {
  const name = /^\0(vite|rolldown)\//.exec(id)?.[1];
  return name === undefined ? null : dirname(fromVite.resolve(`${name}/package.json`)).replaceAll('\\', '/');
}

/** @type {(id: string) => string | null} */
function packageFolder(id) {
  const path = id.replace(/^\0/, '').replace(/\?.*$/, '').replaceAll('\\', '/');
  return /^(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1] ?? null;
}

/** @type {(folder: string) => Promise<string | null>} */
async function licenceText(folder) {
  const names = (await readdir(folder))
    .filter((name) => /^(licen[cs]e|copying|notice|ofl)/i.test(name))
    .sort();
  const texts = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
  return texts.length === 0
    ? null
    : texts.map((text) => text.replaceAll('\r\n', '\n').split(viteOwnDependencies)[0]?.trim()).join('\n\n');
}

/**
 * @param {string} folder
 * @returns {Promise<BundledPackage>}
 */
async function readPackage(folder) {
  const { name, version, license } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  const id = `${name}@${version}`;
  const licence = license ?? statedElsewhere.get(id);
  if (!accepted.has(licence)) throw new Error(`${id} has the licence ${licence}, which is not accepted.`);
  const holder = withoutText.get(id);
  const text = (await licenceText(folder)) ?? (holder === undefined ? null : `${holder}\n\n${mitTerms}`);
  if (text === null) throw new Error(`${id} carries no text of its licence.`);
  return { folder, name, version, licence, text };
}

/**
 * Collects the packages that really are in the programs: those of which a module was written out, and those whose
 * styles or files were.
 * `plugin` makes a plugin for one build, `add` names a folder of files.
 * @returns {{ plugin: () => import('vite').Plugin, add: (folder: string) => void, packages: () => Promise<BundledPackage[]> }}
 */
export function createLicenceCollector() {
  /** @type {Set<string>} */
  const folders = new Set();
  /** @type {(id: string) => void} */
  const addModule = (id) => {
    const folder = bundlerFolder(id) ?? packageFolder(id);
    if (folder !== null) folders.add(folder);
  };
  return {
    plugin: () => {
      let base = '';
      return {
        name: 'collect-licences',
        configResolved: ({ root }) => {
          base = root;
        },
        generateBundle(_options, bundle) {
          for (const file of Object.values(bundle))
            if (file.type === 'asset')
              for (const name of file.originalFileNames) addModule(resolve(base, name));
            else
              for (const [id, { renderedLength }] of Object.entries(file.modules))
                if (renderedLength > 0) addModule(id);
        },
      };
    },
    add: (folder) => folders.add(folder.replaceAll('\\', '/')),
    packages: async () => {
      const all = await Promise.all([...folders].map(readPackage));
      return all.sort((a, b) => (`${a.name}@${a.version}` < `${b.name}@${b.version}` ? -1 : 1));
    },
  };
}

const rule = '-'.repeat(78);

/**
 * Writes `THIRD-PARTY-LICENSES.txt`: every library and font inside the programs, with its licence.
 * @param {string} dist
 * @param {readonly BundledPackage[]} packages
 */
export async function writeLicences(dist, packages) {
  const parts = packages.map(
    ({ name, version, licence, text }) => `${rule}\n${name} ${version} (${licence})\n${rule}\n\n${text}\n`,
  );
  const head = 'Netready contains the following libraries and fonts, each under its own licence.\n';
  await writeFile(join(dist, 'THIRD-PARTY-LICENSES.txt'), [head, ...parts].join('\n'));
}
