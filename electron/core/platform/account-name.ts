import { readFile } from 'node:fs/promises';
import os from 'node:os';

/** The name of an account in a table of accounts (passwd(5)); null when it is not there. */
export function nameInTable(table: string, uid: number): string | null {
  const rows = table.split('\n').map((row) => row.split(':'));
  return rows.find(([, , id]) => id === String(uid))?.[0] || null;
}

/** The name of the account of this process, which a directory may know; null where nobody does. */
function ownName(): string | null {
  try {
    return os.userInfo().username;
  } catch {
    return null;
  }
}

/**
 * What an account is called: this process's own as the system says it, others from the local table. Other accounts of
 * a directory (LDAP, Active Directory) have no row there and stay a number.
 */
export async function accountName(uid: number): Promise<string | null> {
  if (uid === process.getuid?.()) return ownName();
  return nameInTable(await readFile('/etc/passwd', 'utf8').catch(() => ''), uid);
}
