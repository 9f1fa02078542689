import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createAliasLists } from '../../../../../electron/core/runs/alias-lists.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'netready-aliases-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const id = '0f8fad5b-d9cb-469f-a165-70867728950e';
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('lists of aliases', () => {
  it.skipIf(process.platform === 'win32')('are for their owner alone', async () => {
    const path = await createAliasLists(folder).keep(id, bytes('a'));
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect((await stat(join(folder, 'aliases'))).mode & 0o777).toBe(0o700);
  });

  it('are kept once, and never replaced by one that says something else', async () => {
    const lists = createAliasLists(folder);
    const first = await lists.keep(id, bytes('a'));
    expect(await lists.keep(id, bytes('a'))).toBe(first);
    const [second, third] = await Promise.all([lists.keep(id, bytes('b')), lists.keep(id, bytes('c'))]);
    expect([first, second, third]).toEqual(
      ['', '-2', '-3'].map((number) => join(folder, 'aliases', `${id}${number}.json`)),
    );
    expect(await readFile(first, 'utf8')).toBe('a');
    expect(await readFile(third, 'utf8')).toBe('c');
  });

  it('are refused where they cannot be written', async () => {
    await writeFile(join(folder, 'aliases'), '');
    await expect(createAliasLists(folder).keep(id, bytes('a'))).rejects.toMatchObject({
      code: expect.stringMatching(/^(output-unwritable|file-unreadable)$/),
    });
    await rm(join(folder, 'aliases'));
    await mkdir(join(folder, 'aliases', `${id}.json`), { recursive: true });
    await expect(createAliasLists(folder).keep(id, bytes('a'))).rejects.toMatchObject({
      code: 'file-unreadable',
    });
  });
});
