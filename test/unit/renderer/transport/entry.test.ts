import { describe, expect, it } from 'vitest';
import { createEntry, type EntryPage, type WorkerContainer } from '../../../../renderer/transport/entry.ts';
import { toFailure } from '../../../../shared/contract/reply.ts';
import { AppError } from '../../../../shared/errors/app-error.ts';

const code = 'C'.repeat(43);
const pathname = '/pagePAGEpagePAGEpage12/';
const good = { ok: true, value: { session: 'the key', told: 'A browser of user anna was let in.' } };
const refusal = { ok: false, error: toFailure(new AppError('not-admitted', 'Used already.')) };

type Asked = { readonly path: string; readonly options: RequestInit | undefined };

/** A tab: what it keeps, what it has asked for, and whether the code still stands in its address. */
function tab(answers: readonly (unknown | null)[], kept: Readonly<Record<string, string>> = {}) {
  const storage = new Map(Object.entries(kept));
  const asked: Asked[] = [];
  const waiting = [...answers];
  let secrets = 0;
  const state = { isCodeShown: true };
  const load = (hash: string, changes: Partial<EntryPage> = {}) =>
    createEntry({
      fetch: async (path, options) => {
        asked.push({ path: String(path), options });
        const answer = waiting.shift();
        if (answer === null) throw new TypeError('network');
        return typeof answer === 'string' ? new Response(answer) : Response.json(answer);
      },
      location: { pathname, hash },
      hideCode: () => {
        state.isCodeShown = false;
      },
      storage: {
        getItem: (name) => storage.get(name) ?? null,
        setItem: (name, value) => void storage.set(name, value),
      },
      newSecret: () => {
        secrets += 1;
        return `${secrets}`.padStart(32, 's');
      },
      workers: undefined,
      ...changes,
    });
  return { load, asked, state, storage };
}

const bodyOf = ({ options }: Asked) => JSON.parse(String(options?.body));

describe('a page that was opened by its address', () => {
  it('trades code and path for a key, keeps it for the tab, and takes the code out of the address', async () => {
    const { load, asked, state } = tab([good]);
    expect(await load(`#${code}`)()).toEqual(good);
    expect(asked).toHaveLength(1);
    expect(asked[0]).toMatchObject({
      path: '/session',
      options: { method: 'POST', credentials: 'omit', headers: { 'Content-Type': 'application/json' } },
    });
    expect(bodyOf(asked[0] as Asked)).toEqual({ code, page: pathname, attempt: '1'.padStart(32, 's') });
    expect(state.isCodeShown).toBe(false);
    expect(await load('')()).toEqual({ ok: true, value: { session: 'the key', told: null } });
    expect(asked).toHaveLength(1);
  });

  it('says why it was refused, and has no key then', async () => {
    const { load, state } = tab([refusal]);
    expect(await load(`#${code}`)()).toEqual(refusal);
    expect(state.isCodeShown).toBe(false);
    expect(await load('')()).toMatchObject({ ok: false, error: { code: 'not-admitted' } });
  });

  it('that was loaded again before it had its answer makes the same attempt', async () => {
    const { load, asked, state } = tab([null, '<html>', null, null, good]);
    expect(await load(`#${code}`)()).toMatchObject({ ok: false, error: { code: 'host-lost' } });
    expect([asked.length, state.isCodeShown]).toEqual([3, true]);
    expect(await load(`#${code}`)()).toEqual(good);
    expect([asked.length, state.isCodeShown]).toEqual([5, false]);
    expect(new Set(asked.map((each) => bodyOf(each).attempt)).size).toBe(1);
  });

  it('makes another attempt with another code', async () => {
    const { load, asked } = tab([good, good]);
    await load(`#${code}`)();
    await load(`#${'D'.repeat(43)}`)();
    expect(new Set(asked.map((each) => bodyOf(each).attempt)).size).toBe(2);
  });
});

describe("a service worker, which is somebody else's", () => {
  const container = (controller: unknown, count: number) => {
    let removed = 0;
    const registration = {
      unregister: async () => {
        removed += 1;
      },
    };
    const workers: WorkerContainer = {
      controller,
      getRegistrations: async () => Array.from({ length: count }, () => registration),
    };
    return { workers, removed: () => removed };
  };

  it('that stands between the page and its host is removed, and nothing is asked or told before that', async () => {
    const { load, asked, state, storage } = tab([good], { 'netready-session': 'kept' });
    const { workers, removed } = container({}, 2);
    for (const hash of ['', `#${code}`]) {
      const reply = await load(hash, { workers })();
      expect(reply).toMatchObject({ ok: false, error: { code: 'not-admitted' } });
      if (!reply.ok) expect(reply.error.description).toContain('load the page again');
    }
    expect(removed()).toBe(4);
    expect([asked.length, state.isCodeShown, storage.size]).toEqual([0, true, 1]);
  });

  it('that stands by is removed before anything is asked', async () => {
    const { load } = tab([good]);
    const { workers, removed } = container(null, 1);
    expect(await load(`#${code}`, { workers })()).toEqual(good);
    expect(removed()).toBe(1);
  });

  it('does not matter where the browser does not tell of any', async () => {
    const workers = { controller: null, getRegistrations: () => Promise.reject(new Error('SecurityError')) };
    expect(await tab([good]).load(`#${code}`, { workers })()).toEqual(good);
  });
});
