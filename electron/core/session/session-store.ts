import { open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type AsideSession,
  type Revision,
  type Session,
  sessionSchema,
  windowIdSchema,
} from '../../../shared/contract/session.ts';
import { AppError } from '../../../shared/errors/app-error.ts';
import { codeOf } from '../base/error-code.ts';
import { sha256Hex } from '../base/sha256.ts';
import type { Clock } from '../base/world.ts';
import { whileLocked } from '../files/file-lock.ts';
import { createInOrder } from '../files/in-order.ts';
import { replacePrivateFile } from '../files/private-file.ts';
import { readLimited } from '../files/read-limited.ts';
import { unwritable } from '../files/unwritable.ts';

/** The name of the session's file in the data folder. */
export const sessionFileName = 'session.json';

/** Stands while a process reads and replaces the session's file, so that no two do at once. */
const lockFileName = 'session.lock';

/** The largest session file that is read, in bytes: the longest answers, with every character escaped in JSON. */
export const maxSessionBytes = 8 * 1024 * 1024;

/** How many sessions of other windows wait for a decision; the oldest is removed for the next. */
export const maxAside = 10;

/** A session as it was found. */
export type LoadedSession = {
  readonly session: Session | null;
  readonly revision: Revision;
  /** When it was kept (ISO 8601); null where there is none. */
  readonly changedAt: string | null;
  /** One sentence for the person; null when there is nothing to say. */
  readonly problem: string | null;
  /** Sessions of windows that were refused, and about which nobody has decided yet, newest first. */
  readonly aside: readonly AsideSession[];
};

/** Keeps the answers of the wizard between two starts, for every window and every process that shows them. */
export type SessionStore = {
  /**
   * The last session; null when there is none. A file that cannot be used is moved aside, never deleted, so that the
   * next save cannot overwrite what somebody may still want to look at.
   */
  readonly load: () => Promise<LoadedSession>;
  /** Which session is kept now. */
  readonly revision: () => Promise<Revision>;
  /**
   * Replaces the session that a window's one was based on, in one step. A window that is left does not wait to hear what
   * became of its save before, so what follows on the same base from the same window replaces that one.
   * @returns what the next save of that window is based on
   * @throws AppError `session-changed` when another session is kept by now: the window's own waits aside then;
   *   `output-unwritable`
   */
  readonly save: (session: Session, base: Revision, window: string) => Promise<Revision>;
  /** Forgets what a window has set aside. @throws AppError `output-unwritable` */
  readonly forget: (window: string) => Promise<void>;
  /** Forgets the last session. @throws AppError `session-changed` when it is not the one of the base, `output-unwritable` */
  readonly clear: (base: Revision) => Promise<void>;
};

/** What stands for the content of a file that is there and cannot be read, or is too large to be one of ours. */
const unreadable = 'unreadable';

/** What reading a file came to: its bytes, or why there are none, in words that follow "because"; null for no file. */
type Read = { readonly bytes: Uint8Array } | { readonly unusable: string } | null;

/** A session, or a reason why a file holds none. */
type Found = Session | { readonly unusable: string };

async function readFileOf(path: string): Promise<Read> {
  try {
    return { bytes: await readLimited(path, maxSessionBytes, 'file-unreadable') };
  } catch (error) {
    const cause = error instanceof Error ? error.cause : undefined;
    if (codeOf(cause) === 'ENOENT') return null;
    const limit = `it is not a file of at most ${maxSessionBytes} bytes`;
    return { unusable: cause === undefined ? limit : `it could not be read (${codeOf(cause)})` };
  }
}

function parseSession(bytes: Uint8Array): Found {
  try {
    const parsed = sessionSchema.safeParse(
      JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)),
    );
    return parsed.success ? parsed.data : { unusable: 'this version does not know what it holds' };
  } catch {
    return { unusable: 'it is damaged' };
  }
}

/** The revision of a content: equal content is the same session, whoever has written it. */
const revisionOf = (bytes: Uint8Array): string => sha256Hex(bytes);

function revisionOfRead(read: Read): Revision {
  if (read === null) return null;
  return 'bytes' in read ? revisionOf(read.bytes) : unreadable;
}

const textOf = (session: Session): Uint8Array => new TextEncoder().encode(JSON.stringify(session));

/** When a file was written last; null when it is gone. */
const changedAtOf = (path: string): Promise<string | null> =>
  stat(path).then(
    ({ mtime }) => mtime.toISOString(),
    () => null,
  );

/** The most damaged files of one second that are told apart by a number. */
const maxTwins = 100;

/** Takes a name in a folder that nothing has yet, by making an empty file of that name. */
async function claimFreeName(folder: string, stem: string): Promise<string> {
  for (let number = 1; ; number += 1) {
    const path = join(folder, `${stem}${number === 1 ? '' : `-${number}`}.json`);
    try {
      await (await open(path, 'wx', 0o600)).close();
      return path;
    } catch (error) {
      if (codeOf(error) !== 'EEXIST' || number === maxTwins) throw error;
    }
  }
}

/** Gives a file another name that says when it was found damaged; null when the system does not allow it. */
async function moveAside(folder: string, path: string, now: Date): Promise<string | null> {
  const stamp = `${now.toISOString().slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '-')}Z`;
  const aside = await claimFreeName(folder, `session.damaged-${stamp}`).catch(() => null);
  if (aside === null) return null;
  try {
    await rename(path, aside);
    return aside;
  } catch {
    await rm(aside, { force: true });
    return null;
  }
}

async function remove(path: string): Promise<void> {
  try {
    await rm(path, { force: true });
  } catch (error) {
    throw unwritable(path, error);
  }
}

const changed = (): AppError =>
  new AppError('session-changed', 'Another window has kept other answers since this one read them.');

const asidePrefix = 'session.aside-';

const asidePath = (folder: string, window: string): string => join(folder, `${asidePrefix}${window}.json`);

/** The windows of which a session waits aside. */
async function asideWindows(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder).catch(() => []);
  return names
    .filter((name) => name.startsWith(asidePrefix) && name.endsWith('.json'))
    .map((name) => name.slice(asidePrefix.length, -'.json'.length))
    .filter((window) => windowIdSchema.safeParse(window).success);
}

/** The sessions that wait aside, newest first. A file that cannot be used stays where it is, and is not offered. */
async function asideSessions(folder: string): Promise<readonly AsideSession[]> {
  const found = await Promise.all(
    (await asideWindows(folder)).map(async (window): Promise<readonly AsideSession[]> => {
      const path = asidePath(folder, window);
      const read = await readFileOf(path);
      const session = read !== null && 'bytes' in read ? parseSession(read.bytes) : null;
      const changedAt = await changedAtOf(path);
      return session === null || 'unusable' in session || changedAt === null
        ? []
        : [{ window, session, changedAt }];
    }),
  );
  return found.flat().sort((left, right) => Date.parse(right.changedAt) - Date.parse(left.changedAt));
}

/** Keeps the session of a window that was refused, and only as many of them as are allowed. */
async function setAside(folder: string, window: string, session: Session): Promise<void> {
  await replacePrivateFile(asidePath(folder, window), textOf(session));
  const others = (await asideSessions(folder)).filter((entry) => entry.window !== window);
  for (const entry of others.slice(maxAside - 1)) await remove(asidePath(folder, entry.window));
}

/** Opens the store of the session in a data folder, which need not exist yet. */
export function createSessionStore({
  folder,
  clock,
}: {
  readonly folder: string;
  readonly clock: Clock;
}): SessionStore {
  const path = join(folder, sessionFileName);
  const inOrder = createInOrder();
  const alone = <T>(work: () => Promise<T>): Promise<T> =>
    inOrder(() => whileLocked(join(folder, lockFileName), clock, work));

  /** Moves a file that cannot be used aside, unless another process has replaced it since. */
  async function clearAway(): Promise<Pick<LoadedSession, 'revision' | 'problem'>> {
    const read = await readFileOf(path);
    const found = read !== null && 'bytes' in read ? parseSession(read.bytes) : read;
    if (found === null || !('unusable' in found)) return { revision: revisionOfRead(read), problem: null };
    const aside = await moveAside(folder, path, clock.now());
    const where = aside === null ? `it is still ${path}` : `it was kept as ${aside}`;
    return {
      revision: aside === null ? revisionOfRead(read) : null,
      problem: `The answers of the last session could not be restored from their file, because ${found.unusable}; ${where}.`,
    };
  }

  async function load(): Promise<LoadedSession> {
    const aside = await asideSessions(folder);
    const read = await readFileOf(path);
    const found = read !== null && 'bytes' in read ? parseSession(read.bytes) : read;
    if (found === null) return { session: null, revision: null, changedAt: null, problem: null, aside };
    if (!('unusable' in found))
      return {
        session: found,
        revision: revisionOfRead(read),
        changedAt: await changedAtOf(path),
        problem: null,
        aside,
      };
    const cleared = await whileLocked(join(folder, lockFileName), clock, clearAway);
    return cleared.problem === null ? load() : { session: null, changedAt: null, aside, ...cleared };
  }

  /** @throws AppError `session-changed` unless the session of the base is the one that is kept */
  async function demand(base: Revision): Promise<void> {
    if (revisionOfRead(await readFileOf(path)) !== base) throw changed();
  }

  /** What was saved last here, by which window, and on what base. */
  let last: { readonly window: string; readonly base: Revision; readonly revision: Revision } | null = null;

  async function save(session: Session, base: Revision, window: string): Promise<Revision> {
    const bytes = textOf(session);
    const kept = revisionOfRead(await readFileOf(path));
    const isOwn = last?.window === window && last.base === base && last.revision === kept;
    if (kept !== base && !isOwn) {
      await setAside(folder, window, session);
      throw changed();
    }
    await replacePrivateFile(path, bytes);
    const revision = revisionOf(bytes);
    last = { window, base, revision };
    return revision;
  }

  return {
    load: () => inOrder(load),
    revision: async () => revisionOfRead(await readFileOf(path)),
    save: (session, base, window) => alone(() => save(session, base, window)),
    forget: (window) => inOrder(() => remove(asidePath(folder, window))),
    clear: (base) =>
      alone(async () => {
        await demand(base);
        await remove(path);
      }),
  };
}
