import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's folder. */
export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..');

/** The folder of the bundles under test; NETREADY_DIST names another than `dist`. */
const dist = resolve(root, process.env['NETREADY_DIST'] ?? 'dist');

/** The bundles under test, as the build has made them. */
export const bundles = {
  command: join(dist, 'cli.cjs'),
  main: join(dist, 'main.mjs'),
  preload: join(dist, 'preload.cjs'),
  manifest: join(dist, 'renderer-manifest.json'),
} as const;
