import { execFile, execFileSync } from 'node:child_process';
import { codeOf } from '../base/error-code.ts';
import { ProbeError } from '../probes/probe-error.ts';

/** How long a command may run, in ms, and how much it may print, in bytes. */
export type CommandLimits = { readonly timeoutMs: number; readonly maxBytes: number };

/**
 * Runs a command of the system that only reads, and gives what it printed on standard output. A parameter of whoever
 * needs one, so that recorded outputs can stand in for commands that this system does not have.
 * @param file the full path of the command, so that no program of that name in the working folder runs instead
 * @throws ProbeError with the system's code when the command cannot be started (`ENOENT`), `DEADLINE`,
 * `COMMAND_TOO_LONG`, or `COMMAND_FAILED` when it ended with a failure
 */
export type RunCommand = (
  file: string,
  args: readonly string[],
  limits: CommandLimits,
) => Promise<Uint8Array>;

/** `RunCommand` for the few facts that are needed at once. */
export type RunCommandNow = (file: string, args: readonly string[], limits: CommandLimits) => Uint8Array;

/** What Node reports about a command that did not end well, as a code of ours. */
function commandError(error: unknown): ProbeError {
  const code = codeOf(error);
  if (code === 'ERR_CHILD_PROCESS_STDIO_MAXBUFFER' || code === 'ENOBUFS')
    return new ProbeError('COMMAND_TOO_LONG');
  if (code === 'ETIMEDOUT') return new ProbeError('DEADLINE');
  if (error instanceof Error && 'killed' in error && error.killed === true) return new ProbeError('DEADLINE');
  const isSystemCode = error instanceof Error && 'errno' in error;
  return new ProbeError(isSystemCode ? code : 'COMMAND_FAILED');
}

const options = ({ timeoutMs, maxBytes }: CommandLimits) =>
  ({
    encoding: 'buffer',
    timeout: timeoutMs,
    maxBuffer: maxBytes,
    killSignal: 'SIGKILL',
    windowsHide: true,
    shell: false,
  }) as const;

/** Runs a command of this system. Its standard input is empty, and nobody reads what it prints as errors. */
export const runSystemCommand: RunCommand = (file, args, limits) =>
  new Promise((resolve, reject) => {
    const child = execFile(file, [...args], options(limits), (error, stdout) =>
      error === null ? resolve(stdout) : reject(commandError(error)),
    );
    child.stdin?.on('error', () => undefined).end();
  });

/** `runSystemCommand` that waits. Only for commands that end within a moment. */
export const runSystemCommandNow: RunCommandNow = (file, args, limits) => {
  try {
    return execFileSync(file, [...args], { ...options(limits), stdio: ['ignore', 'pipe', 'ignore'] });
  } catch (error) {
    throw commandError(error);
  }
};

/** Whether bytes begin as UTF-16 does that says something in ASCII: some commands write it into a pipe. */
const isUtf16 = ([first, second]: Uint8Array): boolean =>
  (first === 0xff && second === 0xfe) || (first !== undefined && first !== 0 && second === 0);

/**
 * Text of a command that writes in the code page of its language. Only digits, signs and names in ASCII are read from
 * it, which every code page of Windows has in the same places.
 */
export const asciiText = (bytes: Uint8Array): string =>
  Buffer.from(bytes).toString(isUtf16(bytes) ? 'utf16le' : 'latin1');
