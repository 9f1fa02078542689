import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** The built command, as `npx netready` runs it. */
export const commandPath = fileURLToPath(new URL('../../dist/cli.cjs', import.meta.url));

export type CommandResult = {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
};

export type RunningCommand = { readonly child: ChildProcess; readonly result: Promise<CommandResult> };

/** Starts the built command with its own data folder, without a terminal and without colour unless asked for. */
export function startCommand(
  args: readonly string[],
  options: { readonly home: string; readonly cwd?: string; readonly shellPrefix?: string },
): RunningCommand {
  const env = { PATH: process.env['PATH'], HOME: options.home, LANG: 'C.UTF-8', NETREADY_HOME: options.home };
  const argv = [commandPath, ...args];
  const child =
    options.shellPrefix === undefined
      ? spawn(process.execPath, argv, { env, cwd: options.cwd ?? options.home })
      : spawn('bash', ['-c', `${options.shellPrefix}; exec "$0" "$@"`, process.execPath, ...argv], {
          env,
          cwd: options.cwd ?? options.home,
        });
  const text = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    text.stdout += chunk;
  });
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    text.stderr += chunk;
  });
  const result = new Promise<CommandResult>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, ...text }));
  });
  return { child, result };
}

/** Runs the built command to its end. */
export function runCommand(...call: Parameters<typeof startCommand>): Promise<CommandResult> {
  return startCommand(...call).result;
}
