import { AppError } from '../../shared/errors/app-error.ts';
import { readLimited } from '../core/files/read-limited.ts';
import { passwordVariable } from '../core/identity/given-password.ts';
import { type KeyMaterial, maxKeyFileBytes, openKeyFile } from '../core/identity/key-file.ts';
import type { CliContext } from './context.ts';

/** The largest password file that is read, in bytes. */
const maxPasswordBytes = 4096;

/** The first line of a file in UTF-8, with or without a byte order mark. */
async function readPasswordFile(path: string): Promise<string> {
  const bytes = await readLimited(path, maxPasswordBytes, 'file-unreadable');
  try {
    const [line = ''] = new TextDecoder('utf-8', { fatal: true }).decode(bytes).split(/\r?\n/);
    return line;
  } catch (cause) {
    throw new AppError('file-unreadable', `${path} could not be read: it is not text in UTF-8.`, { cause });
  }
}

/**
 * The password of a key file: from a file, from the environment, or asked at the terminal. Never an argument, which
 * every account of a machine can see.
 * @throws AppError `usage` when there is no way to get one, `cancelled` when the person gives none
 */
async function keyPassword(
  keyFile: string,
  passwordFile: string | undefined,
  { givenPassword, passwordAsker }: Pick<CliContext, 'givenPassword' | 'passwordAsker'>,
): Promise<string> {
  if (passwordFile !== undefined) return readPasswordFile(passwordFile);
  if (givenPassword !== null) return givenPassword;
  const askPassword = passwordAsker();
  if (askPassword === null)
    throw new AppError(
      'usage',
      `The password of ${keyFile} is missing: give --password-file FILE or set ${passwordVariable}, or run this at a terminal.`,
    );
  const typed = await askPassword(`Password of ${keyFile}: `);
  if (typed === null) throw new AppError('cancelled', 'No password was given.');
  return typed;
}

/**
 * Opens the key file that a command names.
 * @throws AppError `key-file-invalid`, `file-unreadable`, `usage` or `cancelled`
 */
export async function openNamedKeyFile(
  path: string,
  passwordFile: string | undefined,
  context: CliContext,
): Promise<KeyMaterial> {
  const bytes = await readLimited(path, maxKeyFileBytes, 'file-unreadable');
  const password = await keyPassword(path, passwordFile, context);
  return openKeyFile(path, bytes, password, context.world.clock.now());
}
