import { execFile } from 'node:child_process';
import { systemCommand } from '../../../electron/core/platform/windows-registry.ts';

/** What a command of Windows printed, and its exit code; null when it was ended. */
export type Printed = { readonly code: number | null; readonly stdout: Buffer; readonly stderr: Buffer };

/** Runs a command of Windows, named as it lies below System32, to its end. A parameter, so that tests can give answers. */
export type Run = (program: readonly string[], args: readonly string[]) => Promise<Printed>;

/** Commands that install or record something take longer than those that read, but not for ever. */
const limitMs = 120_000;

export type ProgramOptions = { readonly env?: NodeJS.ProcessEnv; readonly cwd?: string };

/** Runs a program, named by its full path, to its end. */
export const runProgram = (
  file: string,
  args: readonly string[],
  { env = process.env, cwd = process.cwd() }: ProgramOptions = {},
): Promise<Printed> =>
  new Promise((resolve, reject) => {
    const limits = { timeout: limitMs, maxBuffer: 64 * 1024 * 1024, windowsHide: true } as const;
    const child = execFile(
      file,
      [...args],
      { ...limits, env, cwd, encoding: 'buffer' },
      (error, stdout, stderr) => {
        if (error !== null && typeof error.code === 'string') reject(error);
        else resolve({ code: child.exitCode, stdout, stderr });
      },
    );
    child.stdin?.end();
  });

/** The commands of this Windows. */
export const runHere: Run = (program, args) => runProgram(systemCommand(process.env, ...program), args);

/**
 * Runs a command that must succeed.
 * @throws Error with the command, its exit code and what it printed, as far as that is ASCII
 */
export async function must(run: Run, program: readonly string[], args: readonly string[]): Promise<Printed> {
  const printed = await run(program, args);
  if (printed.code === 0) return printed;
  const text = Buffer.concat([printed.stdout, printed.stderr]).toString('latin1').trim().slice(0, 500);
  throw new Error(`${[program.at(-1), ...args].join(' ')} ended with ${printed.code}: ${text}`);
}

export const netsh = ['netsh.exe'] as const;
export const reg = ['reg.exe'] as const;
export const powershell = ['WindowsPowerShell', 'v1.0', 'powershell.exe'] as const;
export const appcmd = ['inetsrv', 'appcmd.exe'] as const;
export const pktmon = ['pktmon.exe'] as const;

/** A text as PowerShell takes it literally. */
export const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** The arguments with which PowerShell runs a script that ends at its first error. */
export const scriptArguments = (script: string): readonly string[] => [
  ...['-NoLogo', '-NoProfile', '-NonInteractive', '-Command'],
  `$ErrorActionPreference='Stop';${script}`,
];
