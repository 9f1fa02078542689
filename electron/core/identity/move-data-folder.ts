import { constants } from 'node:fs';
import {
  copyFile,
  lstat,
  mkdir,
  open,
  readdir,
  readFile,
  rename,
  rm,
  rmdir,
  stat,
  utimes,
} from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { AppError } from '../../../shared/errors/app-error.ts';
import { listed } from '../../../shared/words/phrases.ts';
import { codeOf } from '../base/error-code.ts';
import type { Clock } from '../base/world.ts';
import { whileLocked } from '../files/file-lock.ts';
import { sweepTemporary, temporaryPath } from '../files/temporary.ts';

/** Where the data of a user lie, and what is to be said of it; null where there is nothing to say. */
export type SettledData = { readonly folder: string; readonly notice: string | null };

/** What may differ from this machine's own. */
export type MoveSystem = { readonly rename: (from: string, to: string) => Promise<void> };

const statsOf = (path: string) => lstat(path).catch(() => null);

const isFolder = (path: string): Promise<boolean> =>
  stat(path).then(
    (stats) => stats.isDirectory(),
    () => false,
  );

/** Copies a file with its time, on disk to its end. */
async function copyWhole(from: string, to: string): Promise<void> {
  const { atime, mtime } = await stat(from);
  await copyFile(from, to, constants.COPYFILE_EXCL);
  await utimes(to, atime, mtime);
  const file = await open(to, 'r+');
  await file.sync().finally(() => file.close());
}

async function copyTree(from: string, to: string): Promise<void> {
  const stats = await lstat(from);
  if (stats.isFile()) return copyWhole(from, to);
  if (!stats.isDirectory())
    throw new AppError('output-unwritable', `${from} is neither a file nor a folder, so it is not moved.`);
  await mkdir(to, { mode: 0o700 });
  for (const name of await readdir(from)) await copyTree(join(from, name), join(to, name));
}

/** Whether a file has the bytes of another one, or all files of a folder are those of another one. */
async function isWithin(one: string, other: string): Promise<boolean> {
  const [left, right] = await Promise.all([statsOf(one), statsOf(other)]);
  if (left?.isFile() && right?.isFile())
    return left.size === right.size && (await readFile(one)).equals(await readFile(other));
  if (!left?.isDirectory() || !right?.isDirectory()) return false;
  for (const name of await readdir(one))
    if (!(await isWithin(join(one, name), join(other, name)))) return false;
  return true;
}

/**
 * Gives a file or a folder a place where there is none of that name yet, in one step. Onto another disk it is copied under
 * a temporary name first, and removed where it was only once the copy is complete.
 */
async function movePart(from: string, to: string, system: MoveSystem): Promise<void> {
  try {
    return await system.rename(from, to);
  } catch (error) {
    if (codeOf(error) !== 'EXDEV') throw error;
  }
  const temporary = temporaryPath(dirname(to), (await isFolder(from)) ? 'identity' : 'netready');
  try {
    await copyTree(from, temporary);
    await rename(temporary, to);
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
  if (await isWithin(from, to)) await rm(from, { recursive: true, force: true });
}

/** A key, and one that waits to take its place, count as one: neither may take that of another. */
const twins: Readonly<Record<string, readonly string[]>> = {
  identity: ['identity', 'identity.next'],
  'identity.next': ['identity', 'identity.next'],
};

/**
 * Moves what lies in one folder into another that is there already. What is in both, as after a move that was broken off,
 * is removed from the first; what is in both and not the same stays.
 * @returns the paths of what stays
 */
async function merge(from: string, to: string, system: MoveSystem): Promise<readonly string[]> {
  const stayed: string[] = [];
  for (const name of (await readdir(from)).sort()) {
    const [source, target] = [join(from, name), join(to, name)];
    try {
      const taken = await Promise.all((twins[name] ?? [name]).map((twin) => statsOf(join(to, twin))));
      if (taken.every((stats) => stats === null)) await movePart(source, target, system);
      else if (await isWithin(source, target)) await rm(source, { recursive: true, force: true });
      else if (name === 'runs') stayed.push(...(await merge(source, target, system)));
      else stayed.push(source);
    } catch {
      stayed.push(source);
    }
  }
  if (stayed.length === 0) await rmdir(from);
  return stayed;
}

async function moveAll(from: string, to: string, system: MoveSystem): Promise<SettledData> {
  if (!(await isFolder(from))) return { folder: to, notice: null };
  const isFirst = (await statsOf(to)) === null;
  if (isFirst) await movePart(from, to, system);
  const stayed = isFirst ? [] : await merge(from, to, system);
  const left =
    (await isFolder(from)) && stayed.length === 0
      ? await readdir(from)
      : stayed.map((path) => basename(path));
  return {
    folder: to,
    notice:
      left.length === 0
        ? `Keys and runs were moved from ${from} to ${to}, where they no longer travel with a roaming profile.`
        : `Keys and runs lie in ${to} now. What stays in ${from}, because there is something else of that name or it is in use: ${listed(left)}. Keep or remove it.`,
  };
}

/**
 * Moves the data of a user to another folder, where it lies from now on: at once, or part by part and resumed at the next
 * start, one program at a time. No key is ever overwritten. Where nothing can be moved the folder before is used on.
 * @param from the folder before, which may not be there
 */
export async function moveDataFolder(
  from: string,
  to: string,
  clock: Clock,
  system: MoveSystem = { rename },
): Promise<SettledData> {
  if (!(await isFolder(from))) return { folder: to, notice: null };
  try {
    return await whileLocked(`${to}.moving`, clock, async () => {
      await sweepTemporary(dirname(to), clock.now());
      return moveAll(from, to, system);
    });
  } catch (error) {
    const isMoved = (await statsOf(to)) !== null;
    const why = error instanceof AppError ? error.message : codeOf(error);
    return {
      folder: isMoved ? to : from,
      notice: `Keys and runs could not be moved from ${from} to ${to} (${why}); that is tried again at the next start. Close other windows of Netready.`,
    };
  }
}
