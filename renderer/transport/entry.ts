import { type Entry, type EntryRequest, entryReplySchema, sessionPath } from '../../shared/contract/http.ts';
import type { Reply } from '../../shared/contract/reply.ts';
import { AppError } from '../../shared/errors/app-error.ts';
import { entryText } from '../text/en/entry.ts';
import { failed, lost } from './failures.ts';

/** What is used of the browser's service workers (Service Workers, section 3.4). */
export type WorkerContainer = {
  /** What stands between this page and its host; null where nothing does. */
  readonly controller: unknown;
  readonly getRegistrations: () => Promise<readonly { readonly unregister: () => Promise<unknown> }[]>;
};

/** What is used of the storage of a tab (HTML, "the sessionStorage getter"). */
export type TabStorage = {
  readonly getItem: (name: string) => string | null;
  readonly setItem: (name: string, value: string) => void;
};

/** What entering needs of a page; a test gives its own. */
export type EntryPage = {
  readonly fetch: typeof fetch;
  readonly location: { readonly pathname: string; readonly hash: string };
  /** Takes the code out of the address that is shown. */
  readonly hideCode: () => void;
  /** What lives as long as the tab: it stays with a reload, and no other tab can read it. */
  readonly storage: TabStorage;
  /** Makes a text that nobody can guess: 32 to 100 letters, digits and hyphens. */
  readonly newSecret: () => string;
  /** Undefined where the browser has none. */
  readonly workers: WorkerContainer | undefined;
};

/** The names of what a tab keeps: the key, and the attempt to get one with a code. */
const keptAs = { session: 'netready-session', attempt: 'netready-attempt' } as const;

/**
 * Removes every service worker of this origin. No page of ours has one: whoever held the port before has left it.
 * @returns whether one stands between this very page and its host, so that the page itself cannot be relied on
 */
async function removeWorkers(workers: WorkerContainer | undefined): Promise<boolean> {
  if (workers === undefined) return false;
  const registrations = await workers.getRegistrations().catch(() => []);
  await Promise.all(registrations.map((registration) => registration.unregister()));
  return workers.controller !== null;
}

/** The attempt of this tab with a code: the one that is kept, where it was begun before. */
function attemptWith(code: string, { storage, newSecret }: EntryPage): string {
  const [kept = '', attempt = ''] = (storage.getItem(keptAs.attempt) ?? '').split(' ');
  if (kept === code && attempt !== '') return attempt;
  const begun = newSecret();
  storage.setItem(keptAs.attempt, `${code} ${begun}`);
  return begun;
}

/** How often a request is made that gets no answer; the host gives the same answer each time. */
const tries = 3;

async function trade(page: EntryPage, request: EntryRequest, left = tries): Promise<Reply<Entry>> {
  try {
    const response = await page.fetch(sessionPath, {
      method: 'POST',
      credentials: 'omit',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(request),
    });
    return entryReplySchema.parse(await response.json());
  } catch {
    return left > 1 ? trade(page, request, left - 1) : lost();
  }
}

/** A page that is in: its key, and who was let in where that has just happened. */
export type Inside = { readonly session: string; readonly told: string | null };

/**
 * How a page that a loopback host has served gets in: the code of its address is traded for a key, once; after that the
 * tab has the key. The code is taken out of the address as soon as there is an answer, and nothing is asked of the host
 * while somebody else's service worker could listen.
 * @returns what tries to get in; trying again is of use when the host did not answer
 */
export function createEntry(page: EntryPage): () => Promise<Reply<Inside>> {
  const { pathname, hash } = page.location;
  const code = hash.slice(1);
  return async () => {
    if (await removeWorkers(page.workers)) return failed(new AppError('not-admitted', entryText.worker));
    if (code === '') {
      const session = page.storage.getItem(keptAs.session);
      return session === null
        ? failed(new AppError('not-admitted', entryText.noCode))
        : { ok: true, value: { session, told: null } };
    }
    const reply = await trade(page, { code, page: pathname, attempt: attemptWith(code, page) });
    if (!reply.ok && reply.error.code === 'host-lost') return reply;
    if (reply.ok) page.storage.setItem(keptAs.session, reply.value.session);
    page.hideCode();
    return reply;
  };
}
