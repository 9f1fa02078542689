import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createRunStore, maxKeptRuns } from '../../../../../electron/core/runs/run-store.ts';
import type { RunResult } from '../../../../../shared/run/result.ts';
import { failedResult, passedResult } from '../../../../support/sample-results.ts';

const failed = failedResult();

/** A run that ended so many seconds after the first. */
const runAt = (seconds: number): RunResult => ({
  ...failed,
  id: randomUUID(),
  finishedAt: new Date(Date.parse('2026-11-22T10:00:00.000Z') + seconds * 1000).toISOString(),
});

describe('the runs that are kept', () => {
  let folder = '';
  let runs = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'netready-'));
    runs = join(folder, 'runs');
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const store = () => createRunStore(folder);

  it('are none at first', async () => {
    expect(await store().list()).toEqual({ runs: [], notes: [] });
    await expect(store().read(failed.id)).rejects.toMatchObject({ code: 'not-found' });
  });

  it('can be read as they were saved, by another process too', async () => {
    const passed = { ...passedResult(), id: randomUUID() };
    await store().save(failed);
    await store().save(passed);
    expect(await store().read(failed.id)).toEqual(failed);
    expect(await store().read(passed.id)).toEqual(passed);
    expect((await readdir(runs)).sort()).toEqual([`${failed.id}.json`, `${passed.id}.json`].sort());
  });

  it.skipIf(process.platform === 'win32')('can be read by their owner alone', async () => {
    await store().save(failed);
    expect((await stat(join(runs, `${failed.id}.json`))).mode & 0o777).toBe(0o600);
    expect((await stat(runs)).mode & 0o777).toBe(0o700);
  });

  it('are refused where they are larger than what is read again, and leave nothing behind', async () => {
    const [check] = failed.checks;
    if (check === undefined) throw new Error('the sample has no check');
    const reason = 'x'.repeat(1024 * 1024);
    const checks = Array.from({ length: 65 }, () => ({ ...check, reason }));
    await expect(store().save({ ...failed, checks })).rejects.toMatchObject({ code: 'output-unwritable' });
    expect(await readdir(runs)).toEqual([]);
  });

  it('are removed one by one, for good', async () => {
    const [old, young] = [runAt(0), runAt(60)] as const;
    for (const run of [old, young]) await store().save(run);
    await store().remove(old.id);
    expect(await readdir(runs)).toEqual([`${young.id}.json`]);
    await expect(store().read(old.id)).rejects.toMatchObject({ code: 'not-found' });
    await expect(store().remove(old.id)).rejects.toMatchObject({ code: 'not-found' });
    await expect(store().remove('../session')).rejects.toMatchObject({ code: 'not-found' });
  });

  it('do not come back out of what they wrote down', async () => {
    const [kept, unkept] = [runAt(0), runAt(60)] as const;
    await store().save(kept);
    for (const id of [kept.id, unkept.id]) await writeFile(join(runs, `${id}.journal`), '{}\n');
    await store().remove(kept.id);
    await expect(store().remove(unkept.id)).rejects.toMatchObject({ code: 'not-found' });
    expect(await readdir(runs)).toEqual([`${unkept.id}.journal`]);
    await store().forget(unkept.id);
    await store().forget(unkept.id);
    expect(await readdir(runs)).toEqual([]);
  });

  it('are listed newest first, with what a list shows', async () => {
    const [old, middle, young] = [runAt(0), runAt(60), runAt(120)] as const;
    for (const run of [middle, young, old]) await store().save(run);
    const list = await store().list();
    expect(list.runs.map(({ id }) => id)).toEqual([young.id, middle.id, old.id]);
    expect(list.runs[0]).toEqual({
      id: young.id,
      finishedAt: young.finishedAt,
      environment: 'Production',
      hostname: 'app01',
      verdict: 'fail',
      sentence: expect.stringMatching(/^Not ready: /),
      brokenOff: false,
    });
  });

  it('replace the run of the same id', async () => {
    await store().save(failed);
    await store().save({ ...failed, cancelled: true });
    expect((await store().list()).runs).toHaveLength(1);
    expect((await store().read(failed.id)).cancelled).toBe(true);
  });

  it('are bounded: the one that ended first goes, whatever was written last', async () => {
    const all = Array.from({ length: maxKeptRuns + 2 }, (_, index) => runAt(index));
    const one = store();
    for (const run of [...all].reverse().slice(2)) await one.save(run);
    expect((await one.list()).runs).toHaveLength(maxKeptRuns);
    const [youngest, next] = [all.at(-1), all.at(-2)];
    if (youngest === undefined || next === undefined) throw new Error('no runs');
    await one.save(next);
    await one.save(youngest);
    const kept = (await one.list()).runs.map(({ id }) => id);
    expect(kept).toEqual(
      all
        .slice(2)
        .reverse()
        .map(({ id }) => id),
    );
  });

  it('keep the run that was just saved, even when the clock was set back', async () => {
    const one = store();
    for (let index = 0; index < maxKeptRuns; index += 1) await one.save(runAt(index));
    const early = runAt(-3600);
    await one.save(early);
    expect((await one.list()).runs.at(-1)?.id).toBe(early.id);
    expect((await one.list()).runs).toHaveLength(maxKeptRuns);
  });

  it('leave out a file that cannot be used, with a note that names it', async () => {
    await store().save(failed);
    const [damaged, foreign, newer] = [randomUUID(), randomUUID(), randomUUID()];
    await writeFile(join(runs, `${damaged}.json`), '{"id":');
    await writeFile(join(runs, `${foreign}.json`), JSON.stringify(failed));
    await writeFile(join(runs, `${newer}.json`), JSON.stringify({ ...failed, id: newer, more: 1 }));
    await writeFile(join(runs, 'readme.json'), 'not a run');
    const list = await store().list();
    expect(list.runs.map(({ id }) => id)).toEqual([failed.id]);
    expect([...list.notes].sort()).toEqual(
      [
        `${join(runs, `${damaged}.json`)} could not be used: it is damaged.`,
        `${join(runs, `${foreign}.json`)} could not be used: the result in it has another id.`,
        `${join(runs, `${newer}.json`)} could not be used: this version does not know the result in it.`,
      ].sort(),
    );
    await expect(store().read(damaged)).rejects.toMatchObject({ code: 'file-unreadable' });
    expect(await readFile(join(runs, `${damaged}.json`), 'utf8')).toBe('{"id":');
  });

  it('are found by their exact id only, never by a path', async () => {
    await writeFile(join(folder, 'secret.json'), JSON.stringify(failed));
    await mkdir(runs);
    for (const id of ['../secret', '..%2fsecret', `${failed.id}\0`, '', '.', failed.id.toUpperCase()])
      await expect(store().read(id)).rejects.toMatchObject({ code: 'not-found' });
  });

  it('say why they cannot be kept', async () => {
    await writeFile(runs, 'a file');
    await expect(store().save(failed)).rejects.toMatchObject({ code: 'output-unwritable' });
    await expect(store().list()).rejects.toMatchObject({ code: 'file-unreadable' });
  });
});
