import { promisify } from 'node:util';
import { brotliDecompress } from 'node:zlib';
import {
  noncePlaceholder,
  type PageFile,
  pageIndex,
  pageManifestSchema,
} from '../../shared/contract/page.ts';
import { AppError } from '../../shared/errors/app-error.ts';
import type { BuiltFiles } from '../core/base/built-files.ts';
import { sha256Hex } from '../core/base/sha256.ts';

/** One file of the built page in memory, with its Content-Type. */
export type PageAsset = {
  readonly type: string;
  readonly bytes: Buffer;
  /** The same packed (Brotli); null where that saves nothing. */
  readonly brotli: Buffer | null;
  /** Whether the file is named after its content, so that a browser may keep it. */
  readonly isKept: boolean;
};

/** The folder in which the build names each file after its content. */
const namedByContent = '/assets/';

/** The largest file of the page, in bytes, unpacked. */
const maxAssetBytes = 16 * 1024 * 1024;
const unpack = promisify(brotliDecompress);

/** The built page: exactly these paths exist, compared as text. `/` is the page itself. */
export type PageAssets = ReadonlyMap<string, PageAsset>;

const damaged = (cause?: unknown): AppError =>
  new AppError('internal', 'The files of the wizard are missing or damaged; install Netready again.', {
    cause,
  });

async function readAsset(files: BuiltFiles, { path, sha256, type, packed }: PageFile): Promise<PageAsset> {
  const brotli = packed ? await files(`renderer${path}.br`) : null;
  const bytes =
    brotli === null
      ? await files(`renderer${path}`)
      : await unpack(brotli, { maxOutputLength: maxAssetBytes });
  if (sha256Hex(bytes) !== sha256) throw damaged();
  return { type, bytes, brotli, isKept: path.startsWith(namedByContent) };
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
