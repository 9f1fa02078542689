import { readdir, readFile } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';

const specifier = /(?:\bfrom|\bimport)\s*\(?\s*'(\.[^']+)'/g;

/** The files under some folders, from the project's root, with forward slashes. @param {string} root @param {string} folder @returns {Promise<string[]>} */
export async function filesUnder(root, folder) {
  const path = join(root, folder);
  const names = await readdir(path, { recursive: true }).catch((error) => {
    if (error.code === 'ENOTDIR') return [''];
    throw error;
  });
  return names
    .map((name) => relative(root, join(path, name)).split(sep).join('/'))
    .filter((name) => /\.tsx?$/.test(name) && !name.endsWith('.d.ts'))
    .sort();
}

/**
 * How many imports lie between test files and what they import, directly or through others.
 * @param {string} root the project's folder
 * @param {readonly string[]} tests
 * @returns {Promise<Map<string, Map<string, number>>>} for each test the files that it reaches, with their distance
 */
export async function importsOf(root, tests) {
  /** @type {Map<string, Promise<string[]>>} */
  const known = new Map();
  /** @param {string} file @returns {Promise<string[]>} */
  const read = async (file) => {
    const text = await readFile(join(root, file), 'utf8').catch(() => '');
    const names = [...text.matchAll(specifier)].map(([, name = '']) => name);
    return names.map((name) =>
      relative(root, resolve(root, dirname(file), name))
        .split(sep)
        .join('/'),
    );
  };
  /** @param {string} file */
  const directly = (file) => {
    const imports = known.get(file) ?? read(file);
    known.set(file, imports);
    return imports;
  };
  /** @type {Map<string, Map<string, number>>} */
  const all = new Map();
  for (const test of tests) {
    const distances = new Map([[test, 0]]);
    for (const [file, distance] of distances)
      for (const next of await directly(file)) if (!distances.has(next)) distances.set(next, distance + 1);
    all.set(test, distances);
  }
  return all;
}
