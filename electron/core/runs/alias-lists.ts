import { join } from 'node:path';
import { AppError } from '../../../shared/errors/app-error.ts';
import { equalBytes } from '../base/equal-bytes.ts';
import { codeOf } from '../base/error-code.ts';
import { createInOrder } from '../files/in-order.ts';
import { replacePrivateFile } from '../files/private-file.ts';
import { readLimited } from '../files/read-limited.ts';

/** The largest list that is compared with a new one, in bytes. */
const maxListBytes = 64 * 1024 * 1024;

/** How many lists of one run that say different things are kept: one for each state in which it was reported. */
const maxOfRun = 1000;

/** Keeps what names and addresses of redacted reports stand for, apart from what is sent. */
export type AliasLists = {
  /**
   * Keeps the list of a report under the id of its run, readable by its owner alone. An older list that says something
   * else stays, and the new one gets a number.
   * @returns where it is
   * @throws AppError `output-unwritable`, or `file-unreadable` when an older list cannot be read
   */
  readonly keep: (id: string, list: Uint8Array) => Promise<string>;
};

/** The folder of the lists in a data folder. */
const aliasFolder = (dataFolder: string): string => join(dataFolder, 'aliases');

const olderList = (path: string): Promise<Uint8Array | null> =>
  readLimited(path, maxListBytes, 'file-unreadable').catch((error: unknown) => {
    const cause = error instanceof AppError ? error.cause : error;
    if (codeOf(cause) === 'ENOENT') return null;
    throw error;
  });

/** Opens the lists of aliases in a data folder, which need not exist yet. None is ever removed: it cannot be made again. */
export function createAliasLists(dataFolder: string): AliasLists {
  const inOrder = createInOrder();
  const keep = async (id: string, list: Uint8Array, number = 1): Promise<string> => {
    const path = join(aliasFolder(dataFolder), number === 1 ? `${id}.json` : `${id}-${number}.json`);
    const older = await olderList(path);
    if (older !== null && equalBytes(older, list)) return path;
    if (older !== null && number < maxOfRun) return keep(id, list, number + 1);
    if (older !== null)
      throw new AppError(
        'output-unwritable',
        `${path} was not replaced: there are ${maxOfRun} lists of this run.`,
      );
    await replacePrivateFile(path, list);
    return path;
  };
  return { keep: (id, list) => inOrder(() => keep(id, list)) };
}
