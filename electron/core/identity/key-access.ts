import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { AppError } from '../../../shared/errors/app-error.ts';
import { listed } from '../../../shared/words/phrases.ts';

/**
 * Who beside its user may read a key's file, on a system whose modes do not tell: in words, none for nobody, null where it
 * cannot be told. A port.
 */
export type KeyAccess = (
  path: string,
) => Promise<{ readonly user: string; readonly others: readonly string[] } | null>;

/** A path as one word of a POSIX shell. */
const shellWord = (path: string): string =>
  /^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;

const exposed = (what: string, path: string, commands: readonly string[]): AppError =>
  new AppError('identity-exposed', `${what} ${path}; run: ${commands.join(' and then ')}`);

/** What gives a folder of Windows to its user, the system and the administrators alone, typed alike in both shells. */
function windowsRepair(folder: string, user: string): readonly string[] {
  const grants = [user, 'S-1-5-18', 'S-1-5-32-544'].map((sid) => `"*${sid}:(OI)(CI)F"`);
  return [`icacls "${folder}" /reset /T`, `icacls "${folder}" /inheritance:r /grant:r ${grants.join(' ')}`];
}

/**
 * Refuses a key that other accounts can read, or whose folder they can enter, with the command that helps.
 * @throws AppError `identity-exposed`
 */
export async function refuseExposedKey(
  path: string,
  platform: NodeJS.Platform,
  keyAccess: KeyAccess | undefined,
): Promise<void> {
  const folder = dirname(path);
  if (platform === 'win32') {
    const access = (await keyAccess?.(path)) ?? null;
    if (access !== null && access.others.length > 0)
      throw exposed(
        `Others (${listed(access.others)}) can read or change the signing key`,
        path,
        windowsRepair(folder, access.user),
      );
    return;
  }
  if (((await stat(path)).mode & 0o077) !== 0)
    throw exposed('Other accounts can read the signing key', path, [`chmod 600 ${shellWord(path)}`]);
  if (((await stat(folder)).mode & 0o077) !== 0)
    throw exposed('Other accounts can enter the folder of the signing key,', folder, [
      `chmod 700 ${shellWord(folder)}`,
    ]);
}
