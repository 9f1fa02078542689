import { readdirSync, readFileSync, statSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join } from 'node:path';
import { bundles } from '../support/project-paths.ts';
import { expect, test } from '../support/test.ts';

const text = (file: string): string => readFileSync(file, 'utf8');

test('the preload is one small CommonJS file with nothing but Electron outside', () => {
  expect(statSync(bundles.preload).size).toBeLessThan(5 * 1024);
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

test('the list of the page is the page: nothing more, nothing less, no sources', () => {
  const folder = join(dirname(bundles.manifest), 'renderer');
  const listed = (JSON.parse(text(bundles.manifest)) as readonly { readonly path: string }[]).map(
    ({ path }) => path,
  );
  const there = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length).replaceAll('\\', '/'));
  expect(listed.toSorted()).toEqual(there.toSorted());
  expect(listed.filter((path) => /\.(map|tsx?)$/.test(path))).toEqual([]);
});
