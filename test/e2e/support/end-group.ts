import { readdirSync, readFileSync } from 'node:fs';
import { expect } from '@playwright/test';

/** State and process group of a process of Linux (proc(5), `stat`); undefined once it has gone. */
function statOf(pid: string) {
  try {
    const line = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const [state, , group] = line.slice(line.lastIndexOf(')') + 2).split(' ');
    return { state, group: Number(group) };
  } catch (error) {
    if (['ENOENT', 'ESRCH'].includes(String(Reflect.get(Object(error), 'code')))) return undefined;
    throw error;
  }
}

/** How many processes of a group still run; one that has ended and that nobody has waited for does not. */
const runningIn = (group: number) =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(statOf)
    .filter((stat) => stat?.group === group && stat.state !== 'Z').length;

/**
 * Ends a process with those that it started, and waits until none runs: a browser's helpers write into its profile for
 * a moment after the browser itself has gone.
 * @param group the id of the process that leads the group
 */
export async function endGroup(group: number): Promise<void> {
  process.kill(-group, 'SIGKILL');
  await expect.poll(() => runningIn(group)).toBe(0);
}
