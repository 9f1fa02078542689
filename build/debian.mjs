import { spawnSync } from 'node:child_process';
import { chmod, copyFile, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import packageJson from '../package.json' with { type: 'json' };
import { owner } from './owner.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

const debianName = `netready-cli_${packageJson.version}_amd64.deb`;

/**
 * What the package says about itself: https://www.debian.org/doc/debian-policy/ch-controlfields.html
 * @param {number} kibibytes how much it takes when it is installed
 */
const control = (kibibytes) => `Package: netready-cli
Version: ${packageJson.version}
Section: net
Priority: optional
Architecture: amd64
Depends: libc6 (>= 2.28), libstdc++6 (>= 8), libgcc-s1
Installed-Size: ${kibibytes}
Maintainer: ${owner.name} <${owner.email}>
Homepage: ${owner.homepage}
Description: checks the network requirements of an OutSystems 11 server
 The command netready: it checks every published network requirement of an
 OutSystems 11 server, writes a signed report, verifies reports, and serves the
 wizard to a browser on 127.0.0.1. It carries its own Node and needs no other.
`;

/** The folders of the package, each after the one that it lies in. */
const folders = [...['DEBIAN', 'usr', 'usr/bin', 'usr/share', 'usr/share/doc'], 'usr/share/doc/netready-cli'];

/** @type {(path: string) => Promise<void>} whose permissions do not depend on the umask of whoever builds */
async function makeFolder(path) {
  await mkdir(path);
  await chmod(path, 0o755);
}

/** @type {(path: string, content: string | Uint8Array) => Promise<void>} as `makeFolder` */
async function writePlain(path, content) {
  await writeFile(path, content);
  await chmod(path, 0o644);
}

/**
 * Builds the Debian package of the command line around the single-file program. The same program gives the same bytes.
 * @param {{ single: string, licences: string, outDir: string, seconds: number }} options `single` and `licences` are
 *   files; `seconds` is the time that every file in the package gets, since 1970
 * @returns {Promise<string>} the package's path
 */
export async function buildDebian({ single, licences, outDir, seconds }) {
  const tree = await mkdtemp(join(tmpdir(), 'netready-deb-'));
  try {
    await chmod(tree, 0o755);
    for (const folder of folders) await makeFolder(join(tree, folder));
    const doc = join(tree, 'usr/share/doc/netready-cli');
    await copyFile(single, join(tree, 'usr', 'bin', 'netready'));
    await chmod(join(tree, 'usr', 'bin', 'netready'), 0o755);
    const own = await readFile(join(root, 'LICENSE'), 'utf8');
    const others = await readFile(licences, 'utf8');
    const changes = gzipSync(await readFile(join(root, 'CHANGELOG.md')), { level: 9 });
    await writePlain(join(doc, 'copyright'), `${own}\n${others}`);
    await writePlain(join(doc, 'changelog.gz'), changes);
    const { size } = await stat(single);
    const installed = Math.ceil((size + own.length + others.length + changes.length) / 1024);
    await writePlain(join(tree, 'DEBIAN', 'control'), control(installed));
    await mkdir(outDir, { recursive: true });
    const path = join(outDir, debianName);
    const { status, error, stderr } = spawnSync(
      'dpkg-deb',
      ['--root-owner-group', '-Zxz', '-z3', '--build', tree, path],
      { encoding: 'utf8', env: { ...process.env, SOURCE_DATE_EPOCH: String(seconds) } },
    );
    if (status !== 0) throw new Error(`dpkg-deb could not build the package: ${error?.message ?? stderr}`);
    return path;
  } finally {
    await rm(tree, { recursive: true, force: true });
  }
}
