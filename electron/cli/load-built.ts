import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Script } from 'node:vm';
import { readCode } from '../core/base/compiled-code.ts';
import { underUsualFlags } from '../core/base/given-flags.ts';

/** A file of the build; what has been compiled of it is let go of here, or it would stay in the memory. */
function readScript(filename: string): Script {
  const { text, compiled } = readCode(filename, (path) => readFileSync(path));
  return underUsualFlags(() => new Script(text, { filename, cachedData: compiled }));
}

/**
 * Runs a file of the build and, as they are asked for, the others of its folder. What the build has compiled of them is used
 * where it was made by this very Node; else they are compiled anew. Node's own `require` would compile each, and look for it
 * in several places before.
 * @param folder where they all lie; they name each other as `./name`
 * @returns what the file exports
 */
export function loadBuilt(folder: string, name: string): unknown {
  const requireOther = createRequire(join(folder, name));
  const modules = new Map<string, { readonly exports: unknown }>();
  const load = (own: string): unknown => {
    const known = modules.get(own);
    if (known !== undefined) return known.exports;
    const module = { exports: {} };
    modules.set(own, module);
    const filename = join(folder, own);
    const require = (from: string): unknown =>
      from.startsWith('./') ? load(from.slice(2)) : requireOther(from);
    try {
      readScript(filename).runInThisContext()(module.exports, require, module, filename, folder);
    } catch (error) {
      // Whoever asks next is told the same, and not given what there is of it.
      modules.delete(own);
      throw error;
    }
    return module.exports;
  };
  return load(name);
}
