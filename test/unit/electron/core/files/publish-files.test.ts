import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openFolder, publishFiles } from '../../../../../electron/core/files/publish-files.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

describe('publishing files', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'netready-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('makes the folder and writes every file', async () => {
    const out = join(folder, 'a', 'b');
    const paths = await publishFiles(out, [
      { name: 'one.txt', bytes: bytes('1') },
      { name: 'two.txt', bytes: bytes('2') },
    ]);
    expect(paths).toEqual([join(out, 'one.txt'), join(out, 'two.txt')]);
    expect(await readFile(join(out, 'two.txt'), 'utf8')).toBe('2');
    expect((await readdir(out)).sort()).toEqual(['one.txt', 'two.txt']);
  });

  it('writes what comes in parts, one after the other', async () => {
    const parts = ['one, ', 'two, ', 'three'].map(bytes);
    await publishFiles(folder, [{ name: 'parts.txt', bytes: new Set(parts) }]);
    expect(await readFile(join(folder, 'parts.txt'), 'utf8')).toBe('one, two, three');
  });

  it('refuses names that Windows has no files of, on Windows alone, before anything is written', async () => {
    const files = [
      { name: 'one.txt', bytes: bytes('1') },
      { name: 'nul.txt', bytes: bytes('2') },
    ];
    await expect(publishFiles(folder, files, { system: 'win32' })).rejects.toMatchObject({
      code: 'output-unwritable',
      message: `${join(folder, 'nul.txt')} could not be written: Windows has no files of that name.`,
    });
    expect(await readdir(folder)).toEqual([]);
    await publishFiles(folder, files, { system: 'linux' });
    expect(await readdir(folder)).toHaveLength(2);
  });

  it.each(['NUL', 'reports./2026', 'aux.d'])(
    'refuses the folder %s, which Windows has not, on Windows alone, before anything is made',
    async (name) => {
      const path = join(folder, name);
      const [part] = name.split('/');
      const refusal = {
        code: 'output-unwritable',
        message: `Nothing can be written to ${path}: Windows has no folder of that name, as "${part}" in it.`,
      };
      await expect(publishFiles(path, [], { system: 'win32' })).rejects.toMatchObject(refusal);
      await expect(openFolder(path, 'win32')).rejects.toMatchObject(refusal);
      expect(await readdir(folder)).toEqual([]);
      await openFolder(path, 'linux');
      expect(await readdir(folder)).toEqual([part]);
    },
  );

  it('never overwrites, and leaves none of the files when one name is taken', async () => {
    await writeFile(join(folder, 'two.txt'), 'mine');
    const published = publishFiles(folder, [
      { name: 'one.txt', bytes: bytes('1') },
      { name: 'two.txt', bytes: bytes('2') },
    ]);
    await expect(published).rejects.toMatchObject({
      code: 'file-exists',
      message: `${join(folder, 'two.txt')} exists already.`,
    });
    expect(await readdir(folder)).toEqual(['two.txt']);
    expect(await readFile(join(folder, 'two.txt'), 'utf8')).toBe('mine');
  });

  const without = (code: string) => ({
    link: async () => {
      throw Object.assign(new Error('no hard links here'), { code });
    },
  });

  it.each(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EINVAL', 'EISDIR', 'UNKNOWN'])(
    'never overwrites where there are no hard links either (%s)',
    async (code) => {
      const files = [
        { name: 'one.txt', bytes: bytes('1') },
        { name: 'two.txt', bytes: bytes('2') },
      ];
      await writeFile(join(folder, 'two.txt'), 'mine');
      await expect(publishFiles(folder, files, without(code))).rejects.toMatchObject({
        code: 'file-exists',
        message: `${join(folder, 'two.txt')} exists already.`,
      });
      expect(await readdir(folder)).toEqual(['two.txt']);
      expect(await readFile(join(folder, 'two.txt'), 'utf8')).toBe('mine');
      await rm(join(folder, 'two.txt'));
      expect(await publishFiles(folder, files, without(code))).toEqual([
        join(folder, 'one.txt'),
        join(folder, 'two.txt'),
      ]);
      expect((await readdir(folder)).sort()).toEqual(['one.txt', 'two.txt']);
      expect(await readFile(join(folder, 'two.txt'), 'utf8')).toBe('2');
    },
  );

  it('leaves nothing behind, also no empty file, when the disk fails while a name is given', async () => {
    const files = [{ name: 'one.txt', bytes: bytes('1') }];
    await expect(publishFiles(folder, files, without('EIO'))).rejects.toMatchObject({
      code: 'output-unwritable',
      message: `${join(folder, 'one.txt')} could not be written: the disk reported an error (EIO).`,
    });
    expect(await readdir(folder)).toEqual([]);
    const failing = {
      link: async (temporary: string) => {
        await rm(temporary);
        await without('EPERM').link();
      },
    };
    await expect(publishFiles(folder, files, failing)).rejects.toMatchObject({ code: 'output-unwritable' });
    expect(await readdir(folder)).toEqual([]);
  });

  it.runIf(process.platform === 'linux')(
    'names the file that could not be written, and not its folder',
    async () => {
      // The folder's path is as long as Linux allows, so that nothing can be made in it.
      const deep = join(folder, `${'x'.repeat(199)}/`.repeat(30)).slice(0, 4080);
      const files = ['one.txt', 'two.txt'].map((name) => ({ name, bytes: bytes(name) }));
      await expect(publishFiles(deep, files)).rejects.toMatchObject({
        code: 'output-unwritable',
        message: expect.stringContaining(`${join(deep, 'one.txt')} could not be written: `),
      });
    },
  );

  it('knows of a folder that cannot be used before there is anything to write', async () => {
    const file = join(folder, 'taken');
    await writeFile(file, '');
    await expect(openFolder(file)).rejects.toMatchObject({
      code: 'output-unwritable',
      message: `${file} is a file, where a folder is needed.`,
    });
    await openFolder(join(folder, 'new', 'reports'));
    expect(await readdir(join(folder, 'new', 'reports'))).toEqual([]);
  });

  it('says so when a part of the path is a file', async () => {
    await writeFile(join(folder, 'file'), '');
    await expect(publishFiles(join(folder, 'file', 'out'), [])).rejects.toMatchObject({
      code: 'output-unwritable',
      message: expect.stringContaining('a part of the path is a file, not a folder (ENOTDIR)'),
    });
  });
});
