import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, relative, sep } from 'node:path';
import { listPackage } from '@electron/asar';
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { canBuildSingle } from '../../build/node-program.mjs';
import { owner } from '../../build/owner.mjs';
import { pack } from '../../build/pack.mjs';
import { readResources } from '../../build/windows-resources.mjs';
import packageJson from '../../package.json' with { type: 'json' };
import { needsAlso } from '../support/needs.ts';
import { makeLinuxStub, makeWindowsStub } from './support/stub-electron.ts';

const root = join(import.meta.dirname, '..', '..');
const dist = join(root, 'dist');
const work = mkdtempSync(join(tmpdir(), 'netready-pack-'));
afterAll(() => rmSync(work, { recursive: true, force: true }));

/** Without the mark of the test runner, at which electron-builder falls silent. */
const { VITEST: _mark, ...environment } = process.env;

async function packOn(stub: string, output: string, system: '--linux' | '--win', ...more: readonly string[]) {
  const settings = [`-c.electronDist=${join(work, stub)}`, `-c.directories.output=${join(work, output)}`];
  return pack([system, 'dir', '--x64', ...settings, ...more], environment, { quiet: true });
}

const filesBelow = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => relative(folder, join(parentPath, name)).split(sep).join('/'))
    .sort();

const filesInArchive = (archive: string): readonly string[] => {
  const all = listPackage(archive, { isPack: false }).map((path) => path.replaceAll('\\', '/').slice(1));
  return all.filter((path) => !all.some((other) => other.startsWith(`${path}/`))).sort();
};

/**
 * What is not inside the archive: the command line has a package of its own, what Node has compiled is nothing to Electron, and
 * the licences lie beside.
 */
const isOutside = (path: string): boolean =>
  ['dist/cli.cjs', 'dist/THIRD-PARTY-LICENSES.txt'].includes(path) ||
  path.startsWith('dist/cli/') ||
  /\.cjs\.[^/]+$/.test(path);

const wantedFiles = (): readonly string[] =>
  ['package.json', ...filesBelow(dist).map((path) => `dist/${path}`)]
    .filter((path) => !isOutside(path))
    .sort();

const sha256 = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('hex');

/** How a switch that is off or on is written in the program. */
const [off, on] = ['0', '1'].map((state) => state.charCodeAt(0));

const wantedFuses = {
  [FuseV1Options.RunAsNode]: off,
  [FuseV1Options.EnableCookieEncryption]: off,
  [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: off,
  [FuseV1Options.EnableNodeCliInspectArguments]: off,
  [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: on,
  [FuseV1Options.OnlyLoadAppFromAsar]: on,
  [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: off,
  [FuseV1Options.GrantFileProtocolExtraPrivileges]: off,
};

describe('the desktop package for Linux, on a stub of Electron', () => {
  const unpacked = join(work, 'linux', 'linux-unpacked');
  const archive = join(unpacked, 'resources', 'app.asar');
  let log = '';

  beforeAll(async () => {
    makeLinuxStub(join(work, 'stub-linux'));
    const { status, output } = await packOn('stub-linux', 'linux', '--linux');
    expect(status, output).toBe(0);
    log = output;
  }, 60_000);

  it('holds exactly the built files: no source, no map, no test, no library folder', () => {
    expect(filesInArchive(archive)).toEqual(wantedFiles());
    expect(filesInArchive(archive).filter((path) => /\.(ts|tsx|map)$|node_modules|test/.test(path))).toEqual(
      [],
    );
  });

  it('says nothing about development in its package.json', () => {
    const { extractFile } = createRequire(import.meta.url)('@electron/asar');
    const packed = JSON.parse(String(extractFile(archive, 'package.json')));
    expect(packed).toMatchObject({ name: 'netready', main: 'dist/main.mjs' });
    for (const key of ['scripts', 'devDependencies', 'dependencies']) expect(packed[key] ?? {}).toEqual({});
  });

  it('is packed on the Electron that package.json pins, for the owner that build/owner.mjs names', () => {
    expect(log).toContain(`electron=${packageJson.devDependencies.electron}`);
    const { extractFile } = createRequire(import.meta.url)('@electron/asar');
    expect(JSON.parse(String(extractFile(archive, 'package.json')))).toMatchObject({
      homepage: owner.homepage,
      author: { name: owner.name, email: owner.email },
    });
  });

  it('is not signed in the name of nobody', async () => {
    const signing = { ...environment, CSC_LINK: 'certificate.p12' };
    await expect(pack(['--linux', 'dir'], signing, { quiet: true })).rejects.toThrow('build/owner.mjs');
  });

  it('has its switches set, and carries one language and the licences', async () => {
    expect(await getCurrentFuseWire(join(unpacked, 'netready-desktop'))).toMatchObject(wantedFuses);
    expect(readdirSync(join(unpacked, 'locales'))).toEqual(['en-US.pak']);
    const beside = readdirSync(unpacked);
    for (const name of [
      'THIRD-PARTY-LICENSES.txt',
      'LICENSE.netready.txt',
      'LICENSE.electron.txt',
      'LICENSES.chromium.html',
    ])
      expect(beside).toContain(name);
    expect(readdirSync(join(unpacked, 'resources')).sort()).toEqual(['app.asar']);
  });

  it('is at most 27 MB beside Electron, of which two thirds are fonts', () => {
    expect(statSync(archive).size).toBeLessThan(27_000_000);
  });

  it('gives the same archive, byte for byte, when it is packed again', async () => {
    const { status, output } = await packOn('stub-linux', 'again', '--linux');
    expect(status, output).toBe(0);
    expect(sha256(join(work, 'again', 'linux-unpacked', 'resources', 'app.asar'))).toBe(sha256(archive));
  }, 60_000);

  it('is not made from a setting that does not exist', async () => {
    const { status, output } = await packOn('stub-linux', 'never', '--linux', '-c.noSuchSetting=1');
    expect(status).not.toBe(0);
    expect(output).toContain("unknown property 'noSuchSetting'");
  }, 60_000);
});

const hasNode = { isMet: await canBuildSingle('win-x64'), otherwise: "Windows' Node cannot be fetched" };

needsAlso([hasNode])('the desktop package for Windows, on a stub of Electron', () => {
  const unpacked = join(work, 'windows', 'win-unpacked');

  beforeAll(async () => {
    await makeWindowsStub(join(work, 'stub-windows'));
    const { status, output } = await packOn('stub-windows', 'windows', '--win');
    expect(status, output).toBe(0);
  }, 180_000);

  it('holds exactly the built files, has its switches set, and knows the hash of its archive', async () => {
    const archive = join(unpacked, 'resources', 'app.asar');
    const program = join(unpacked, 'Netready.exe');
    expect(filesInArchive(archive)).toEqual(wantedFiles());
    expect(await getCurrentFuseWire(program)).toMatchObject(wantedFuses);
    const bytes = readFileSync(program);
    expect(bytes.includes('"file":"resources\\\\app.asar"')).toBe(true);
    expect(readResources(bytes).texts).toMatchObject({
      ProductName: 'Netready',
      CompanyName: owner.name,
      ProductVersion: expect.stringContaining(packageJson.version),
    });
    expect(bytes.includes('requireAdministrator')).toBe(false);
  });
});

describe('the packaging settings', () => {
  it('never publish and never update by themselves', () => {
    const text = readFileSync(join(root, 'build', 'electron-builder.yml'), 'utf8');
    expect(text).toMatch(/^publish: null$/m);
    expect(text).not.toMatch(/^\s+(provider|url):/m);
    writeFileSync(join(work, 'done'), '');
    expect(filesBelow(work).filter((path) => /(app-update|latest.*)\.yml$|\.blockmap$/.test(path))).toEqual(
      [],
    );
  });
});
