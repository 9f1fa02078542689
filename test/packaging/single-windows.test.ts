import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { canBuildSingle, provideNodeProgram } from '../../build/node-program.mjs';
import { owner } from '../../build/owner.mjs';
import { writeSums } from '../../build/release.mjs';
import { buildSingle } from '../../build/single.mjs';
import { readResources, withResources } from '../../build/windows-resources.mjs';
import packageJson from '../../package.json' with { type: 'json' };
import { needsAlso } from '../support/needs.ts';
import {
  findWindows,
  needsWindows,
  startWindows,
  type Windows,
  windowsPath,
} from '../windows/support/windows-program.ts';
import { buildElsewhere } from './support/build-elsewhere.ts';

const hasNode = { isMet: await canBuildSingle('win-x64'), otherwise: 'Node for Windows cannot be fetched' };

const dist = join(import.meta.dirname, '..', '..', 'dist');

needsAlso([hasNode])('the single-file program for Windows, looked at', () => {
  const work = mkdtempSync(join(tmpdir(), 'netready-single-windows-'));
  let program = '';
  beforeAll(async () => {
    program = await buildSingle('win-x64', dist, work);
  }, 300_000);
  afterAll(() => rmSync(work, { recursive: true, force: true }));

  it('shows its own name, version and icon, and writes to a console', () => {
    expect(readResources(readFileSync(program))).toEqual({
      texts: {
        CompanyName: owner.name,
        ProductName: 'Netready',
        FileDescription: 'Netready command line',
        InternalName: 'netready',
        OriginalFilename: 'netready-win-x64.exe',
        LegalCopyright:
          'Copyright (c) the Netready contributors. Contains Node.js and others; see their licences.',
        FileVersion: packageJson.version,
        ProductVersion: packageJson.version,
      },
      version: [...packageJson.version.split('.').map(Number), 0],
      icons: [16, 24, 32, 48, 64, 128, 256],
      isConsole: true,
    });
  });

  it('is the same, byte for byte, when it is built in another folder', async () => {
    const other = await buildElsewhere('win-x64', work);
    expect(readFileSync(other).equals(readFileSync(program))).toBe(true);
  }, 120_000);

  it('gets no resources while it carries the signature of somebody else', async () => {
    const signed = readFileSync(await provideNodeProgram('win-x64'));
    const own = { icon: Buffer.alloc(0), version: '1.2.3', texts: {}, data: {} };
    expect(() => withResources(signed, own)).toThrow('signed');
  });
});

const somebody = {
  appId: 'example.netready',
  homepage: 'https://netready.example/',
  name: 'Example',
  email: 'a@b.example',
};

needsAlso(
  [hasNode],
  'osslsigncode',
  'openssl',
  'sha256sum',
)('the single-file program for Windows, signed', () => {
  const work = mkdtempSync(join(tmpdir(), 'netready-signed-'));
  const at = (name: string): string => join(work, name);
  const command = (name: string, ...args: readonly string[]) => {
    const { status, stdout, stderr } = spawnSync(name, args, { cwd: work, encoding: 'utf8' });
    return { status, output: `${stdout}${stderr}` };
  };
  const signer = at('sign.sh');
  beforeAll(() => {
    const days = ['-days', '2', '-subj', '/CN=Example', '-addext', 'extendedKeyUsage=codeSigning'];
    const files = ['-keyout', at('key.pem'), '-out', at('certificate.pem')];
    expect(
      command('openssl', 'req', '-x509', '-newkey', 'rsa:2048', '-nodes', ...files, ...days).status,
    ).toBe(0);
    writeFileSync(
      signer,
      `#!/bin/sh
set -e
osslsigncode sign -certs '${at('certificate.pem')}' -key '${at('key.pem')}' -in "$1" -out "$1.signed"
mv "$1.signed" "$1"
`,
    );
    chmodSync(signer, 0o755);
  });
  afterAll(() => rmSync(work, { recursive: true, force: true }));

  it('is signed as it is given away, and SHA256SUMS is about the signed file', async () => {
    const environment = { NETREADY_SIGN_COMMAND: signer };
    const program = await buildSingle('win-x64', dist, at('out'), { who: somebody, environment });
    const verified = command('osslsigncode', 'verify', '-CAfile', at('certificate.pem'), '-in', program);
    expect(verified.output).toContain('Signature verification: ok');
    expect(readResources(readFileSync(program)).texts).toMatchObject({ CompanyName: 'Example' });

    await writeSums(at('out'));
    const check = () =>
      spawnSync('sha256sum', ['--check', '--strict', 'SHA256SUMS'], { cwd: at('out') }).status;
    expect(check()).toBe(0);
    writeFileSync(program, 'changed');
    expect(check()).toBe(1);
  }, 120_000);

  it('is not made when signing fails, nor signed in the name of nobody', async () => {
    const failing = { NETREADY_SIGN_COMMAND: 'false' };
    const build = (who: typeof somebody) =>
      buildSingle('win-x64', dist, at('never'), { who, environment: failing });
    await expect(build(somebody)).rejects.toThrow('could not be signed');
    await expect(build(owner)).rejects.toThrow('build/owner.mjs');
    expect(readdirSync(work)).not.toContain('never');
  }, 120_000);
});

const base = await findWindows();

needsWindows(base, [hasNode])('the single-file program for Windows', () => {
  const work = mkdtempSync(join(tmpdir(), 'netready-single-windows-'));
  let program = '';
  let windows: Windows;
  beforeAll(async () => {
    program = await buildSingle('win-x64', dist, work);
    windows = await startWindows(base);
  }, 400_000);
  afterAll(async () => {
    await windows?.close();
    rmSync(work, { recursive: true, force: true });
  }, 60_000);

  it('says its version, and adds at most 28 MB to the 94 MB of Node', async () => {
    const { code, stdout } = await windows.program(program, ['--version']);
    expect([code, stdout.trim()]).toEqual([0, packageJson.version]);
    const node = statSync(await provideNodeProgram('win-x64')).size;
    expect(node).toBeLessThan(94_000_000);
    expect(statSync(program).size - node).toBeLessThan(28_000_000);
  }, 120_000);

  it('writes a signed report with its own fonts, and finds it intact', async () => {
    const out = join(windows.work, 'report');
    const checked = await windows.program(program, [
      'check',
      '--only',
      'loc-port-12000',
      '--out',
      windowsPath(out),
    ]);
    expect(checked.code, checked.stderr).toBe(0);
    const pdf = readdirSync(out).find((name) => name.endsWith('.pdf')) ?? '';
    const verified = await windows.program(program, [
      'verify',
      windowsPath(join(out, pdf)),
      '--format',
      'json',
    ]);
    expect(verified.code).toBe(6);
    expect(JSON.parse(verified.stdout)).toMatchObject([{ outcome: 'unknown-signer' }]);
  }, 180_000);
});
