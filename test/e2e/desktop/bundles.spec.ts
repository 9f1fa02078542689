import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join } from 'node:path';
import { brotliDecompressSync, gzipSync } from 'node:zlib';
import { pageManifestSchema } from '../../../shared/contract/page.ts';
import { bundles } from '../support/project-paths.ts';
import { expect, test } from '../support/test.ts';

const text = (file: string): string => readFileSync(file, 'utf8');

test('the preload is one small CommonJS file with nothing but Electron outside', () => {
  expect(statSync(bundles.preload).size).toBeLessThan(6 * 1024);
  const required = [...text(bundles.preload).matchAll(/require\(["'`]([^"'`]+)["'`]\)/g)].map(
    ([, name]) => name,
  );
  expect(required).toEqual(['electron']);
  expect(text(bundles.preload)).not.toMatch(/\bzod\b|^import /m);
});

test('the programs need no package at run time', () => {
  const imported = (file: string): readonly string[] =>
    [...text(file).matchAll(/^import [^;]*?from ["']([^"']+)["'];?$/gm)].map(([, name]) => name ?? '');
  const isBuiltIn = (name: string): boolean => name.startsWith('node:') || builtinModules.includes(name);
  expect(imported(bundles.main).filter((name) => !isBuiltIn(name))).toEqual(['electron']);
  expect(imported(bundles.command).filter((name) => !isBuiltIn(name))).toEqual([]);
});

const pageFolder = join(dirname(bundles.manifest), 'renderer');
const page = (): string => text(join(pageFolder, 'index.html'));

test('the list of the page is the page: nothing more, nothing less, no sources', () => {
  const manifest = pageManifestSchema.parse(JSON.parse(text(bundles.manifest)));
  const listed = manifest.map(({ path, packed }) => (packed ? `${path}.br` : path));
  const there = readdirSync(pageFolder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(pageFolder.length).replaceAll('\\', '/'));
  expect(listed.toSorted()).toEqual(there.toSorted());
  expect(listed.filter((path) => /\.(map|tsx?)(\.br)?$/.test(path))).toEqual([]);
});

/** A packed file of the page as a browser sees it. */
const unpacked = (name: string): Buffer => brotliDecompressSync(readFileSync(join(pageFolder, `${name}.br`)));

test('what the page begins with is named with its digest', () => {
  const named = [...page().matchAll(/ (?:src|href)="\.\/([^"]+)"( integrity="[^"]+")?/g)];
  expect(named.length).toBeGreaterThan(3);
  for (const [, name = '', integrity] of named) {
    const digest = createHash('sha384').update(unpacked(name)).digest('base64');
    expect([name, integrity]).toEqual([name, ` integrity="sha384-${digest}"`]);
  }
});

test('the first script is small, with all that it imports', () => {
  const [, first = ''] = / src="\.\/([^"]+)"/.exec(page()) ?? [];
  const imported = [
    ...unpacked(first)
      .toString()
      .matchAll(/\bfrom ?"\.\/([^"]+)"/g),
  ];
  const names = [first, ...imported.map(([, name]) => `assets/${name}`)];
  const bytes = names.reduce((sum, name) => sum + gzipSync(unpacked(name)).length, 0);
  expect(bytes).toBeLessThan(180 * 1024);
});
