import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  createSessionStore,
  maxSessionBytes,
  sessionFileName,
} from '../../../../../electron/core/session/session-store.ts';
import { type Session, sessionSchema } from '../../../../../shared/contract/session.ts';

const clock = { now: () => new Date('2026-11-22T10:15:00.000Z') };
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
    expect(await store().load()).toEqual({ session: null, problem: null });
    await store().save({ ...session, step: 'start' });
    await store().save(session);
    expect(await store().load()).toEqual({ session, problem: null });
    expect(await readdir(folder)).toEqual([sessionFileName]);
  });

  it.skipIf(process.platform === 'win32')('can be read by its owner alone', async () => {
    await store().save(session);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
  });

  it('keeps the order in which it is saved', async () => {
    const one = store();
    const answers = Array.from({ length: 20 }, (_, index) => ({ ...session, answers: 'x'.repeat(index) }));
    await Promise.all(answers.map((entry) => one.save(entry)));
    expect((await one.load()).session?.answers).toHaveLength(19);
  });

  it('can load the longest session that it can save', async () => {
    const longest = sessionSchema.parse({ ...session, answers: '\u0001'.repeat(1024 * 1024) });
    await store().save(longest);
    expect((await stat(file)).size).toBeLessThan(maxSessionBytes);
    expect((await store().load()).session).toEqual(longest);
  });

  it('is forgotten when it is cleared, however often', async () => {
    await store().save(session);
    await store().clear();
    await store().clear();
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
      session: null,
      problem: `The answers of the last session could not be restored from their file, because ${why}; it was kept as ${aside}.`,
    });
    expect((await readFile(aside)).equals(Buffer.from(content))).toBe(true);
    expect(await store().load()).toEqual({ session: null, problem: null });
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
    await expect(store().save(session)).rejects.toMatchObject({ code: 'output-unwritable' });
    expect(await readdir(folder)).toEqual([sessionFileName]);
  });

  it('says where the file is when it cannot be moved', async () => {
    await put('damaged');
    const other = createSessionStore({ folder, clock: { now: () => new Date('2026-11-22T10:15:00.000Z') } });
    const twins = Array.from({ length: 100 }, (_, index) => (index === 0 ? '' : `-${index + 1}`));
    await Promise.all(
      twins.map((twin) => writeFile(join(folder, `session.damaged-20261122-101500Z${twin}.json`), '')),
    );
    expect((await other.load()).problem).toContain(`; it is still ${file}.`);
    expect(await readFile(file, 'utf8')).toBe('damaged');
  });

  it('says why it cannot be written, and leaves nothing half-written', async () => {
    await writeFile(folder, 'a file');
    await expect(store().save(session)).rejects.toMatchObject({ code: 'output-unwritable' });
    expect(await readdir(home)).toEqual(['data']);
  });
});
