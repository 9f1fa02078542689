import { Writable } from 'node:stream';
import { main } from '../../electron/cli/main.ts';
import type { CommandResult } from './command.ts';

/** A stream that keeps what is written to it. */
function keptText(): { readonly stream: Writable; readonly text: () => string } {
  const chunks: Buffer[] = [];
  const stream = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      chunks.push(chunk);
      done();
    },
  });
  return { stream, text: () => Buffer.concat(chunks).toString('utf8') };
}

/** This process as the command sees it, but for what it was called with and where it writes to. */
function processFor(args: readonly string[], home: string, stdout: Writable, stderr: Writable) {
  const own = {
    argv: [process.execPath, 'netready', ...args],
    env: { PATH: process.env['PATH'], HOME: home, LANG: 'C.UTF-8', NETREADY_HOME: home },
    stdin: { isTTY: false },
    stdout,
    stderr,
    once: () => undefined,
    exitCode: undefined as number | undefined,
  };
  const properties = Object.entries(own).map(([name, value]) => [name, { value, writable: true }]);
  return Object.create(process, Object.fromEntries(properties)) as typeof process & { exitCode?: number };
}

/**
 * Runs the command from its source in this process, as `runCommand` does as a program of its own, which takes a third of a
 * second: for what a command says, where neither its process nor its folder matters.
 */
export async function runHere(
  args: readonly string[],
  { home }: { readonly home: string },
): Promise<CommandResult> {
  const [stdout, stderr] = [keptText(), keptText()];
  const own = processFor(args, home, stdout.stream, stderr.stream);
  await main(own);
  return { code: own.exitCode ?? 0, stdout: stdout.text(), stderr: stderr.text() };
}
