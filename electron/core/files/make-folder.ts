import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { AppError } from '../../../shared/errors/app-error.ts';
import { codeOf } from '../base/error-code.ts';

const isFolder = (path: string): Promise<boolean> =>
  stat(path).then(
    (stats) => stats.isDirectory(),
    () => false,
  );

/** Makes the last folder of a path; one that is there already is as good. */
async function makeLast(folder: string, mode: number): Promise<void> {
  try {
    await mkdir(folder, { mode });
  } catch (cause) {
    if (await isFolder(folder)) return;
    if (codeOf(cause) !== 'EEXIST') throw cause;
    throw new AppError('output-unwritable', `${folder} is a file, where a folder is needed.`, { cause });
  }
}

/**
 * Makes a folder and what is missing above it. Unlike `mkdir` with `recursive` it ends also where the system says of
 * a folder that is there that it does not exist, as Linux does below `/proc`.
 * @param mode the permissions of folders that are made; what the system gives by itself unless given
 * @throws AppError `output-unwritable` where a file is in the way, else the system's error
 */
export async function makeFolder(folder: string, mode = 0o777): Promise<void> {
  try {
    await makeLast(folder, mode);
  } catch (error) {
    const parent = dirname(folder);
    if (codeOf(error) !== 'ENOENT' || parent === folder) throw error;
    await makeFolder(parent, mode);
    await makeLast(folder, mode);
  }
}
