/** The environment variable with the code of a rehearsal, for scripts. */
export const rehearsalVariable = 'NETREADY_REHEARSAL';

/**
 * Takes the code of a rehearsal out of the environment of this process: every program that it starts would be given it too,
 * and on some systems shows its environment to others. To be called before anything is started.
 * @returns null where none is given
 */
export function takeGivenCode(environment: NodeJS.ProcessEnv): string | null {
  const given = environment[rehearsalVariable] ?? null;
  delete environment[rehearsalVariable];
  return given;
}
