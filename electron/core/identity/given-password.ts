/** The environment variable with the password of a key file, for scripts. */
export const passwordVariable = 'NETREADY_P12_PASSWORD';

/**
 * Takes the password of a key file out of the environment of this process: every program that it starts would be given
 * it too, and on some systems shows its environment to others. To be called before anything is started.
 * @returns null where none is given
 */
export function takeGivenPassword(environment: NodeJS.ProcessEnv): string | null {
  const given = environment[passwordVariable] ?? null;
  delete environment[passwordVariable];
  return given;
}
