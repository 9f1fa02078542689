import { existsSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { workerData } from 'node:worker_threads';

/**
 * Reads a file that the build has made, by its path in `dist` with forward slashes. Where the files lie is nobody
 * else's business: beside the program, in the desktop's archive, or inside a single-file program. Rejects when there
 * is no such file.
 */
export type BuiltFiles = (path: string) => Promise<Buffer>;

/** The part of `node:sea` that gives a single-file program the files that were built into it. */
export type EmbeddedAssets = Pick<typeof import('node:sea'), 'isSea' | 'getAsset'>;

const pathIn = (folder: string, path: string): string => join(folder, ...path.split('/'));

/** The built files in a folder. */
export const builtFilesIn =
  (folder: string): BuiltFiles =>
  (path) =>
    readFile(pathIn(folder, path));

/** As `BuiltFiles`, but at once: for what is not to wait until its thread has nothing else to do. Throws when there is none. */
export type BuiltFilesAtOnce = (path: string) => Buffer;

/** The built files inside a single-file program, under the same paths. */
const embeddedFiles =
  ({ getAsset }: EmbeddedAssets): BuiltFilesAtOnce =>
  (path) =>
    Buffer.from(getAsset(path));

/** What a thread of this program is told, because its code was handed to it as text and lies nowhere. */
export type ThreadPlace = { readonly builtFolder: string };

const isThreadPlace = (told: unknown): told is ThreadPlace =>
  typeof told === 'object' && told !== null && 'builtFolder' in told && typeof told.builtFolder === 'string';

/**
 * A bundle lies in the folder that it belongs to, and what it loads later in a folder below; the same code run from its
 * source finds what the build has filled.
 */
export function builtFolder(): string {
  if (isThreadPlace(workerData)) return workerData.builtFolder;
  const here = dirname(fileURLToPath(import.meta.url));
  const own = [here, dirname(here)].find((folder) => existsSync(join(folder, 'assets')));
  return own ?? join(here, '..', '..', '..', 'dist');
}

const ownEmbeddedAssets = (): EmbeddedAssets | undefined => process.getBuiltinModule('node:sea');

/**
 * The built files of the running program.
 * @param sea Node's module for single-file programs; a Node without it, or a program in a folder, reads from the folder
 */
export function ownBuiltFiles(sea: EmbeddedAssets | undefined = ownEmbeddedAssets()): BuiltFiles {
  if (sea?.isSea() !== true) return builtFilesIn(builtFolder());
  const inside = embeddedFiles(sea);
  return async (path) => inside(path);
}

/** As `ownBuiltFiles`, but at once. */
export function ownBuiltFilesAtOnce(sea: EmbeddedAssets | undefined = ownEmbeddedAssets()): BuiltFilesAtOnce {
  if (sea?.isSea() === true) return embeddedFiles(sea);
  const folder = builtFolder();
  return (path) => readFileSync(pathIn(folder, path));
}
