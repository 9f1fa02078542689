import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { AppError } from '../../../shared/errors/app-error.ts';
import { type FileBytes, partsOf } from './file-bytes.ts';
import { makeFolder } from './make-folder.ts';
import { temporaryPath } from './temporary.ts';
import { unwritable } from './unwritable.ts';

/**
 * Writes a file of this installation that no other account may read (mode 0600), in a folder that is made when it is
 * missing (0700). An older file of that name is replaced in one step: whoever reads sees the old or the new one whole,
 * also after a power cut.
 * @param modifiedAt what the file system gives as the file's time; now unless given
 * @throws AppError `output-unwritable`, with the path and the reason; the older file is then still there
 */
export async function replacePrivateFile(path: string, bytes: FileBytes, modifiedAt?: Date): Promise<void> {
  const folder = dirname(path);
  const temporary = temporaryPath(folder);
  try {
    await makeFolder(folder, 0o700);
    const file = await open(temporary, 'wx', 0o600);
    try {
      for (const part of partsOf(bytes)) await file.writeFile(part);
      if (modifiedAt !== undefined) await file.utimes(modifiedAt, modifiedAt);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (error) {
    throw error instanceof AppError ? error : unwritable(path, error);
  } finally {
    await rm(temporary, { force: true }).catch(() => undefined);
  }
}
