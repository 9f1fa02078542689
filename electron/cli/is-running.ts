import { codeOf } from '../core/base/error-code.ts';

/** Whether there is a process of this id. Ids are used again, so that only a no is certain. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) !== 'ESRCH';
  }
}
