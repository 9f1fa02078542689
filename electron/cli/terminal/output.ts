import { fstatSync, writeSync } from 'node:fs';
import { codeOf } from '../../core/base/error-code.ts';

/** Where a command writes to. Writing never throws: what went wrong is asked for at the end. */
export type Output = {
  readonly write: (text: string) => void;
  /** Waits until all is written. The code of the first failure, after which nothing was written; null for none. */
  readonly settled: () => Promise<string | null>;
};

/** What of a stream of the process is used. */
type Stream = {
  readonly fd: number;
  readonly isTTY?: boolean | undefined;
  readonly write: (text: string, written: (error?: Error | null) => void) => unknown;
  readonly on: (event: 'error', listener: (error: Error) => void) => unknown;
};

/**
 * Whether a stream leads to a file or a device. Unlike pipes these take bytes at once, or a part of them. A pipe is none,
 * and where a system does not tell what a pipe is, as Windows does not for every one, nothing else is left that it can be.
 */
function isFile({ fd, isTTY }: Stream): boolean {
  if (isTTY === true) return false;
  try {
    const stats = fstatSync(fd);
    return stats.isFile() || stats.isCharacterDevice() || stats.isBlockDevice();
  } catch {
    return false;
  }
}

/** Writes all of a text to a file. Node's own stream takes a part for the whole, as when the disk becomes full. */
function writeWhole(fd: number, text: string): void {
  let rest = Buffer.from(text);
  while (rest.length > 0) {
    const count = writeSync(fd, rest);
    if (count === 0) throw Object.assign(new Error('nothing was written'), { code: 'EIO' });
    rest = rest.subarray(count);
  }
}

/** Makes standard output or standard error of a process what a command writes to. */
export function openOutput(stream: Stream): Output {
  const pending = new Set<Promise<void>>();
  let failure: string | null = null;
  const fail = (error: unknown): void => {
    failure ??= codeOf(error);
  };
  stream.on('error', fail);
  const direct = isFile(stream);

  const writeToFile = (text: string): void => {
    try {
      writeWhole(stream.fd, text);
    } catch (error) {
      fail(error);
    }
  };
  const writeToStream = (text: string): void => {
    const written = new Promise<void>((resolve) => {
      stream.write(text, (error) => {
        if (error) fail(error);
        resolve();
      });
    });
    pending.add(written);
    void written.then(() => pending.delete(written));
  };

  return {
    write: (text) => {
      if (failure === null) (direct ? writeToFile : writeToStream)(text);
    },
    settled: async () => {
      while (pending.size > 0) await Promise.all(pending);
      return failure;
    },
  };
}
