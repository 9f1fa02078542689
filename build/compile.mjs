import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { Script } from 'node:vm';
import { runnerImport } from 'vite';

/**
 * A text compiled with all its functions, and not only with those that run at once. The flag is back before anything else can
 * run: V8 takes what was compiled for what its own flags would give.
 * @param {string} text
 * @param {string} filename
 */
function compiled(text, filename) {
  setFlagsFromString('--no-lazy');
  try {
    return new Script(text, { filename });
  } finally {
    setFlagsFromString('--lazy');
  }
}

/**
 * Writes beside files in CommonJS what V8 compiles them to, for a start with the same Node on the same system.
 * @param {string} root the project's folder
 * @param {readonly string[]} paths
 */
export async function compileFiles(root, paths) {
  const { module } = await runnerImport(join(root, 'electron/core/base/compiled-code.ts'), {
    root,
    configFile: false,
    logLevel: 'warn',
  });
  for (const path of paths) {
    const script = compiled(module.asFunction(await readFile(path, 'utf8')), path);
    await writeFile(module.compiledName(path), script.createCachedData());
  }
}
