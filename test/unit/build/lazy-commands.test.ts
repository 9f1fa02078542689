import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, sep } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { commandPath } from '../../support/command.ts';
import { makeEcSigner } from '../../support/sample-report.ts';
import { failedResult } from '../../support/sample-results.ts';
import { madeHere, signResult } from '../../support/signed-result.ts';

const folder = join(dirname(commandPath), 'cli');
const home = mkdtempSync(join(tmpdir(), 'netready-lazy-'));
afterAll(() => rm(home, { recursive: true, force: true }));

/** Writes into a file which files of the build a command reads. */
const watcher = join(home, 'watcher.cjs');
const told = join(home, 'told');
writeFileSync(
  watcher,
  `const fs = require('node:fs');
   const { readFileSync } = fs;
   fs.readFileSync = (path, ...more) => {
     const name = String(path);
     if (name.startsWith(${JSON.stringify(join(folder, sep))}) && name.endsWith('.cjs'))
       fs.appendFileSync(${JSON.stringify(told)}, name + '\\n');
     return readFileSync(path, ...more);
   };`,
);

const report = join(home, 'report.pdf');
const commands = {
  check: ['check', '--only', 'loc-roles'],
  plan: ['plan'],
  firewall: ['firewall'],
  verify: ['verify', '--quick', report],
  diff: ['diff', '--quick', report, report],
  identity: ['identity', 'show'],
  profile: ['profile', 'new'],
  'check --out': ['check', '--only', 'loc-roles', '--out', home],
  help: ['--help'],
  version: ['--version'],
} as const;
type Name = keyof typeof commands;

const texts = new Map<Name, readonly string[]>();

beforeAll(async () => {
  writeFileSync(report, await signResult(madeHere(failedResult()), makeEcSigner('Lazy')));
});

/** The texts of the files that a command loads from its beginning to its end. */
function loadedBy(name: Name): readonly string[] {
  const known = texts.get(name);
  if (known !== undefined) return known;
  writeFileSync(told, '');
  const args = ['--require', watcher, commandPath, ...commands[name]];
  const { stderr } = spawnSync(process.execPath, args, { encoding: 'utf8', env: { NETREADY_HOME: home } });
  expect(stderr).not.toContain('Netready itself failed');
  const paths = readFileSync(told, 'utf8').trim().split('\n');
  expect(paths.length).toBeGreaterThan(0);
  const loaded = paths.map((path) => readFileSync(path, 'utf8'));
  texts.set(name, loaded);
  return loaded;
}

/** Which of some constants, classes and functions stand in what a command loads. */
function declaredBy(command: Name, names: readonly string[]): readonly string[] {
  const loaded = loadedBy(command);
  return names.filter((name) => {
    const declared = new RegExp(`^(?:var|const|class|(?:async )?function) ${name}\\b`, 'm');
    return loaded.some((text) => declared.test(text));
  });
}

/** What draws, what asks, what answers are checked with, and what a command does with them. */
const drawing = ['PDFDocument', 'renderDocument'];
const answers = ['factSchema', 'runResultSchema'];
const machinery = ['probes', 'runPlan', 'createVerifier'];

it.each<[Name, readonly string[]]>([
  ['check --out', drawing],
  ['plan', ['catalogue', 'profileSchema']],
  ['check', [...answers, 'probes', 'runPlan']],
  ['verify', ['createVerifier']],
])('%s loads what it needs', (name, needed) => {
  expect(declaredBy(name, needed)).toEqual(needed);
});

it.each<[Name, readonly string[]]>([
  ['check', drawing],
  ['plan', [...drawing, ...answers, ...machinery]],
  ['firewall', [...drawing, ...answers, ...machinery]],
  ['verify', [...drawing, 'catalogue']],
  ['diff', drawing],
  ['identity', [...drawing, 'catalogue', ...answers]],
  ['profile', [...drawing, ...answers, ...machinery]],
])('%s loads nothing that is for others', (name, others) => {
  expect(declaredBy(name, others)).toEqual([]);
});

it('what shows help and the version loads no other file', () => {
  for (const name of ['help', 'version'] as const) expect(loadedBy(name)).toHaveLength(1);
});
