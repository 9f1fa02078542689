import { open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Session, sessionSchema } from '../../../shared/contract/session.ts';
import { codeOf } from '../error-code.ts';
import { createInOrder } from '../files/in-order.ts';
import { replacePrivateFile } from '../files/private-file.ts';
import { unwritable } from '../files/publish-files.ts';
import { readLimited } from '../files/read-limited.ts';
import type { Clock } from '../ports.ts';

/** The name of the session's file in the data folder. */
export const sessionFileName = 'session.json';

/** The largest session file that is read, in bytes: the longest answers, with every character escaped in JSON. */
export const maxSessionBytes = 8 * 1024 * 1024;

/** A session as it was found. `problem` is one sentence for the person; null when there is nothing to say. */
export type LoadedSession = { readonly session: Session | null; readonly problem: string | null };

/** Keeps the answers of the wizard between two starts. */
export type SessionStore = {
  /**
   * The last session; null when there is none. A file that cannot be used is moved aside, never deleted, so that the
   * next save cannot overwrite what somebody may still want to look at.
   */
  readonly load: () => Promise<LoadedSession>;
  /** Replaces the last session in one step. @throws AppError `output-unwritable` */
  readonly save: (session: Session) => Promise<void>;
  /** Forgets the last session. @throws AppError `output-unwritable` */
  readonly clear: () => Promise<void>;
};

/** What reading the file came to: a session, no file, or a reason in words that follow "because". */
type Found = Session | null | { readonly unusable: string };

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

async function readSession(path: string): Promise<Found> {
  try {
    return parseSession(await readLimited(path, maxSessionBytes, 'file-unreadable'));
  } catch (error) {
    const cause = error instanceof Error ? error.cause : undefined;
    if (codeOf(cause) === 'ENOENT') return null;
    const limit = `it is not a file of at most ${maxSessionBytes} bytes`;
    return { unusable: cause === undefined ? limit : `it could not be read (${codeOf(cause)})` };
  }
}

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

/** Opens the store of the session in a data folder, which need not exist yet. */
export function createSessionStore({
  folder,
  clock,
}: {
  readonly folder: string;
  readonly clock: Pick<Clock, 'now'>;
}): SessionStore {
  const path = join(folder, sessionFileName);
  const inOrder = createInOrder();

  async function load(): Promise<LoadedSession> {
    const found = await readSession(path);
    if (found === null || !('unusable' in found)) return { session: found, problem: null };
    const aside = await moveAside(folder, path, clock.now());
    const where = aside === null ? `it is still ${path}` : `it was kept as ${aside}`;
    return {
      session: null,
      problem: `The answers of the last session could not be restored from their file, because ${found.unusable}; ${where}.`,
    };
  }

  async function clear(): Promise<void> {
    try {
      await rm(path, { force: true });
    } catch (error) {
      throw unwritable(path, error);
    }
  }

  return {
    load: () => inOrder(load),
    save: (session) =>
      inOrder(() => replacePrivateFile(path, new TextEncoder().encode(JSON.stringify(session)))),
    clear: () => inOrder(clear),
  };
}
