import { open, stat } from 'node:fs/promises';
import { AppError } from '../../../shared/errors/app-error.ts';
import type { ErrorCode } from '../../../shared/errors/codes.ts';
import { codeOf } from '../base/error-code.ts';

const causes: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EISDIR: 'it is a folder',
  EACCES: 'this account may not read it',
  EPERM: 'this account may not read it',
  ENOTDIR: 'a part of the path is a file, not a folder',
};

async function readBytes(path: string, size: number): Promise<Uint8Array> {
  const file = await open(path, 'r');
  try {
    const buffer = Buffer.alloc(size);
    let filled = 0;
    while (filled < size) {
      const { bytesRead } = await file.read(buffer, filled, size - filled, filled);
      if (bytesRead === 0) break;
      filled += bytesRead;
    }
    return buffer.subarray(0, filled);
  } finally {
    await file.close();
  }
}

/**
 * Reads a whole file that comes from outside, up to a limit, so that a wrong path (a disk image, a device) cannot
 * fill the memory.
 * @param maxBytes the most bytes that are read
 * @param errorCode the code of the error that is thrown
 * @throws AppError when the file cannot be read, is no regular file, or is larger than the limit
 */
export async function readLimited(path: string, maxBytes: number, errorCode: ErrorCode): Promise<Uint8Array> {
  const fail = (why: string, cause?: unknown) =>
    new AppError(errorCode, `${path} could not be read: ${why}.`, { cause });
  try {
    const stats = await stat(path);
    if (stats.isDirectory()) throw fail('it is a folder');
    if (!stats.isFile()) throw fail('it is not a regular file');
    if (stats.size > maxBytes) throw fail(`it has ${stats.size} bytes; at most ${maxBytes} are allowed`);
    return await readBytes(path, stats.size);
  } catch (error) {
    if (error instanceof AppError) throw error;
    const code = codeOf(error);
    throw fail(`${causes[code] ?? 'the system refused'} (${code})`, error);
  }
}
