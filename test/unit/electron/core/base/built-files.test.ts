import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import {
  builtFilesIn,
  ownBuiltFiles,
  ownBuiltFilesAtOnce,
} from '../../../../../electron/core/base/built-files.ts';

function assetOf(files: Readonly<Record<string, string>>) {
  return (key: string): ArrayBuffer => {
    const text = files[key];
    if (text === undefined) throw new Error(`no asset ${key}`);
    return new TextEncoder().encode(text).buffer;
  };
}

describe('the built files', () => {
  it('are read from a folder by their path with forward slashes', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'netready-built-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    await mkdir(join(folder, 'assets'));
    await writeFile(join(folder, 'assets', 'font.ttf'), 'a font');
    const files = builtFilesIn(folder);
    expect((await files('assets/font.ttf')).toString()).toBe('a font');
    await expect(files('assets/none.ttf')).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('are read from inside a single-file program, and one that is not there is refused', async () => {
    const files = ownBuiltFiles({
      isSea: () => true,
      getAsset: assetOf({ 'assets/font.ttf': 'inside' }) as typeof import('node:sea').getAsset,
    });
    expect((await files('assets/font.ttf')).toString()).toBe('inside');
    await expect(files('assets/none.ttf')).rejects.toThrow('no asset assets/none.ttf');
    const atOnce = ownBuiltFilesAtOnce({
      isSea: () => true,
      getAsset: assetOf({ 'assets/font.ttf': 'inside' }) as typeof import('node:sea').getAsset,
    });
    expect(atOnce('assets/font.ttf').toString()).toBe('inside');
    expect(() => atOnce('assets/none.ttf')).toThrow('no asset assets/none.ttf');
  });

  it('come from the folder of the build where Node knows no single-file programs', async () => {
    const font = 'assets/Inter-Regular.ttf';
    expect((await ownBuiltFiles(undefined)(font)).length).toBeGreaterThan(100_000);
    expect(ownBuiltFilesAtOnce(undefined)(font)).toEqual(await ownBuiltFiles(undefined)(font));
  });
});
