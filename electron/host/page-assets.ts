import { createHash } from 'node:crypto';
import {
  noncePlaceholder,
  type PageFile,
  pageIndex,
  pageManifestSchema,
} from '../../shared/contract/page.ts';
import { AppError } from '../../shared/errors/app-error.ts';
import type { BuiltFiles } from '../core/base/built-files.ts';

/** One file of the built page in memory, with its Content-Type. */
export type PageAsset = { readonly type: string; readonly bytes: Buffer };

/** The built page: exactly these paths exist, compared as text. `/` is the page itself. */
export type PageAssets = ReadonlyMap<string, PageAsset>;

const damaged = (cause?: unknown): AppError =>
  new AppError('internal', 'The files of the wizard are missing or damaged; install Netready again.', {
    cause,
  });

async function readAsset(files: BuiltFiles, { path, sha256, type }: PageFile): Promise<PageAsset> {
  const bytes = await files(`renderer${path}`);
  if (createHash('sha256').update(bytes).digest('hex') !== sha256) throw damaged();
  return { type, bytes };
}

/**
 * Reads the built page into memory: what the manifest lists and the build has made, so that no request is ever turned
 * into a path of the file system.
 * @param files with `renderer-manifest.json` and `renderer`
 * @throws AppError `internal` when a file is missing or not the one that was built
 */
export async function readPageAssets(files: BuiltFiles): Promise<PageAssets> {
  try {
    const manifest = await files('renderer-manifest.json');
    const listed = pageManifestSchema.parse(JSON.parse(manifest.toString('utf8')));
    const entries = await Promise.all(
      listed.map(async (file) => [file.path, await readAsset(files, file)] as const),
    );
    const page = new Map(entries).get(pageIndex);
    if (page?.bytes.includes(noncePlaceholder) !== true) throw damaged();
    return new Map([...entries.filter(([path]) => path !== pageIndex), ['/', page]]);
  } catch (error) {
    throw error instanceof AppError ? error : damaged(error);
  }
}
