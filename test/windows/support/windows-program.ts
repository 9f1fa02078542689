import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, open, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { nodePackages, provideNodeProgram } from '../../../build/node-program.mjs';
import type { CommandResult } from '../../support/command.ts';
import { type Condition, needsThat } from '../../support/needs.ts';
import { findWine, type Wine } from './wine.ts';

const run = promisify(execFile);

/** What a Windows with Node runs on, or one line that says why it cannot be had here. */
export type WindowsBase =
  | { readonly kind: 'base'; readonly wine: Wine; readonly node: string }
  | { readonly kind: 'none'; readonly reason: string };

/** Wine and the Node that is given away, fetched once. */
export async function findWindows(): Promise<WindowsBase> {
  const found = await findWine();
  if (found.kind === 'none') return found;
  try {
    return { kind: 'base', wine: found.wine, node: await provideNodeProgram('win-x64') };
  } catch {
    return { kind: 'none', reason: `${nodePackages['win-x64'].name} could not be fetched from npm` };
  }
}

/** Announces tests that run on Windows; where there is none, they are skipped with the reason, or fail. */
export function needsWindows(base: WindowsBase, conditions: readonly Condition[] = []) {
  const otherwise = base.kind === 'none' ? base.reason : '';
  return needsThat([{ isMet: base.kind === 'base', otherwise }, ...conditions]);
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
  /** Ends every process of Windows' own Node at once, as TerminateProcess does: nothing of theirs runs any more. */
  readonly terminateNode: () => Promise<void>;
  /** Puts a file of the registry editor's format (`.reg`) into the registry. */
  readonly importRegistry: (lines: readonly string[]) => Promise<void>;
  readonly close: () => Promise<void>;
};

export type WindowsOptions = {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
};

/** A Windows that has not started by then will not: everything of it is ended, and the test says so. */
const startLimitMs = 240_000;

/** Starts a Windows 10 of which nothing is shared with this account's own Wine. */
export async function startWindows(base: WindowsBase): Promise<Windows> {
  if (base.kind === 'none') throw new Error(base.reason);
  const { wine, node } = base;
  const folder = await mkdtemp(join(tmpdir(), 'netready-windows-'));
  const work = join(folder, 'work');
  await mkdir(work);
  const environment = {
    ...wine.environment,
    PATH: process.env['PATH'],
    HOME: folder,
    WINEPREFIX: join(folder, 'prefix'),
    WINEDEBUG: '-all',
    WINEDLLOVERRIDES: 'mscoree,mshtml=',
  };
  let started = 0;
  const start = async (args: readonly string[], options: WindowsOptions = {}): Promise<CommandResult> => {
    started += 1;
    const paths = [join(folder, `stdout-${started}`), join(folder, `stderr-${started}`)] as const;
    const [stdout, stderr] = await Promise.all([open(paths[0], 'w'), open(paths[1], 'w')]);
    try {
      const [program, ...before] = wine.program;
      const child = spawn(program, [...before, ...args], {
        cwd: options.cwd ?? work,
        env: { ...environment, ...options.env },
        stdio: ['ignore', stdout.fd, stderr.fd],
      });
      const [code] = (await once(child, 'close')) as [number | null];
      return { code, stdout: await readFile(paths[0], 'utf8'), stderr: await readFile(paths[1], 'utf8') };
    } finally {
      await Promise.all([stdout.close(), stderr.close()]);
    }
  };
  const mustSucceed = async (...args: readonly string[]): Promise<void> => {
    const { code, stderr } = await start(args);
    if (code !== 0) throw new Error(`wine ${args.join(' ')} ended with ${code}: ${stderr}`);
  };
  const [server, ...before] = wine.server;
  const stop = async (): Promise<void> => {
    for (const order of ['-k', '-w'])
      await run(server, [...before, order], { env: environment }).catch(() => undefined);
  };
  const limit = setTimeout(() => void stop(), startLimitMs);
  try {
    await mustSucceed('wineboot', '-i');
    await mustSucceed('winecfg', '-v', 'win10');
  } finally {
    clearTimeout(limit);
  }
  return {
    work,
    driveC: join(environment.WINEPREFIX, 'drive_c'),
    program: (path, args) => start([windowsPath(path), ...args]),
    node: (script, args, options) => start([node, windowsPath(script), ...args], options),
    terminateNode: () => mustSucceed('taskkill', '/F', '/IM', basename(node)),
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
      await stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
