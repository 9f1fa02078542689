import { readFileSync } from 'node:fs';

/** What says whose session a process runs in. */
export type SessionMarks = {
  /** The process's own account; null where the system has no uids. */
  readonly uid: number | null;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The account that logged in, as the kernel keeps it through `su` and `sudo` (proc_pid_loginuid(5)); empty where it does not. */
  readonly loginUid: string;
};

/** The kernel's word for nobody. */
const unset = 4_294_967_295;

const isAccount = (uid: number): boolean => Number.isSafeInteger(uid) && uid > 0 && uid < unset;

/**
 * The account of the person for whom a process runs as root: the one who called `sudo` or `pkexec`, or who logged in
 * before `su`. Null for a process that is not root, and for root itself.
 */
export function accountBehindRoot({ uid, environment, loginUid }: SessionMarks): number | null {
  if (uid !== 0) return null;
  const named = [environment['SUDO_UID'], environment['PKEXEC_UID'], loginUid]
    .filter((value) => value !== undefined && /^\d{1,10}$/.test(value.trim()))
    .map(Number);
  return named.find(isAccount) ?? null;
}

/** The marks of a process. */
export function sessionMarksOf(process: NodeJS.Process): SessionMarks {
  const uid = process.getuid?.() ?? null;
  let loginUid = '';
  try {
    loginUid = readFileSync('/proc/self/loginuid', 'utf8');
  } catch {
    // A system, or a container, that does not keep it.
  }
  return { uid, environment: process.env, loginUid };
}
