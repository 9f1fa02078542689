import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
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
      brotli: brotliCompressSync('export const answer = 42;'),
      isKept: true,
    });
    expect(assets.get('/')).toMatchObject({ brotli: null, isKept: false });
  });

  it.each([
    ['a changed file', 'renderer/assets/Inter.woff2', 'another font'],
    ['a packed file that is none', 'renderer/assets/index.js.br', 'export const answer = 42;'],
    ['another packed file', 'renderer/assets/index.js.br', brotliCompressSync('export const answer = 43;')],
    [
      'a packed file of immense size',
      'renderer/assets/index.js.br',
      brotliCompressSync(Buffer.alloc(17 * 1024 * 1024)),
    ],
    ['no manifest', 'renderer-manifest.json', ''],
    ['a manifest that leads elsewhere', 'renderer-manifest.json', '[{"path":"/../secret.txt"}]'],
    ['an empty manifest', 'renderer-manifest.json', '[]'],
  ])('is refused with %s', async (_name, path, bytes) => {
    await writeFile(join(folder, path), bytes);
    await expect(readPageAssets(builtFilesIn(folder))).rejects.toMatchObject(refused);
  });

  it('is refused without a file, or without a place for the nonce', async () => {
    await rm(join(folder, 'renderer', 'assets', 'Inter.woff2'));
    await expect(readPageAssets(builtFilesIn(folder))).rejects.toMatchObject(refused);
    await writePage(folder, '<!doctype html><title>No nonce</title>');
    await expect(readPageAssets(builtFilesIn(folder))).rejects.toMatchObject(refused);
  });
});
