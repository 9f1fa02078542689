import { join, normalize } from 'node:path';
import { runnerImport } from 'vite';

/**
 * Replaces modules by some of their values, computed while building. A small bundle can so use a list that a large
 * module derives, without carrying the libraries from which it is derived.
 * @param {string} root the folder from which the files are named
 * @param {Readonly<Record<string, readonly string[]>>} wanted the exports to keep of each file; all must be plain data
 * @returns {import('vite').Plugin}
 */
export function constantsOnly(root, wanted) {
  const names = new Map(
    Object.entries(wanted).map(([file, exports]) => [normalize(join(root, file)), exports]),
  );
  return {
    name: 'constants-only',
    enforce: 'pre',
    async load(id) {
      const exports = names.get(normalize(id));
      if (exports === undefined) return null;
      const { module } = await runnerImport(id, { root, configFile: false, logLevel: 'warn' });
      return exports.map((name) => `export const ${name} = ${JSON.stringify(module[name])};`).join('\n');
    },
  };
}
