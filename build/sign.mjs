import { spawnSync } from 'node:child_process';

/**
 * Signs a finished Windows program with the command in NETREADY_SIGN_COMMAND, which gets the file's path as its last
 * argument. Off without it: a program that is not signed is not half signed.
 * @param {string} path
 * @param {Readonly<Record<string, string | undefined>>} environment
 * @returns {boolean} whether it was signed
 * @throws Error when the command fails
 */
export function signProgram(path, environment) {
  const line = environment['NETREADY_SIGN_COMMAND'] ?? '';
  const [command, ...args] = line.split(' ').filter((word) => word !== '');
  if (command === undefined) return false;
  const { status, error } = spawnSync(command, [...args, path], { stdio: 'inherit' });
  if (status !== 0)
    throw new Error(`${path} could not be signed: ${error?.message ?? `exit code ${status}`}`);
  return true;
}
