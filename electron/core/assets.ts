import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The files that the programs read at run time; the build copies them to `dist/assets`. */
export type AssetName = 'Inter-Regular.ttf' | 'Inter-SemiBold.ttf' | 'JetBrainsMono-Regular.ttf';

/**
 * The path of an asset. A bundled program finds `assets` beside itself; the same code run from its source finds
 * the folder that the build has filled.
 */
export function assetPath(name: AssetName): string {
  const here = dirname(fileURLToPath(import.meta.url));
  const beside = join(here, 'assets', name);
  return existsSync(beside) ? beside : join(here, '..', '..', 'dist', 'assets', name);
}
