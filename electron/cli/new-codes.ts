import { existsSync, watch } from 'node:fs';
import { open, readdir, readFile, rm, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFolder } from '../core/files/make-folder.ts';
import { replacePrivateFile } from '../core/files/private-file.ts';
import { isRunning } from './is-running.ts';

/*
 * How `netready serve --new-code` reaches a Netready that serves: through files in the data folder, which belongs to
 * its user alone. Who may ask and who may read the answer is what the system checks for every file; it works without a
 * terminal and on every system; and a file that a dead process has left does nothing.
 */

/** A Netready that serves: the port, and the process. */
export type ServingProcess = { readonly port: number; readonly pid: number };

const folderOfAll = (dataFolder: string): string => join(dataFolder, 'serve');
const folderOf = (dataFolder: string, { port, pid }: ServingProcess): string =>
  join(folderOfAll(dataFolder), `${port}-${pid}`);
const folderName = /^(\d{1,5})-(\d+)$/;

/** There when somebody asks for a new address. */
const questionFile = 'new-code';

/** The answer: the new address. */
const answerFile = 'address';

/** Calls back whenever something changes in a folder. Gives what ends that. */
function watchFolder(folder: string, look: () => void): () => void {
  const watcher = watch(folder, look);
  watcher.on('error', () => watcher.close());
  return () => watcher.close();
}

async function remove(path: string): Promise<boolean> {
  try {
    await rm(path);
    return true;
  } catch {
    return false;
  }
}

async function leftFolders(dataFolder: string): Promise<readonly ServingProcess[]> {
  const names = await readdir(folderOfAll(dataFolder)).catch(() => []);
  return names.flatMap((name) => {
    const [, port, pid] = folderName.exec(name) ?? [];
    return port === undefined || pid === undefined ? [] : [{ port: Number(port), pid: Number(pid) }];
  });
}

/** The processes of this user that serve. What others have left that were ended by force is removed. */
export async function servingProcesses(dataFolder: string): Promise<readonly ServingProcess[]> {
  const left = await leftFolders(dataFolder);
  for (const dead of left.filter(({ pid }) => !isRunning(pid)))
    await rm(folderOf(dataFolder, dead), { recursive: true, force: true }).catch(() => undefined);
  return left.filter(({ pid }) => isRunning(pid));
}

/**
 * Answers to `--new-code` for this process.
 * @param renew makes a new address and gives it
 * @returns what ends that and leaves nothing behind
 * @throws the system's error where the folder cannot be made or watched
 */
export async function answerNewCodes(
  dataFolder: string,
  port: number,
  renew: () => string,
): Promise<() => Promise<void>> {
  await servingProcesses(dataFolder);
  const hadData = existsSync(dataFolder);
  const folder = folderOf(dataFolder, { port, pid: process.pid });
  await rm(folder, { recursive: true, force: true });
  await makeFolder(folder, 0o700);
  const look = async (): Promise<void> => {
    if (await remove(join(folder, questionFile)))
      await replacePrivateFile(join(folder, answerFile), Buffer.from(renew())).catch(() => undefined);
  };
  const endWatch = watchFolder(folder, () => void look());
  return async () => {
    endWatch();
    await rm(folder, { recursive: true, force: true }).catch(() => undefined);
    const own = hadData ? [folderOfAll(dataFolder)] : [folderOfAll(dataFolder), dataFolder];
    for (const empty of own) await rmdir(empty).catch(() => undefined);
  };
}

/**
 * Asks a Netready that serves for a new address.
 * @param waitMs how long it may take
 * @returns the address; null when it does not answer
 */
export async function askForNewCode(
  dataFolder: string,
  serving: ServingProcess,
  waitMs: number,
): Promise<string | null> {
  const folder = folderOf(dataFolder, serving);
  const answerPath = join(folder, answerFile);
  let tell: (address: string | null) => void = () => undefined;
  const answer = new Promise<string | null>((resolve) => {
    tell = resolve;
  });
  const timer = setTimeout(() => tell(null), waitMs);
  let endWatch = (): void => undefined;
  try {
    await remove(answerPath);
    endWatch = watchFolder(folder, () => void readFile(answerPath, 'utf8').then(tell, () => undefined));
    await (await open(join(folder, questionFile), 'w', 0o600)).close();
    const address = await answer;
    await remove(answerPath);
    return address;
  } catch {
    return null;
  } finally {
    endWatch();
    clearTimeout(timer);
  }
}
