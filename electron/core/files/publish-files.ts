import { access, constants, link, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../../shared/errors/app-error.ts';
import { codeOf } from '../base/error-code.ts';
import { type FileBytes, partsOf } from './file-bytes.ts';
import { makeFolder } from './make-folder.ts';
import { temporaryPath } from './temporary.ts';
import { unwritable } from './unwritable.ts';
import { isWindowsFileName, windowsPathFault } from './windows-file-name.ts';

/** A file to be: its name without a folder, and its bytes. */
export type NewFile<B extends FileBytes = Uint8Array> = { readonly name: string; readonly bytes: B };

/** Refuses a folder of which a part has a name that Windows gives to something else. */
function refuseFolder(folder: string, system: NodeJS.Platform): void {
  const fault = system === 'win32' ? windowsPathFault(folder) : null;
  if (fault === null) return;
  const which = fault === folder ? '' : `, as "${fault}" in it`;
  throw new AppError(
    'output-unwritable',
    `Nothing can be written to ${folder}: Windows has no folder of that name${which}.`,
  );
}

/**
 * Makes a folder that files are to be written into, and what is missing above it.
 * @param system the operating system; Windows allows fewer names
 * @throws AppError `output-unwritable` when it cannot be made or written to, with the path and the reason
 */
export async function openFolder(folder: string, system: NodeJS.Platform = process.platform): Promise<void> {
  refuseFolder(folder, system);
  try {
    await makeFolder(folder);
    await access(folder, constants.W_OK);
  } catch (error) {
    throw error instanceof AppError ? error : unwritable(folder, error);
  }
}

async function writeTemporary(path: string, bytes: FileBytes): Promise<void> {
  const file = await open(path, 'wx', 0o644);
  try {
    for (const part of partsOf(bytes)) await file.writeFile(part);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** File systems without hard links (FAT, some network shares) refuse `link` with one of these. */
const linkless = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EINVAL', 'EISDIR', 'UNKNOWN']);

/** What may differ from this machine's own. */
export type FileSystem = {
  /** The operating system; Windows allows fewer names. */
  readonly system: NodeJS.Platform;
  /** Gives a file a second name, and fails with `EEXIST` rather than replace another file. */
  readonly link: (existing: string, name: string) => Promise<void>;
};

/** Gives a finished temporary file its name as well, and fails with `EEXIST` rather than replace another file. */
async function claimName(temporary: string, final: string, linkFile: FileSystem['link']): Promise<void> {
  try {
    await linkFile(temporary, final);
  } catch (error) {
    if (!linkless.has(codeOf(error))) throw error;
    const claim = await open(final, 'wx');
    try {
      await claim.close();
      await rename(temporary, final);
    } catch (failure) {
      await rm(final, { force: true });
      throw failure;
    }
  }
}

function refuseName(path: string): never {
  throw new AppError('output-unwritable', `${path} could not be written: Windows has no files of that name.`);
}

/**
 * Writes files that belong together into a folder, which is made when it is missing. All are complete on disk before
 * the first gets its name, so that a full disk leaves nothing behind; nothing is ever overwritten.
 * @returns the paths, in the order given
 * @throws AppError `file-exists` or `output-unwritable`, with the path and the reason
 */
export async function publishFiles(
  folder: string,
  files: readonly NewFile<FileBytes>[],
  { system = process.platform, link: linkFile = link }: Partial<FileSystem> = {},
): Promise<readonly string[]> {
  const refused = files.find(({ name }) => system === 'win32' && !isWindowsFileName(name));
  if (refused !== undefined) refuseName(join(folder, refused.name));
  const planned = files.map(({ name, bytes }) => ({
    bytes,
    final: join(folder, name),
    temporary: temporaryPath(folder),
  }));
  const named: string[] = [];
  let current = folder;
  try {
    await openFolder(folder, system);
    for (const { bytes, final, temporary } of planned) {
      current = final;
      await writeTemporary(temporary, bytes);
    }
    for (const { final, temporary } of planned) {
      current = final;
      await claimName(temporary, final, linkFile);
      named.push(final);
    }
    return named;
  } catch (error) {
    // What cannot be removed either is whole; why it could not stay is what has to be said.
    await Promise.all(named.map((path) => rm(path, { force: true }).catch(() => undefined)));
    throw error instanceof AppError ? error : unwritable(current, error);
  } finally {
    await Promise.all(planned.map(({ temporary }) => rm(temporary, { force: true }).catch(() => undefined)));
  }
}
