import { lstat, mkdtemp, open, readdir, rm, stat } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import { AppError } from '../../shared/errors/app-error.ts';
import { isRunning } from './is-running.ts';

/** The folder of one process in the home folder: its process id, then what makes it one that nobody knows beforehand. */
const prefix = 'netready-open-';
const folderName = /^netready-open-(\d+)-[A-Za-z0-9]{6}$/;

/** Anybody may write (stat(2), S_IWOTH). */
const writableByAll = 0o002;

/**
 * A page that leads to an address: first it fetches the door as a picture, which makes the browser forget what others
 * have left for that origin before the address is opened; then it goes there by itself, or by the link.
 */
const pageTo = (url: string): string => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="referrer" content="no-referrer">
<title>Netready</title>
<meta http-equiv="refresh" content="0;url=${url}">
<img src="${url.replace(/#.*$/, '')}" alt="" hidden>
<p><a href="${url}">Open Netready</a></p>
</html>
`;

/** A page on disk that leads to an address. */
export type WayInPage = { readonly path: string; readonly remove: () => Promise<void> };

/** Refuses a home folder in which another account could put a page in place of ours. */
async function demandOwnFolder(home: string): Promise<void> {
  if (!isAbsolute(home)) throw new AppError('output-unwritable', 'this user has no home folder');
  const { uid, mode } = await stat(home);
  if (uid === process.getuid?.() && (mode & writableByAll) === 0) return;
  throw new AppError('output-unwritable', `${home} belongs to another user, or anybody may write to it`);
}

/**
 * Writes a page that leads to an address, for a browser that is opened with the page's path: another account can read
 * the path in the list of processes, and nothing at the path. Readable by its owner alone, in a folder of its own; below
 * the home folder and not hidden, because browsers that are packed as snaps see neither hidden folders nor the common
 * folder for temporary files. (Jupyter opens its servers in this way: `use_redirect_file`.)
 * @throws AppError or the system's error when it cannot be written
 */
export async function writeWayInPage(home: string, url: string): Promise<WayInPage> {
  await demandOwnFolder(home);
  const folder = await mkdtemp(join(home, `${prefix}${process.pid}-`));
  const remove = () => rm(folder, { recursive: true, force: true }).catch(() => undefined);
  try {
    const path = join(folder, 'open.html');
    const file = await open(path, 'wx', 0o600);
    try {
      await file.writeFile(pageTo(url));
    } finally {
      await file.close();
    }
    return { path, remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

/** Removes what processes have left that were ended by force. Their addresses lead nowhere any more. */
export async function sweepWayInPages(home: string): Promise<void> {
  const names = await readdir(home).catch(() => []);
  for (const name of names) {
    const pid = folderName.exec(name)?.[1];
    if (pid === undefined || isRunning(Number(pid))) continue;
    const folder = join(home, name);
    const found = await lstat(folder).catch(() => null);
    if (found?.isDirectory() === true && found.uid === process.getuid?.())
      await rm(folder, { recursive: true, force: true }).catch(() => undefined);
  }
}
