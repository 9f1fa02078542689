import { CommanderError } from 'commander';
import { AppError } from '../../shared/errors/app-error.ts';
import { errorTexts } from '../../shared/errors/codes.ts';
import { writeCause } from '../core/files/unwritable.ts';
import { takeGivenPassword } from '../core/identity/given-password.ts';
import { takeGivenCode } from '../core/rehearsal/given-code.ts';
import { exitCodeOfError, exitCodes, exitCodeWithOutputs, isClosedPipe } from './exit-codes.ts';
import type { Calling } from './open-context.ts';
import { buildProgram, type OpenContext, usageError } from './program.ts';
import { warnOfNode } from './sound-node.ts';
import { linesEnteredTo } from './terminal/entered-lines.ts';
import { askHidden } from './terminal/hidden-input.ts';
import { type Output, openOutput } from './terminal/output.ts';
import { inputHint, readTextFrom } from './terminal/standard-input.ts';
import { describeTerminal } from './terminal/terminal.ts';

/**
 * An expected failure in the words of the person at the terminal; anything else is named as our own fault. Its lines may quote
 * what stands in somebody's report.
 */
async function explainError(error: AppError, { explain, setExitCode }: Calling): Promise<void> {
  const { safeText } = await import('./terminal/text.ts');
  const { title, hint } = errorTexts[error.code];
  const message = error.message.split('\n').map(safeText).join('\n');
  explain(`${title}: ${message}\n${hint}\n`);
  setExitCode(exitCodeOfError(error.code));
}

function toAppError(error: unknown): AppError | null {
  if (error instanceof AppError) return error;
  if (error instanceof CommanderError) return usageError(error);
  const what = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return new AppError('internal', what, { cause: error });
}

/** Ctrl+C cancels once, so that a report of what was done can still be written; a second one ends the process. */
function cancelOnInterrupt(process: NodeJS.Process): AbortController {
  const controller = new AbortController();
  process.once('SIGINT', () => controller.abort());
  process.once('SIGTERM', () => controller.abort());
  return controller;
}

/**
 * Tells of an output that failed, where there is still somebody to tell, and settles the exit code.
 * @param own what the command itself has come to
 */
async function settle(
  process: NodeJS.Process,
  own: number,
  output: Output,
  errorOutput: Output,
): Promise<void> {
  const failure = await output.settled();
  if (failure !== null && !isClosedPipe(failure))
    errorOutput.write(
      `${errorTexts['output-unwritable'].title}: Standard output could not be written to its end: ${writeCause(failure)}.\n` +
        'What it went to is not whole. Make room there, or write somewhere else, and run the command again.\n',
    );
  process.exitCode = exitCodeWithOutputs(own, failure, await errorOutput.settled());
}

/**
 * Runs the command line of a process and sets its exit code; never prints a stack trace.
 * @param process the running process: arguments, environment and streams come from it alone
 * @param spareMemory has the process take less memory; nothing unless given, because it may be that of others too
 */
export async function main(process: NodeJS.Process, spareMemory = (): void => undefined): Promise<void> {
  // A process with nothing else to do ends, whatever is still waited for: that is no success.
  process.exitCode = exitCodes.internal;
  let own: number = exitCodes.ok;
  const givenPassword = takeGivenPassword(process.env);
  const givenRehearsal = takeGivenCode(process.env);
  const output = openOutput(process.stdout);
  const errorOutput = openOutput(process.stderr);
  const calling: Calling = {
    print: output.write,
    printed: output.settled,
    spareMemory,
    explain: errorOutput.write,
    output: describeTerminal(process.stdout, process.env, process.platform),
    errorOutput: describeTerminal(process.stderr, process.env, process.platform),
    givenPassword,
    givenRehearsal,
    passwordAsker: () =>
      process.stdin.isTTY ? (prompt) => askHidden(prompt, process.stdin, errorOutput.write) : null,
    readInput: (mostBytes) => {
      if (process.stdin.isTTY) errorOutput.write(`${inputHint(process.platform)}\n`);
      return readTextFrom(process.stdin, mostBytes);
    },
    linesEntered: () => linesEnteredTo(process),
    signal: cancelOnInterrupt(process).signal,
    setExitCode: (code) => {
      own = code;
    },
  };
  const warning = warnOfNode(process.platform, process.versions.node);
  if (warning !== null) calling.explain(`${warning}\n`);
  try {
    const openContext: OpenContext = async (comparePages) => {
      const threads =
        comparePages === undefined
          ? undefined
          : (await import('./verify-threads.ts')).verifyThreadsAhead(comparePages);
      return (await import('./open-context.ts')).openContext(process, calling, threads);
    };
    await buildProgram(calling.print, openContext).parseAsync(process.argv);
  } catch (error) {
    const failure = toAppError(error);
    if (failure !== null) await explainError(failure, calling);
  }
  await settle(process, own, output, errorOutput);
}
