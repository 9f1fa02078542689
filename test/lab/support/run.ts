import { type ChildProcess, spawn } from 'node:child_process';
import { setTimeout as wait } from 'node:timers/promises';

/** What a command left when it ended. */
export type Ended = { readonly code: number | null; readonly stdout: string; readonly stderr: string };

export type Start = {
  readonly input?: string;
  /** The whole environment; that of this process unless given. */
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
};

/** A process that goes on, and what it has written so far. */
export type Running = {
  readonly child: ChildProcess;
  readonly output: () => string;
  readonly ended: Promise<Ended>;
};

/** Starts a command. `words` is the program and its arguments; no shell comes between. */
export function start([program = '', ...parameters]: readonly string[], options: Start = {}): Running {
  const child = spawn(program, parameters, {
    env: options.env ?? process.env,
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
  });
  const text = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    text.stdout += chunk;
  });
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    text.stderr += chunk;
  });
  child.stdin.on('error', () => undefined);
  child.stdin.end(options.input ?? '');
  const ended = new Promise<Ended>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, ...text }));
  });
  ended.catch(() => undefined);
  return { child, output: () => text.stdout + text.stderr, ended };
}

/**
 * Runs a command to its end.
 * @returns what it wrote to standard output
 * @throws when it fails, with everything that it wrote
 */
export async function run(words: readonly string[], options: Start = {}): Promise<string> {
  const { code, stdout, stderr } = await start(words, options).ended;
  if (code !== 0) throw new Error(`"${words.join(' ')}" ended with ${code}: ${stderr || stdout}`);
  return stdout;
}

/** How often something outside this process is looked at, in ms. */
const lookEveryMs = 25;

/**
 * Waits until something that no event tells is true.
 * @param what for the message
 * @throws when it is not true in time
 */
export async function until(
  what: string,
  isTrue: () => Promise<boolean> | boolean,
  timeoutMs = 30_000,
): Promise<void> {
  const end = performance.now() + timeoutMs;
  while (!(await isTrue())) {
    if (performance.now() > end) throw new Error(`${what}: not within ${timeoutMs} ms`);
    await wait(lookEveryMs);
  }
}
