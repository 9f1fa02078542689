import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  noncePlaceholder,
  type PageFile,
  pageIndex,
  pageManifestSchema,
} from '../../shared/contract/page.ts';
import { AppError } from '../../shared/errors/app-error.ts';

/** One file of the built page in memory, with its Content-Type. */
export type PageAsset = { readonly type: string; readonly bytes: Buffer };

/** The built page: exactly these paths exist, compared as text. `/` is the page itself. */
export type PageAssets = ReadonlyMap<string, PageAsset>;

const manifestName = 'renderer-manifest.json';

/**
 * The folder with the built page. A bundled program finds it beside itself; the same code run from its source finds
 * the folder that the build has filled.
 */
export function builtPageFolder(): string {
  const here = dirname(fileURLToPath(import.meta.url));
  return existsSync(join(here, manifestName)) ? here : join(here, '..', '..', 'dist');
}

const damaged = (cause?: unknown): AppError =>
  new AppError('internal', 'The files of the wizard are missing or damaged; install Netready again.', {
    cause,
  });

async function readAsset(folder: string, { path, sha256, type }: PageFile): Promise<PageAsset> {
  const bytes = await readFile(join(folder, ...path.split('/')));
  if (createHash('sha256').update(bytes).digest('hex') !== sha256) throw damaged();
  return { type, bytes };
}

/**
 * Reads the built page into memory: what the manifest lists and the build has made, so that no request is ever turned
 * into a path of the file system.
 * @param distFolder the folder with `renderer-manifest.json` and `renderer`
 * @throws AppError `internal` when a file is missing or not the one that was built
 */
export async function readPageAssets(distFolder: string): Promise<PageAssets> {
  try {
    const text = await readFile(join(distFolder, manifestName), 'utf8');
    const files = pageManifestSchema.parse(JSON.parse(text));
    const folder = join(distFolder, 'renderer');
    const entries = await Promise.all(
      files.map(async (file) => [file.path, await readAsset(folder, file)] as const),
    );
    const page = new Map(entries).get(pageIndex);
    if (page?.bytes.includes(noncePlaceholder) !== true) throw damaged();
    return new Map([...entries.filter(([path]) => path !== pageIndex), ['/', page]]);
  } catch (error) {
    throw error instanceof AppError ? error : damaged(error);
  }
}
