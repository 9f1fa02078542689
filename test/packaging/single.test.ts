import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { buildDebian } from '../../build/debian.mjs';
import { canBuildSingle, nodePackages } from '../../build/node-program.mjs';
import { buildRpm } from '../../build/rpm.mjs';
import { buildSingle } from '../../build/single.mjs';
import packageJson from '../../package.json' with { type: 'json' };
import { ask, findPage } from '../support/host-under-test.ts';
import { needsAlso } from '../support/needs.ts';
import { buildElsewhere } from './support/build-elsewhere.ts';

const run = promisify(execFile);
const dist = join(import.meta.dirname, '..', '..', 'dist');
const work = mkdtempSync(join(tmpdir(), 'netready-single-test-'));
afterAll(() => rmSync(work, { recursive: true, force: true }));

/** An environment in which nothing of this machine's Node is found. */
const bare = { HOME: work, PATH: '/nowhere', LANG: 'C.UTF-8' };
const isLinux = { isMet: process.platform === 'linux', otherwise: 'this system is not Linux' };
const hasNode = { isMet: await canBuildSingle('linux-x64'), otherwise: 'Node for Linux cannot be fetched' };
const isRoot = { isMet: process.getuid?.() === 0, otherwise: 'this account is not root' };

/** How a prepared program begins, and the flag behind it that says it is compiled: `src/node_sea.h` of Node 24. */
const preparedMagic = Buffer.from('20da4301', 'hex');
const compiledFlag = 4;

let single = '';
beforeAll(async () => {
  if (isLinux.isMet && hasNode.isMet) single = await buildSingle('linux-x64', dist, work);
}, 180_000);

needsAlso([isLinux, hasNode])('the single-file program for Linux', () => {
  it('says its version, and is at most 158 MB', async () => {
    const { stdout } = await run(single, ['--version'], { env: bare });
    expect(stdout.trim()).toBe(packageJson.version);
    expect(statSync(single).size).toBeLessThan(158_000_000);
  });

  it('is the same, byte for byte, when it is built in another folder', async () => {
    const other = await buildElsewhere('linux-x64', work);
    expect(readFileSync(other).equals(readFileSync(single))).toBe(true);
  }, 120_000);

  it('starts from what was compiled when it was built', async () => {
    const bytes = readFileSync(single);
    const header = bytes.indexOf(preparedMagic);
    expect(bytes.readUInt32LE(header + preparedMagic.length) & compiledFlag).toBe(compiledFlag);
    // Node warns here when what was compiled does not fit it.
    const { stderr } = await run(single, ['--version'], { env: bare });
    expect(stderr).toBe('');
  });

  it('carries the licences of its libraries, and that of Node', () => {
    const bytes = readFileSync(single);
    for (const text of [
      'Copyright (c) 2025 Colin McDonnell',
      `Node.js ${nodePackages['linux-x64'].version}`,
      'Copyright Node.js contributors. All rights reserved.',
    ])
      expect(bytes.includes(text), text).toBe(true);
  });

  it('lets nobody put code into it through the environment', async () => {
    const env = { ...bare, NODE_OPTIONS: '--require=/nowhere/planted.cjs' };
    expect((await run(single, ['--version'], { env })).stdout.trim()).toBe(packageJson.version);
  });

  it('writes a signed report with its own fonts, and finds it intact', async () => {
    const out = join(work, 'report');
    await run(single, ['check', '--only', 'loc-port-12000', '--out', out], { env: bare });
    const pdf = readdirSync(out).find((name) => name.endsWith('.pdf')) ?? '';
    const answer = await run(single, ['verify', join(out, pdf), '--format', 'json'], { env: bare }).catch(
      (error: { code: number; stdout: string }) => error,
    );
    expect(answer).toMatchObject({ code: 6 });
    expect(JSON.parse(answer.stdout)).toMatchObject([{ outcome: 'unknown-signer', pages: 'match' }]);
  });

  it('serves the wizard from inside itself', async () => {
    const child = spawn(single, ['serve'], { env: bare, stdio: ['ignore', 'pipe', 'ignore'] });
    try {
      const [chunk] = await once(child.stdout, 'data');
      const url = String(chunk).trim();
      const host = { port: Number(new URL(url).port), url: () => url };
      const page = await ask(host.port, await findPage(host));
      expect(page.text).toContain('<title>Netready');
    } finally {
      child.kill();
      await once(child, 'exit');
    }
  });
});

needsAlso(
  [isLinux, hasNode],
  'rpmbuild',
  'rpm',
)('the RPM package', () => {
  const licences = join(dist, 'THIRD-PARTY-LICENSES.txt');
  let package_ = '';
  beforeAll(async () => {
    package_ = await buildRpm({ single, licences, outDir: work, seconds: 1_700_000_000 });
  }, 180_000);

  it('holds the program as it is, its licences and its changes, all owned by root', async () => {
    const form = '[%{FILEMODES:perms} %{FILEUSERNAME}/%{FILEGROUPNAME} %{FILENAMES}\n]';
    const { stdout } = await run('rpm', ['--query', '--package', '--queryformat', form, package_]);
    expect(stdout.trim().split('\n')).toEqual([
      '-rwxr-xr-x root/root /usr/bin/netready',
      'drwxr-xr-x root/root /usr/share/doc/netready-cli',
      '-rw-r--r-- root/root /usr/share/doc/netready-cli/CHANGELOG.md',
      'drwxr-xr-x root/root /usr/share/licenses/netready-cli',
      '-rw-r--r-- root/root /usr/share/licenses/netready-cli/LICENSE',
      '-rw-r--r-- root/root /usr/share/licenses/netready-cli/THIRD-PARTY-LICENSES.txt',
    ]);
  });

  it('says nothing of the machine and the time of its making', async () => {
    const form = '%{BUILDHOST} %{BUILDTIME} [%{FILEMTIMES} ]';
    const { stdout } = await run('rpm', ['--query', '--package', '--queryformat', form, package_]);
    expect(stdout.trim().split(' ')).toEqual(['localhost', ...Array(7).fill('1700000000')]);
  });

  needsAlso([isRoot])('installed', () => {
    it('is complete, checks, and leaves no file behind', async () => {
      const base = join(work, 'rpm-root');
      mkdirSync(base);
      const rpm = (...args: readonly string[]) =>
        run('rpm', ['--root', base, '--dbpath', '/var/lib/rpm', '--nodeps', ...args]);
      const program = join(base, 'usr', 'bin', 'netready');

      await rpm('--install', package_);
      await rpm('--verify', 'netready-cli');
      const { stdout } = await run(program, ['check', '--only', 'loc-port-12000', '--format', 'json'], {
        env: bare,
      });
      expect(JSON.parse(stdout)).toMatchObject({ schema: 'netready.run/1', verdict: 'pass' });

      await rpm('--erase', 'netready-cli');
      expect(existsSync(program)).toBe(false);
      expect(readdirSync(join(base, 'usr', 'share', 'licenses'))).toEqual([]);
    }, 120_000);
  });
});

needsAlso([isLinux, hasNode], 'dpkg-deb')('the Debian package', () => {
  let deb = '';
  beforeAll(async () => {
    const licences = join(dist, 'THIRD-PARTY-LICENSES.txt');
    deb = await buildDebian({ single, licences, outDir: work, seconds: 1_700_000_000 });
  }, 180_000);

  it('holds the program, its licences and its changes, all owned by root', async () => {
    const { stdout } = await run('dpkg-deb', ['--contents', deb]);
    const lines = stdout.trim().split('\n');
    const files = lines.filter((line) => line.startsWith('-')).map((line) => line.split(/\s+/));
    expect(files.map(([mode, owner, , , , path]) => `${mode} ${owner} ${path}`)).toEqual([
      '-rwxr-xr-x root/root ./usr/bin/netready',
      '-rw-r--r-- root/root ./usr/share/doc/netready-cli/changelog.gz',
      '-rw-r--r-- root/root ./usr/share/doc/netready-cli/copyright',
    ]);
  });

  it('is the same where new files are for nobody else', async () => {
    const small = join(work, 'small');
    writeFileSync(small, 'a program');
    const build = async (umask: number) => {
      const before = process.umask(umask);
      try {
        const outDir = join(work, `umask ${umask}`);
        const options = { single: small, licences: small, outDir, seconds: 1_700_000_000 };
        return readFileSync(await buildDebian(options));
      } finally {
        process.umask(before);
      }
    };
    const usual = await build(0o022);
    for (const umask of [0o077, 0o027, 0]) expect((await build(umask)).equals(usual)).toBe(true);
  });

  needsAlso(
    [isRoot],
    'dpkg',
    'chroot',
  )('installed', () => {
    it('puts netready on the path, checks, and leaves nothing behind', async () => {
      const base = join(work, 'root');
      const database = join(base, 'var', 'lib', 'dpkg');
      for (const folder of ['updates', 'info']) mkdirSync(join(database, folder), { recursive: true });
      await run('touch', [join(database, 'status'), join(database, 'available')]);
      const dpkg = (...args: readonly string[]) =>
        run('dpkg', [`--root=${base}`, '--force-depends', '--log=/dev/null', ...args]);

      await dpkg('--install', deb);
      const env = { ...bare, PATH: join(base, 'usr', 'bin') };
      const { stdout } = await run('netready', ['check', '--only', 'loc-port-12000', '--format', 'json'], {
        env,
      });
      expect(JSON.parse(stdout)).toMatchObject({ schema: 'netready.run/1', verdict: 'pass' });

      await dpkg('--purge', 'netready-cli');
      expect(existsSync(join(base, 'usr'))).toBe(false);
      expect(readFileSync(join(database, 'status'), 'utf8')).not.toContain('netready');
    }, 120_000);
  });
});
