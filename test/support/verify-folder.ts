import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import type { VerifyOutcome } from '../../shared/report/verify-outcome.ts';
import { commandPath } from './command.ts';

/** Tells, over file descriptor 3, how much memory a process has used at most (KiB). */
const reportMemory = `data:text/javascript,${encodeURIComponent(
  "import{writeSync}from'node:fs';process.on('exit',()=>writeSync(3,String(process.resourceUsage().maxRSS)))",
)}`;

/** What the command says of a folder, and what it took. */
export type FolderAnswers = {
  readonly outcomes: readonly ({ readonly file: string } & VerifyOutcome)[];
  readonly peakMiB: number;
  readonly exitCode: number | null;
};

/**
 * Runs the built command on a folder, as a process of its own.
 * @param home its data folder
 */
export async function verifyFolder(home: string, folder: string): Promise<FolderAnswers> {
  const args = ['--import', reportMemory, commandPath, 'verify', '--dir', folder, '--format', 'json'];
  const child = spawn(process.execPath, args, {
    env: { PATH: process.env['PATH'], NETREADY_HOME: home, LANG: 'C.UTF-8' },
    stdio: ['ignore', 'pipe', 'inherit', 'pipe'],
  });
  const ended = once(child, 'close');
  const [printed, memory] = await Promise.all([
    text(child.stdout as Readable),
    text(child.stdio[3] as Readable),
  ]);
  const [exitCode] = (await ended) as [number | null];
  return { outcomes: JSON.parse(printed), peakMiB: Number(memory) / 1024, exitCode };
}
