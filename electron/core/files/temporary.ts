import { randomBytes } from 'node:crypto';
import { lstat, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fateOf, ownMark } from './process-mark.ts';

/** What is made under a name of its own first: a file of any kind, or the folder of a signing key. */
export type TemporaryKind = 'netready' | 'identity';

/**
 * Where something is made before it gets its name. The name is hidden, says which process made it, and does not grow
 * with the name that it is to have.
 */
export function temporaryPath(folder: string, kind: TemporaryKind = 'netready'): string {
  const { machine, boot, pid } = ownMark();
  return join(folder, `.${kind}-${machine}-${boot}-${pid}-${randomBytes(6).toString('hex')}.tmp`);
}

const ownName =
  /^\.(?<kind>netready|identity)-(?<machine>[0-9a-f]{8})-(?<boot>[0-9a-f]{8})-(?<pid>\d{1,10})-[0-9a-f]{12}\.tmp$/;

/** Names of version 0.1.0, which do not say who made them; looked for in the data folder alone. */
const olderName = /^\.(?:(?<kind>identity)-[0-9a-f]{16}|[\w.-]+\.[0-9a-f]{12})\.tmp$/;

/** After how long nobody is at work on something any more, of whom nothing else is known, in ms. */
const longestWork = { marked: 24 * 3_600_000, unmarked: 600_000 } as const;

type Found = { readonly isFolder: boolean; readonly isLeft: (ageMs: number) => boolean };

/** What a name says about a file; null for a file of somebody else. */
function read(name: string, alsoOlder: boolean): Found | null {
  const marked = ownName.exec(name)?.groups;
  if (marked !== undefined) {
    const { kind, machine = '', boot = '', pid } = marked;
    const fate = fateOf({ machine, boot, pid: Number(pid), started: 0 });
    return {
      isFolder: kind === 'identity',
      isLeft: (ageMs) => fate === 'gone' || (fate === 'unknown' && ageMs > longestWork.marked),
    };
  }
  const older = alsoOlder ? olderName.exec(name) : null;
  if (older === null) return null;
  return {
    isFolder: older.groups?.['kind'] === 'identity',
    isLeft: (ageMs) => ageMs > longestWork.unmarked,
  };
}

/** Removes one thing that a process has left behind. Links are not followed, and what belongs to others stays. */
async function sweepOne(path: string, { isFolder, isLeft }: Found, now: number): Promise<void> {
  const stats = await lstat(path);
  const isOwn = process.getuid === undefined || stats.uid === process.getuid();
  const isExpected = isFolder ? stats.isDirectory() : stats.isFile();
  if (isOwn && isExpected && isLeft(now - stats.mtimeMs))
    await rm(path, { recursive: isFolder, force: true });
}

/**
 * Removes what processes that were killed have left in a folder under temporary names: files that were never finished,
 * and private keys. What a process may still be at work on stays, as does everything that cannot be read or removed.
 * @param alsoOlder whether names that version 0.1.0 gave count, which others could give too
 */
export async function sweepTemporary(folder: string, now: Date, alsoOlder = false): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  for (const name of names) {
    const found = read(name, alsoOlder);
    if (found !== null) await sweepOne(join(folder, name), found, now.getTime()).catch(() => undefined);
  }
}
