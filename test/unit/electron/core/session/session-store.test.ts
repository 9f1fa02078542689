import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  createSessionStore,
  maxAside,
  maxSessionBytes,
  type SessionStore,
  sessionFileName,
} from '../../../../../electron/core/session/session-store.ts';
import { type Session, sessionSchema } from '../../../../../shared/contract/session.ts';

const clock = { now: () => new Date('2026-11-22T10:15:00.000Z'), monotonicMs: () => performance.now() };
const nothing = { session: null, revision: null, changedAt: null, problem: null, aside: [] };
const here = '6b0f3c1e-5b0e-4c58-9d36-0d2a1d4f7a01';
const there = '6b0f3c1e-5b0e-4c58-9d36-0d2a1d4f7a02';

/** Keeps a session as a window does that has seen what is kept. */
const keep = async (store: SessionStore, session: Session) =>
  store.save(session, (await store.load()).revision, here);
const session: Session = {
  schemaVersion: 1,
  step: 'scope',
  answers: '{"environment":{"name":"Prodüktion \\u0000"}}',
  lastRun: '0f3c9a52-6d1e-4b7a-9c44-2f1d8e5b7a90',
};

describe('the session of the wizard', () => {
  let home = '';
  let folder = '';
  let file = '';
  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'netready-'));
    folder = join(home, 'data');
    file = join(folder, sessionFileName);
  });
  afterEach(() => rm(home, { recursive: true, force: true }));

  const store = () => createSessionStore({ folder, clock });
  const put = async (content: string | Uint8Array) => {
    await mkdir(folder, { recursive: true });
    await writeFile(file, content);
  };

  it('is none at first, and then what was saved last, also for another process', async () => {
    expect(await store().load()).toEqual(nothing);
    await keep(store(), { ...session, step: 'start' });
    const revision = await keep(store(), session);
    expect(await store().load()).toMatchObject({ session, revision, problem: null, aside: [] });
    expect(await readdir(folder)).toEqual([sessionFileName]);
  });

  it.skipIf(process.platform === 'win32')('can be read by its owner alone', async () => {
    await keep(store(), session);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
  });

  it('keeps the order in which it is saved', async () => {
    const one = store();
    const first = await keep(one, session);
    const saves = [one.save({ ...session, answers: 'x' }, first, here), one.save(session, first, there)];
    expect(await Promise.allSettled(saves)).toMatchObject([
      { status: 'fulfilled' },
      { status: 'rejected', reason: { code: 'session-changed' } },
    ]);
    expect((await one.load()).session?.answers).toBe('x');
  });

  it('can load the longest session that it can save', async () => {
    const longest = sessionSchema.parse({ ...session, answers: '\u0001'.repeat(1024 * 1024) });
    await keep(store(), longest);
    expect((await stat(file)).size).toBeLessThan(maxSessionBytes);
    expect((await store().load()).session).toEqual(longest);
  });

  it('is forgotten when it is cleared, however often', async () => {
    await store().clear(await keep(store(), session));
    await store().clear(null);
    expect(await readdir(folder)).toEqual([]);
  });

  it.each([
    ['no JSON', '{"schemaVersion":1,', 'it is damaged'],
    ['no UTF-8', Uint8Array.of(0x22, 0xff, 0x22), 'it is damaged'],
    ['an unknown field', JSON.stringify({ ...session, more: 1 }), 'this version does not know what it holds'],
    [
      'a newer version',
      JSON.stringify({ ...session, schemaVersion: 2 }),
      'this version does not know what it holds',
    ],
    [
      'more than any session',
      ' '.repeat(maxSessionBytes + 1),
      `it is not a file of at most ${maxSessionBytes} bytes`,
    ],
  ])('moves a file with %s aside and says so', async (_name, content, why) => {
    await put(content);
    const aside = join(folder, 'session.damaged-20261122-101500Z.json');
    expect(await store().load()).toEqual({
      ...nothing,
      problem: `The answers of the last session could not be restored from their file, because ${why}; it was kept as ${aside}.`,
    });
    expect((await readFile(aside)).equals(Buffer.from(content))).toBe(true);
    expect(await store().load()).toEqual(nothing);
  });

  it('loses no damaged file, also when several are found within one second', async () => {
    for (const content of ['one', 'two', 'three']) {
      await put(content);
      await store().load();
    }
    const names = (await readdir(folder)).sort();
    expect(names).toEqual([
      'session.damaged-20261122-101500Z-2.json',
      'session.damaged-20261122-101500Z-3.json',
      'session.damaged-20261122-101500Z.json',
    ]);
    const contents = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
    expect(contents).toEqual(['two', 'three', 'one']);
  });

  it('says so when a folder stands in its place', async () => {
    await mkdir(file, { recursive: true });
    expect((await store().load()).problem).toBe(
      `The answers of the last session could not be restored from their file, because it is not a file of at most ${maxSessionBytes} bytes; it is still ${file}.`,
    );
    await expect(keep(store(), session)).rejects.toMatchObject({ code: 'output-unwritable' });
    expect(await readdir(folder)).toEqual([sessionFileName]);
  });

  it('says where the file is when it cannot be moved', async () => {
    await put('damaged');
    const other = createSessionStore({ folder, clock });
    const twins = Array.from({ length: 100 }, (_, index) => (index === 0 ? '' : `-${index + 1}`));
    await Promise.all(
      twins.map((twin) => writeFile(join(folder, `session.damaged-20261122-101500Z${twin}.json`), '')),
    );
    expect((await other.load()).problem).toContain(`; it is still ${file}.`);
    expect(await readFile(file, 'utf8')).toBe('damaged');
  });

  it('says why it cannot be written, and leaves nothing half-written', async () => {
    await writeFile(folder, 'a file');
    await expect(keep(store(), session)).rejects.toMatchObject({ code: 'output-unwritable' });
    expect(await readdir(home)).toEqual(['data']);
  });

  describe('of two windows', () => {
    const mine = { ...session, answers: 'mine' };
    const theirs = { ...session, answers: 'theirs' };

    it('is never replaced by one that has not seen it: both stay, until somebody decides', async () => {
      const [one, other] = [store(), store()];
      const seen = await keep(one, session);
      const kept = await one.save(mine, seen, here);
      await expect(other.save(theirs, seen, there)).rejects.toMatchObject({
        code: 'session-changed',
        message: 'Another window has kept other answers since this one read them.',
      });
      expect(await store().load()).toMatchObject({
        session: mine,
        revision: kept,
        aside: [{ window: there, session: theirs }],
      });
      await other.save(theirs, kept, there);
      await other.forget(there);
      expect(await store().load()).toMatchObject({ session: theirs, aside: [] });
      expect(await readdir(folder)).toEqual([sessionFileName]);
    });

    it('is replaced by its own window, which had not heard yet what became of it, and by no other', async () => {
      const same = store();
      const { revision: base } = await same.load();
      await same.save(session, base, here);
      await same.save({ ...session, step: 'review' }, base, here);
      expect((await same.load()).session).toMatchObject({ step: 'review' });
      await expect(same.save(session, base, there)).rejects.toMatchObject({ code: 'session-changed' });
      await same.save({ ...session, step: 'start' }, (await same.load()).revision, there);
      await expect(same.save(session, base, here)).rejects.toMatchObject({ code: 'session-changed' });
      expect((await same.load()).session).toMatchObject({ step: 'start' });
    });

    it('waits aside once for each window, as it was last', async () => {
      const seen = await keep(store(), session);
      for (const answers of ['a', 'ab', 'abc'])
        await expect(store().save({ ...mine, answers }, null, there)).rejects.toMatchObject({
          code: 'session-changed',
        });
      const { aside, revision } = await store().load();
      expect(aside.map(({ session: own }) => own.answers)).toEqual(['abc']);
      expect(revision).toBe(seen);
    });

    it('waits aside at most so often, the newest ones', async () => {
      await keep(store(), session);
      const windows = Array.from(
        { length: maxAside + 2 },
        (_, index) => `6b0f3c1e-5b0e-4c58-9d36-${String(index).padStart(12, '0')}`,
      );
      const one = store();
      for (const window of windows) await one.save(mine, null, window).catch(() => undefined);
      const { aside } = await one.load();
      expect(aside).toHaveLength(maxAside);
      expect(aside.map(({ window }) => window)).toContain(windows.at(-1));
    });

    it('is not forgotten by one that has not seen it', async () => {
      const seen = await keep(store(), session);
      await store().save(mine, seen, here);
      await expect(store().clear(seen)).rejects.toMatchObject({ code: 'session-changed' });
      expect((await store().load()).session).toEqual(mine);
    });

    it('that is damaged is not replaced either, and a file of somebody else is not taken for one aside', async () => {
      await put('damaged');
      await expect(store().save(mine, null, here)).rejects.toMatchObject({ code: 'session-changed' });
      expect(await readFile(file, 'utf8')).toBe('damaged');
      await writeFile(join(folder, 'session.aside-note.json'), JSON.stringify(mine));
      await writeFile(join(folder, `session.aside-${there}.json`), 'damaged');
      expect((await store().load()).aside.map(({ window }) => window)).toEqual([here]);
    });

    it('loses nothing when many stores write at once, as several processes do', async () => {
      const count = async (one: SessionStore, window: string): Promise<void> => {
        for (;;) {
          const { session: found, revision } = await one.load();
          const next = { ...session, answers: String(Number(found?.answers ?? 0) + 1) };
          const isKept = await one.save(next, revision, window).then(
            () => true,
            () => false,
          );
          if (isKept) return;
        }
      };
      const stores = [here, there, '6b0f3c1e-5b0e-4c58-9d36-0d2a1d4f7a03'].map((window) => ({
        window,
        one: store(),
      }));
      await Promise.all(
        stores.map(async ({ one, window }) => {
          for (let times = 0; times < 10; times += 1) await count(one, window);
        }),
      );
      expect((await store().load()).session?.answers).toBe('30');
    });
  });
});
