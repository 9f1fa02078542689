import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { cacheFolder } from '../../../build/node-program.mjs';

const run = promisify(execFile);

/**
 * The Debian that has Wine 10. Older ones have Wine 8, in which the Node that is given away does not start, and the
 * libraries of another Debian do not fit the programs of this system: so it lies in a folder of its own.
 */
const suite = 'trixie';

/**
 * The packages that Windows' programs without a window need; the others that Wine names are for pictures, sound and
 * printers, ten times as many. Without fonts Wine cannot make its desktop, which every program has.
 */
const packages = [
  'wine64',
  'libwine',
  'libz-mingw-w64',
  'libc6',
  'libgcc-s1',
  'libunwind8',
  'liblzma5',
  'libfreetype6',
  'libpng16-16t64',
  'libbrotli1',
  'libbz2-1.0',
  'zlib1g',
  'libfontconfig1',
  'libexpat1',
  'fonts-dejavu-core',
  'fonts-wine',
];

/** What of a system's root folder are its own programs and libraries; all else is shared with the Debian in the folder. */
const ownFolders = new Set(['usr', 'bin', 'sbin', 'lib', 'lib32', 'lib64', 'libx32']);

const usualMirror = 'http://deb.debian.org/debian/';
const keyring = '/usr/share/keyrings/debian-archive-keyring.gpg';

/** Where fonts are looked for; this system need not have any, nor a file that says so. */
const fontSettings = '/usr/share/wine/fonts.conf';
const fontFolders = `<?xml version="1.0"?>
<fontconfig><dir>/usr/share/fonts</dir><cachedir prefix="xdg">fontconfig</cachedir></fontconfig>
`;

const folderOf = (cache: string): string => join(cache, `wine-${suite}`);
const wine64 = '/usr/lib/wine/wine64';
const wineserver = '/usr/lib/wine/wineserver64';

/** The mirror from which this system's apt takes Debian's packages. */
async function mirrorOfThisSystem(): Promise<string> {
  const { stdout } = await run('apt-get', ['indextargets', '--format', '$(REPO_URI)']);
  return stdout.split('\n').find((address) => /\/debian\/?$/.test(address)) ?? usualMirror;
}

/** The packages' files, each proven by the signature of Debian over its list. */
async function fetchPackages(into: string): Promise<readonly string[]> {
  const lists = join(into, 'lists');
  const config = join(into, 'apt.conf');
  const sources = join(into, 'sources.list');
  await mkdir(join(lists, 'partial'), { recursive: true });
  await writeFile(
    sources,
    `deb [arch=amd64 signed-by=${keyring}] ${await mirrorOfThisSystem()} ${suite} main\n`,
  );
  await writeFile(
    config,
    [
      `Dir::Etc::sourcelist "${sources}";`,
      'Dir::Etc::sourceparts "/dev/null";',
      'Dir::State::status "/dev/null";',
      `Dir::State::lists "${lists}";`,
      `Dir::Cache "${into}";`,
      'APT::Sandbox::User "";',
      'Acquire::Retries "2";',
      'Acquire::http::Timeout "30";',
      '',
    ].join('\n'),
  );
  const apt = { cwd: into, env: { PATH: process.env['PATH'], LANG: 'C.UTF-8', APT_CONFIG: config } };
  await run('apt-get', ['update', '-qq'], apt);
  await run('apt-get', ['download', '-qq', ...packages], apt);
  return (await readdir(into)).filter((name) => name.endsWith('.deb')).map((name) => join(into, name));
}

/**
 * Wine takes only libraries that bear its mark. Debian's package `libwine` puts it on the one of `libz-mingw-w64` when it
 * is installed, which does not happen here.
 */
async function markZlib(folder: string): Promise<void> {
  const bytes = await readFile(join(folder, 'usr', 'x86_64-w64-mingw32', 'lib', 'zlib1.dll'));
  bytes.fill(0, 64, 96);
  bytes.write('Wine builtin DLL', 64, 'latin1');
  const place = join(folder, 'usr', 'lib', 'x86_64-linux-gnu', 'wine', 'x86_64-windows', 'zlib1.dll');
  await writeFile(place, bytes);
}

/** Makes the folder whole before it gets its name. One that somebody else has made meanwhile is as good. */
async function makeWine(folder: string, cache: string): Promise<void> {
  await mkdir(cache, { recursive: true });
  const work = await mkdtemp(join(cache, 'part-'));
  const made = join(work, 'made');
  try {
    await mkdir(made);
    for (const file of await fetchPackages(work)) await run('dpkg-deb', ['--extract', file, made]);
    for (const name of ownFolders)
      if (existsSync(join(made, 'usr', name)) && !existsSync(join(made, name)))
        await symlink(join('usr', name), join(made, name));
    await markZlib(made);
    await writeFile(join(made, fontSettings), fontFolders);
    await rename(made, folder).catch((error: unknown) => {
      if (!existsSync(folder)) throw error;
    });
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** How something is started: a program of this system and its first arguments. */
export type Start = readonly [program: string, ...args: readonly string[]];

/** Wine 10, ready to run. */
export type Wine = {
  /** Starts a Windows program; its path and its arguments come behind. */
  readonly program: Start;
  /** Tells the server behind all programs of one Windows something. */
  readonly server: Start;
  /** What Wine expects of the environment. */
  readonly environment: Readonly<Record<string, string>>;
};

/**
 * Starts programs of the Debian in a folder, which see everything of this system but its programs and libraries. The
 * mounts are those of the started process alone and end with it.
 */
async function startsIn(folder: string): Promise<(program: string) => Start> {
  const shared = (await readdir('/', { withFileTypes: true }))
    .filter((entry) => entry.isDirectory() && !ownFolders.has(entry.name))
    .map(({ name }) => name);
  for (const name of shared) await mkdir(join(folder, name), { recursive: true });
  const mounts = shared.map((name) => `mount --rbind '/${name}' "$0/${name}"`);
  const enter = 'exec unshare --root="$0" --wd="$PWD" "$@"';
  const script = ['set -e', ...mounts, enter].join('\n');
  const asRoot = process.getuid?.() === 0 ? [] : ['--user', '--map-root-user'];
  return (program) => ['unshare', '--mount', ...asRoot, 'sh', '-c', script, folder, program];
}

async function provideWine(): Promise<Wine> {
  if (process.platform !== 'linux' || process.arch !== 'x64')
    throw new Error('this system is not Linux on x64');
  const cache = cacheFolder();
  const folder = folderOf(cache);
  if (!existsSync(folder)) await makeWine(folder, cache);
  const start = await startsIn(folder);
  const wine = {
    program: start(wine64),
    server: start(wineserver),
    environment: { WINELOADER: wine64, WINESERVER: wineserver, FONTCONFIG_FILE: fontSettings },
  };
  const [program, ...args] = wine.program;
  const { stdout } = await run(program, [...args, '--version']);
  if (!stdout.startsWith('wine-10.')) throw new Error(`it says "${stdout.trim()}"`);
  return wine;
}

/** Wine 10, or one line that says why it cannot be had here. */
export type WineOrReason =
  | { readonly kind: 'wine'; readonly wine: Wine }
  | { readonly kind: 'none'; readonly reason: string };

/**
 * Wine 10, from the cache of the project or else from Debian. Needs nothing of it to be installed: apt-get and dpkg-deb
 * fetch it, unshare starts it, which asks for root or for namespaces of an account's own.
 */
export async function findWine(): Promise<WineOrReason> {
  try {
    return { kind: 'wine', wine: await provideWine() };
  } catch (error) {
    const lines = (error instanceof Error ? error.message : String(error)).trim().split('\n');
    return { kind: 'none', reason: `Wine 10 cannot be had: ${lines.at(-1)}` };
  }
}
