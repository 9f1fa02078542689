import type { Terminal } from './terminal/terminal.ts';

/** What a command may use of its surroundings. Everything that a test wants to watch or replace goes through here. */
export type CliContext = {
  /** Writes to standard output: results only. */
  readonly print: (text: string) => void;
  /** Writes to standard error: progress, hints and errors. */
  readonly explain: (text: string) => void;
  readonly output: Terminal;
  readonly errorOutput: Terminal;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Aborted when the person at the terminal cancels. */
  readonly signal: AbortSignal;
  readonly setExitCode: (code: number) => void;
};
