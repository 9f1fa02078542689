import { randomBytes } from 'node:crypto';
import { link, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { AppError } from '../../../shared/errors/app-error.ts';
import { codeOf } from '../base/error-code.ts';
import type { Clock } from '../base/world.ts';
import { makeFolder } from './make-folder.ts';
import { unwritable } from './unwritable.ts';

/** How a lock that somebody else holds is waited for, in ms. */
export type LockTimes = {
  /** How often it is looked at. */
  readonly everyMs: number;
  /** How long it may stand unchanged until whoever holds it counts as dead. Far above what any work under it takes. */
  readonly deadAfterMs: number;
  /** How long is waited in all, however often it changes hands. */
  readonly giveUpAfterMs: number;
};

const usualTimes: LockTimes = { everyMs: 20, deadAfterMs: 10_000, giveUpAfterMs: 30_000 };

/** Makes the lock's file with the mark of its holder; false when there is one. */
async function claim(path: string, mark: string): Promise<boolean> {
  try {
    const file = await open(path, 'wx', 0o600);
    await file.writeFile(mark).finally(() => file.close());
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw unwritable(path, error);
  }
}

/** Whose lock it is; null when there is none any more. */
const holderOf = (path: string): Promise<string | null> =>
  readFile(path, 'utf8').catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return null;
    throw unwritable(path, error);
  });

/**
 * Takes a dead holder's lock away. Several may try at once: whoever finds that he has taken a newer lock than the dead
 * one puts it back. What is left where that fails is in nobody's way.
 */
async function takeAway(path: string, dead: string): Promise<void> {
  const taken = `${path}.${randomBytes(6).toString('hex')}`;
  try {
    await rename(path, taken);
    if ((await holderOf(taken)) !== dead) await link(taken, path);
  } catch (error) {
    if (!['ENOENT', 'EEXIST'].includes(codeOf(error))) throw unwritable(path, error);
  } finally {
    await rm(taken, { force: true }).catch(() => undefined);
  }
}

async function take(
  path: string,
  mark: string,
  clock: Pick<Clock, 'monotonicMs'>,
  times: LockTimes,
): Promise<void> {
  const begun = clock.monotonicMs();
  let seen = { holder: '', since: begun };
  while (!(await claim(path, mark))) {
    const now = clock.monotonicMs();
    if (now - begun > times.giveUpAfterMs)
      throw new AppError(
        'output-unwritable',
        `${path} did not become free in ${times.giveUpAfterMs / 1000} seconds.`,
      );
    const holder = await holderOf(path);
    if (holder === null) continue;
    if (holder !== seen.holder) seen = { holder, since: now };
    else if (now - seen.since > times.deadAfterMs) await takeAway(path, holder);
    else await pause(times.everyMs);
  }
}

/** Gives a lock back, unless it was taken away meanwhile. One that cannot be removed counts as dead after a while. */
async function release(path: string, mark: string): Promise<void> {
  const isOurs = await holderOf(path).then(
    (holder) => holder === mark,
    () => false,
  );
  if (isOurs) await rm(path, { force: true }).catch(() => undefined);
}

/**
 * Does work that only one process may do at a time, as long as all of them ask with the same path. The lock is a file
 * of its own with a mark that no other holder has. Nobody's clock and no process id is trusted to tell whether its
 * holder still lives, because a data folder may be shared between machines and containers: a lock that this process has
 * watched standing unchanged for long enough is dead.
 * @param path the lock's file, in a folder that is made when it is missing
 * @throws AppError `output-unwritable` when the lock cannot be made or does not become free; then nothing was done
 */
export async function whileLocked<T>(
  path: string,
  clock: Pick<Clock, 'monotonicMs'>,
  work: () => Promise<T>,
  times: LockTimes = usualTimes,
): Promise<T> {
  const mark = randomBytes(16).toString('hex');
  try {
    await makeFolder(dirname(path), 0o700);
  } catch (error) {
    throw error instanceof AppError ? error : unwritable(path, error);
  }
  await take(path, mark, clock, times);
  try {
    return await work();
  } finally {
    await release(path, mark);
  }
}
