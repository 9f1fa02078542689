import { readdir, readFile, writeFile } from 'node:fs/promises';
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
 * Writes beside each file in CommonJS of a folder what V8 compiles it to, for a start with the same Node.
 * @param {string} root the project's folder
 * @param {string} folder
 */
export async function compileFolder(root, folder) {
  const { module } = await runnerImport(join(root, 'electron/cli/load-built.ts'), {
    root,
    configFile: false,
    logLevel: 'warn',
  });
  for (const name of (await readdir(folder)).filter((file) => file.endsWith('.cjs'))) {
    const path = join(folder, name);
    const script = compiled(module.asFunction(await readFile(path, 'utf8')), path);
    await writeFile(module.compiledName(path), script.createCachedData());
  }
}
