import { rmSync, writeFileSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type LockTimes, whileLocked } from '../../../../../electron/core/files/file-lock.ts';

describe('a lock', () => {
  let folder = '';
  let path = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'netready-lock-'));
    path = join(folder, 'data', 'session.lock');
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const clock = { monotonicMs: () => performance.now() };
  const quick: LockTimes = { everyMs: 1, deadAfterMs: 30, giveUpAfterMs: 300 };

  it('lets one piece of work go on at a time, and leaves nothing behind', async () => {
    let inside = 0;
    let most = 0;
    const work = async (): Promise<void> => {
      inside += 1;
      most = Math.max(most, inside);
      await new Promise((resolve) => setImmediate(resolve));
      inside -= 1;
    };
    await Promise.all(Array.from({ length: 30 }, () => whileLocked(path, clock, work)));
    expect(most).toBe(1);
    expect(await readdir(join(folder, 'data'))).toEqual([]);
  });

  it('is given back also when the work fails', async () => {
    await expect(whileLocked(path, clock, () => Promise.reject(new TypeError('broken')))).rejects.toThrow(
      'broken',
    );
    expect(await whileLocked(path, clock, async () => 'done')).toBe('done');
  });

  it('is not given back when somebody else has it by now', async () => {
    await whileLocked(path, clock, () => writeFile(path, 'of somebody else'));
    expect(await readFile(path, 'utf8')).toBe('of somebody else');
    expect(await readdir(join(folder, 'data'))).toEqual(['session.lock']);
  });

  it('stays while it changes hands, however old the first of them is', async () => {
    await whileLocked(path, clock, async () => undefined);
    await writeFile(path, 'holder 0');
    let now = 0;
    let looks = 0;
    const watched = {
      monotonicMs: () => {
        looks += 1;
        now += 20;
        writeFileSync(path, `holder ${Math.floor(looks / 2)}`);
        return now;
      },
    };
    const waiting = whileLocked(path, watched, async () => undefined, { ...quick, everyMs: 0 });
    await expect(waiting).rejects.toMatchObject({ message: `${path} did not become free in 0.3 seconds.` });
    expect(await readFile(path, 'utf8')).toMatch(/^holder /);
  });

  it('of somebody who died is taken away once it has stood still for long enough', async () => {
    await whileLocked(path, clock, async () => undefined);
    await writeFile(path, 'of the dead');
    const done = await Promise.all(
      ['one', 'two', 'three'].map((word) => whileLocked(path, clock, async () => word, quick)),
    );
    expect(done).toEqual(['one', 'two', 'three']);
    expect(await readdir(join(folder, 'data'))).toEqual([]);
  });

  it.skipIf(process.platform === 'win32')(
    'of somebody who died that cannot be taken away says so, and not that it is in use',
    async () => {
      // Long enough that the longer name, under which it would be taken away, is too long.
      const long = join(folder, 'x'.repeat(250));
      await writeFile(long, 'of the dead');
      await expect(whileLocked(long, clock, async () => undefined, quick)).rejects.toMatchObject({
        code: 'output-unwritable',
        message: expect.not.stringContaining('did not become free'),
      });
      expect(await readFile(long, 'utf8')).toBe('of the dead');
    },
  );

  it('that is given back between two looks is taken', async () => {
    await whileLocked(path, clock, async () => undefined);
    await writeFile(path, 'of somebody else');
    let looks = 0;
    const watched = {
      monotonicMs: () => {
        looks += 1;
        if (looks === 2) rmSync(path);
        return looks;
      },
    };
    expect(await whileLocked(path, watched, async () => 'done', quick)).toBe('done');
    expect(looks).toBe(2);
  });

  it('that never becomes free is given up, and then nothing was done', async () => {
    let isDone = false;
    let end = (): void => undefined;
    let begin = (): void => undefined;
    const begun = new Promise<void>((resolve) => {
      begin = resolve;
    });
    const held = whileLocked(
      path,
      clock,
      () =>
        new Promise<void>((resolve) => {
          end = resolve;
          begin();
        }),
    );
    await begun;
    const patient = { everyMs: 1, deadAfterMs: 60_000, giveUpAfterMs: 20 };
    const waiting = whileLocked(
      path,
      clock,
      async () => {
        isDone = true;
      },
      patient,
    );
    await expect(waiting).rejects.toMatchObject({
      code: 'output-unwritable',
      message: `${path} did not become free in 0.02 seconds.`,
    });
    expect(isDone).toBe(false);
    end();
    await held;
  });

  it('that cannot be made says so', async () => {
    await writeFile(join(folder, 'data'), 'a file');
    await expect(whileLocked(path, clock, async () => undefined)).rejects.toMatchObject({
      code: 'output-unwritable',
    });
    const noFile = `${join(folder, 'lock')}/`;
    await expect(whileLocked(noFile, clock, async () => undefined, quick)).rejects.toMatchObject({
      code: 'output-unwritable',
      message: expect.not.stringContaining('did not become free'),
    });
  });
});
