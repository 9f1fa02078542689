import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sweepDataFolder } from '../../../../../electron/core/files/sweep-data-folder.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'netready-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('what killed processes have left in a data folder', () => {
  it.each(['.', 'runs', 'aliases', 'unnamed', 'desktop', 'desktop/unnamed'])('goes from %s', async (part) => {
    const made = new Date('2026-11-22T10:00:00Z');
    const path = join(folder, part);
    await mkdir(path, { recursive: true });
    for (const name of ['.netready-ffffffff-00000000-1-0123456789ab.tmp', '.older.json.0123456789ab.tmp']) {
      await writeFile(join(path, name), 'half');
      await utimes(join(path, name), made, made);
    }
    await writeFile(join(path, 'whole.json'), '{}');
    await sweepDataFolder(folder, new Date('2026-11-24T10:00:00Z'));
    expect(await readdir(path)).toEqual(['whole.json']);
  });

  it('is looked for in no other folder, and none has to be there', async () => {
    const name = '.netready-ffffffff-00000000-1-0123456789ab.tmp';
    await mkdir(join(folder, 'foreign'));
    await writeFile(join(folder, 'foreign', name), 'half');
    await sweepDataFolder(folder, new Date(Date.now() + 48 * 3_600_000));
    expect(await readdir(join(folder, 'foreign'))).toEqual([name]);
    expect(await readdir(folder)).toEqual(['foreign']);
  });
});
