import { AppError } from '../../../shared/errors/app-error.ts';
import { codeOf } from '../base/error-code.ts';

const causes: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EFBIG: 'the file would be larger than this account may write',
  EACCES: 'this account may not write there',
  EPERM: 'this account may not write there',
  EROFS: 'the file system is read-only',
  ENOTDIR: 'a part of the path is a file, not a folder',
  ENAMETOOLONG: 'the path is too long',
  ENOENT: 'the folder does not exist',
  EIO: 'the disk reported an error',
};

/** Why something could not be written, after a colon: `the disk is full (ENOSPC)`. */
export const writeCause = (code: string): string => `${causes[code] ?? 'the system refused'} (${code})`;

/** Why a file could not be written, in one sentence with its path: `file-exists` or `output-unwritable`. */
export function unwritable(path: string, error: unknown): AppError {
  const code = codeOf(error);
  if (code === 'EEXIST') return new AppError('file-exists', `${path} exists already.`, { cause: error });
  return new AppError('output-unwritable', `${path} could not be written: ${writeCause(code)}.`, {
    cause: error,
  });
}
