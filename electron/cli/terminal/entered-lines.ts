import { fstatSync, readFileSync } from 'node:fs';

/** What of standard input is used to hear of lines that somebody enters. */
export type LineInput = {
  readonly on: (event: 'data' | 'error', listener: (chunk: unknown) => void) => unknown;
  readonly off: (event: 'data', listener: (chunk: unknown) => void) => unknown;
  readonly resume: () => unknown;
  readonly pause: () => unknown;
};

/** Calls back when somebody enters a line, until what it gives is called. */
export type OnEnter = (act: () => void) => () => void;

/** Hears of entered lines. Several that come at once, because they were pasted, count as one. */
export function enteredLines(input: LineInput): OnEnter {
  return (act) => {
    const take = (chunk: unknown): void => {
      if (String(chunk).includes('\n')) act();
    };
    input.on('error', () => undefined);
    input.on('data', take);
    input.resume();
    return () => {
      input.off('data', take);
      input.pause();
    };
  };
}

/**
 * Whether a process stands in the foreground of its terminal, from its row in proc_pid_stat(5): the group of the
 * process and the one that the terminal listens to. One in the background would be stopped for reading (SIGTTIN).
 */
export function isInForeground(stat: string): boolean {
  const [, , group, , , listenedTo] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return group === listenedTo;
}

function mayRead(isTerminal: boolean, system: NodeJS.Platform): boolean {
  try {
    if (isTerminal) return system !== 'linux' || isInForeground(readFileSync('/proc/self/stat', 'utf8'));
    const input = fstatSync(0);
    return input.isFIFO() || input.isSocket();
  } catch {
    return false;
  }
}

/** How a process hears of entered lines: from its terminal, or through a pipe as with `ssh HOST netready serve`; else null. */
export function linesEnteredTo(process: NodeJS.Process): OnEnter | null {
  const isTerminal = process.stdin.isTTY === true;
  return mayRead(isTerminal, process.platform) ? enteredLines(process.stdin) : null;
}
