import { spawnSync } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import packageJson from '../package.json' with { type: 'json' };
import { owner } from './owner.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

const rpmName = `netready-cli-${packageJson.version}-1.x86_64.rpm`;

/**
 * What rpmbuild is told (https://rpm.org/documentation): the program goes in as it is, because stripping it would cut
 * off what it carries, and nothing depends on the building machine: not its time, its name, or how many processors pack.
 * @type {readonly (readonly [name: string, value: string])[]}
 */
const macros = [
  ['debug_package', '%{nil}'],
  ['__os_install_post', '%{nil}'],
  ['_build_id_links', 'none'],
  ['_buildhost', 'localhost'],
  ['use_source_date_epoch_as_buildtime', '1'],
  ['clamp_mtime_to_source_date_epoch', '1'],
  ['_binary_payload', 'w3T2.xzdio'],
  ['_docdir', '/usr/share/doc'],
];

const spec = `Name: netready-cli
Version: ${packageJson.version}
Release: 1
Summary: Checks the network requirements of an OutSystems 11 server
License: MIT
URL: ${owner.homepage}
Packager: ${owner.name} <${owner.email}>
AutoReqProv: no
Requires: glibc >= 2.28, libstdc++ >= 8, libgcc

%description
The command netready: it checks every published network requirement of an
OutSystems 11 server, writes a signed report, verifies reports, and serves the
wizard to a browser on 127.0.0.1. It carries its own Node and needs no other.

%install
cp -r %{files_from}/. %{buildroot}

%files
%attr(0755, root, root) /usr/bin/netready
%attr(0644, root, root) /usr/share/doc/netready-cli/CHANGELOG.md
%attr(0644, root, root) /usr/share/licenses/netready-cli/LICENSE
%attr(0644, root, root) /usr/share/licenses/netready-cli/THIRD-PARTY-LICENSES.txt
%dir %attr(0755, root, root) /usr/share/doc/netready-cli
%dir %attr(0755, root, root) /usr/share/licenses/netready-cli
`;

/**
 * Builds the RPM package of the command line around the single-file program. The same program gives the same bytes.
 * @param {{ single: string, licences: string, outDir: string, seconds: number }} options `single` and `licences` are
 *   files; `seconds` is the time that every file in the package gets, since 1970
 * @returns {Promise<string>} the package's path
 */
export async function buildRpm({ single, licences, outDir, seconds }) {
  const work = await mkdtemp(join(tmpdir(), 'netready-rpm-'));
  try {
    const tree = join(work, 'tree');
    const files = {
      'usr/bin/netready': single,
      'usr/share/doc/netready-cli/CHANGELOG.md': join(root, 'CHANGELOG.md'),
      'usr/share/licenses/netready-cli/LICENSE': join(root, 'LICENSE'),
      'usr/share/licenses/netready-cli/THIRD-PARTY-LICENSES.txt': licences,
    };
    for (const [to, from] of Object.entries(files)) {
      await mkdir(dirname(join(tree, to)), { recursive: true });
      await copyFile(from, join(tree, to));
    }
    await writeFile(join(work, 'netready-cli.spec'), spec);
    const own = [
      ['_topdir', work],
      ['_rpmdir', work],
      ['_rpmfilename', rpmName],
      ['files_from', tree],
    ];
    const defines = [...macros, ...own].flatMap(([name, value]) => ['--define', `${name} ${value}`]);
    const { status, error, stderr } = spawnSync(
      'rpmbuild',
      ['-bb', '--quiet', '--target', 'x86_64-linux', ...defines, join(work, 'netready-cli.spec')],
      { encoding: 'utf8', env: { ...process.env, SOURCE_DATE_EPOCH: String(seconds) } },
    );
    if (status !== 0) throw new Error(`rpmbuild could not build the package: ${error?.message ?? stderr}`);
    await mkdir(outDir, { recursive: true });
    await copyFile(join(work, rpmName), join(outDir, rpmName));
    return join(outDir, rpmName);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}
