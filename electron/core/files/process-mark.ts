import { createHash } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { z } from 'zod';
import { codeOf } from '../base/error-code.ts';

/**
 * Which process made something, for whoever finds it later. Process ids are used again and mean nothing on another
 * machine, so they do not stand alone.
 */
export type ProcessMark = {
  /** Eight hex digits: this machine and, in a container, its own set of process ids. */
  readonly machine: string;
  /** Eight hex digits: this start of the machine; zeros where the system does not tell. */
  readonly boot: string;
  readonly pid: number;
  /** When the process was started, in the system's own count since the start of the machine; 0 where it does not tell. */
  readonly started: number;
};

/** A mark as it was written down. */
export const processMarkSchema = z.strictObject({
  machine: z.string().regex(/^[0-9a-f]{8}$/),
  boot: z.string().regex(/^[0-9a-f]{8}$/),
  pid: z.int().min(1),
  started: z.number().min(0),
});

/** What a file of Linux says; empty on other systems. */
function told(read: () => string): string {
  try {
    return read().trim();
  } catch {
    return '';
  }
}

const digits = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 8);

/** The field `starttime` of proc_pid_stat(5). The name of the program before it may hold anything, brackets too. */
function startOf(pid: number): number {
  const text = told(() => readFileSync(`/proc/${pid}/stat`, 'latin1'));
  return Number(text.slice(text.lastIndexOf(')') + 2).split(' ')[19] ?? 0);
}

let known: ProcessMark | null = null;

/** The mark of this process. */
export function ownMark(): ProcessMark {
  if (known !== null) return known;
  const machineId = told(() => readFileSync('/etc/machine-id', 'utf8'));
  const idSpace = told(() => readlinkSync('/proc/self/ns/pid'));
  const bootId = told(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8'));
  known = {
    machine: digits(JSON.stringify([hostname(), machineId, idSpace])),
    boot: bootId === '' ? '0'.repeat(8) : digits(bootId),
    pid: process.pid,
    started: startOf(process.pid),
  };
  return known;
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) !== 'ESRCH';
  }
}

/**
 * Whether a process has ended: `gone`, `runs`, or `unknown` where nothing here can tell, because it ran on another machine
 * or because its id may have been given to another process since.
 */
export function fateOf({ machine, boot, pid, started }: ProcessMark): 'gone' | 'runs' | 'unknown' {
  const own = ownMark();
  if (machine !== own.machine) return 'unknown';
  if (boot !== own.boot || !isRunning(pid)) return 'gone';
  if (started === 0 || startOf(pid) === 0) return pid === own.pid ? 'runs' : 'unknown';
  return startOf(pid) === started ? 'runs' : 'gone';
}
