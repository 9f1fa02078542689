import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeFolder } from '../../../../../electron/core/files/make-folder.ts';

let home = '';
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'netready-folder-'));
});
afterEach(() => rm(home, { recursive: true, force: true }));

describe('making a folder', () => {
  it('makes what is missing above it, and minds nothing that is there', async () => {
    const folder = join(home, 'a', 'b', 'c');
    await makeFolder(folder);
    await makeFolder(folder);
    expect((await stat(folder)).isDirectory()).toBe(true);
  });

  it.skipIf(process.platform === 'win32')('gives every folder that it makes the permissions', async () => {
    await makeFolder(join(home, 'a', 'b'), 0o700);
    for (const folder of [join(home, 'a'), join(home, 'a', 'b')])
      expect((await stat(folder)).mode & 0o777).toBe(0o700);
  });

  it('refuses where a file is in the way', async () => {
    const file = join(home, 'file');
    await writeFile(file, '');
    await expect(makeFolder(file)).rejects.toMatchObject({
      code: 'output-unwritable',
      message: `${file} is a file, where a folder is needed.`,
    });
    await expect(makeFolder(join(file, 'below'))).rejects.toMatchObject({ code: 'ENOTDIR' });
  });

  it.skipIf(process.platform !== 'linux')('ends where no folder can be made', async () => {
    await expect(makeFolder('/proc/netready/reports')).rejects.toMatchObject({ code: 'ENOENT' });
  });
});
