import { mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { replacePrivateFile } from '../../../../../electron/core/files/private-file.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

describe('a private file', () => {
  let folder = '';
  let path = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'netready-'));
    path = join(folder, 'data', 'file.json');
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('replaces the older one whole, and leaves nothing else behind', async () => {
    await replacePrivateFile(path, bytes('a long first text'));
    await replacePrivateFile(path, bytes('second'), new Date('2026-11-22T10:00:00.000Z'));
    expect(await readFile(path, 'utf8')).toBe('second');
    expect((await stat(path)).mtimeMs).toBe(Date.parse('2026-11-22T10:00:00.000Z'));
    expect(await readdir(join(folder, 'data'))).toEqual(['file.json']);
  });

  it.skipIf(process.platform === 'win32')('replaces a link, not what it leads to', async () => {
    const target = join(folder, 'target');
    await writeFile(target, 'untouched', { mode: 0o644 });
    await replacePrivateFile(path, bytes('x'));
    await rm(path);
    await symlink(target, path);
    await replacePrivateFile(path, bytes('mine'));
    expect([await readFile(target, 'utf8'), await readFile(path, 'utf8')]).toEqual(['untouched', 'mine']);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
  });

  it('leaves nothing half-written behind when it cannot get its name', async () => {
    await mkdir(path, { recursive: true });
    await writeFile(join(path, 'inside'), '');
    await expect(replacePrivateFile(path, bytes('x'))).rejects.toMatchObject({ code: 'output-unwritable' });
    expect(await readdir(join(folder, 'data'))).toEqual(['file.json']);
  });

  it('says what stands in its way, and keeps the older one', async () => {
    await writeFile(join(folder, 'data'), 'a file');
    await expect(replacePrivateFile(path, bytes('x'))).rejects.toMatchObject({
      code: 'output-unwritable',
      message: `${join(folder, 'data')} is a file, where a folder is needed.`,
    });
    const deeper = join(folder, 'data', 'more', 'file.json');
    await expect(replacePrivateFile(deeper, bytes('x'))).rejects.toMatchObject({
      code: 'output-unwritable',
      message: expect.stringContaining('a part of the path is a file, not a folder (ENOTDIR)'),
    });
    expect(await readFile(join(folder, 'data'), 'utf8')).toBe('a file');
  });
});
