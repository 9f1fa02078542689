import { type StartThread, startAhead, startQuickThread, startThread } from '../core/base/program-thread.ts';

/** Gives what starts the threads in which a command verifies reports, with their pages or without. */
export type VerifyThreads = (comparePages: boolean) => StartThread;

/** Threads that are started when there is work for them. */
export const verifyThreads: VerifyThreads = (comparePages) => (comparePages ? startThread : startQuickThread);

/** The same; the first of them is started now. @param comparePages what the command will most probably ask for */
export function verifyThreadsAhead(comparePages: boolean): VerifyThreads {
  const ahead = startAhead(verifyThreads(comparePages));
  return (asked) => (asked === comparePages ? ahead : verifyThreads(asked));
}
