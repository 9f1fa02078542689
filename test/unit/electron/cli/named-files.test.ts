import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { namedFiles } from '../../../../electron/cli/named-files.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'netready-test-'));
  await mkdir(join(folder, 'web01'));
  await mkdir(join(folder, 'web02'));
  await mkdir(join(folder, 'web03.pdf'));
  for (const name of [
    'b.pdf',
    'a.pdf',
    'A2.PDF',
    'a.json',
    '.hidden.pdf',
    'a(1).pdf',
    'web01/c.pdf',
    'web02/d.pdf',
  ])
    await writeFile(join(folder, name), '');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const found = async (pattern: string, system: NodeJS.Platform = 'linux'): Promise<readonly string[]> =>
  (await namedFiles([`${folder}/${pattern}`], system)).map((path) => path.slice(folder.length + 1));

describe('the files that arguments name', () => {
  it('are those that a pattern fits, by name, without folders and hidden files', async () => {
    expect(await found('*.pdf')).toEqual(['a(1).pdf', 'a.pdf', 'b.pdf']);
    expect(await found('?.pdf')).toEqual(['a.pdf', 'b.pdf']);
    expect(await found('a(?).*')).toEqual(['a(1).pdf']);
    expect(await found('.*.pdf')).toEqual(['.hidden.pdf']);
    expect(await found('web0?/*.pdf')).toEqual(['web01/c.pdf', 'web02/d.pdf']);
    expect(await found('*/c.pdf')).toEqual(['web01/c.pdf']);
  });

  it('are found in any case, and behind either separator, on Windows', async () => {
    expect(await found('*.pdf', 'win32')).toEqual(['A2.PDF', 'a(1).pdf', 'a.pdf', 'b.pdf']);
    const typed = `${folder}/web01\\*.PDF`;
    if (process.platform === 'win32') expect(await namedFiles([typed])).toEqual([`${folder}/web01\\c.pdf`]);
    else await expect(namedFiles([typed], 'linux')).rejects.toMatchObject({ code: 'file-unreadable' });
  });

  it.skipIf(process.platform === 'win32')('are what is named, where a file has just that name', async () => {
    await writeFile(join(folder, '*.pdf'), '');
    expect(await found('*.pdf')).toEqual(['*.pdf']);
    expect(await found('missing.pdf')).toEqual(['missing.pdf']);
  });

  it('come in the order of the arguments, each as it was typed', async () => {
    const args = [`${folder}/b.pdf`, `${folder}/web01/*`, `${folder}/b.pdf`];
    expect(await namedFiles(args)).toEqual([args[0], `${folder}/web01/c.pdf`, args[0]]);
  });

  it('are missing where no file fits, and nothing is taken for all', async () => {
    for (const pattern of ['*.txt', 'none/*.pdf', 'web03*', 'a.pdf/*'])
      await expect(found(pattern)).rejects.toMatchObject({
        code: 'file-unreadable',
        message: `No file fits ${folder}/${pattern}.`,
      });
  });
});
