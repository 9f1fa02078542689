import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { builtFilesIn } from '../../../../electron/core/base/built-files.ts';
import { readPageAssets } from '../../../../electron/host/page-assets.ts';
import { writePage } from '../../../support/host-under-test.ts';

describe('the built page', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'netready-page-'));
    await writePage(folder);
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const refused = {
    code: 'internal',
    message: 'The files of the wizard are missing or damaged; install Netready again.',
  };

  it('is read whole: what the manifest lists, and nothing else', async () => {
    const assets = await readPageAssets(builtFilesIn(folder));
    expect([...assets.keys()].sort()).toEqual(['/', '/assets/Inter.woff2', '/assets/index.js']);
    expect(assets.get('/assets/index.js')).toEqual({
      type: 'text/javascript; charset=utf-8',
      bytes: Buffer.from('export const answer = 42;'),
    });
  });

  it.each([
    ['a changed file', 'renderer/assets/index.js', 'export const answer = 43;'],
    ['no manifest', 'renderer-manifest.json', ''],
    ['a manifest that leads elsewhere', 'renderer-manifest.json', '[{"path":"/../secret.txt"}]'],
    ['an empty manifest', 'renderer-manifest.json', '[]'],
  ])('is refused with %s', async (_name, path, text) => {
    await writeFile(join(folder, path), text);
    await expect(readPageAssets(builtFilesIn(folder))).rejects.toMatchObject(refused);
  });

  it('is refused without a file, or without a place for the nonce', async () => {
    await rm(join(folder, 'renderer', 'assets', 'Inter.woff2'));
    await expect(readPageAssets(builtFilesIn(folder))).rejects.toMatchObject(refused);
    await writePage(folder, '<!doctype html><title>No nonce</title>');
    await expect(readPageAssets(builtFilesIn(folder))).rejects.toMatchObject(refused);
  });
});
