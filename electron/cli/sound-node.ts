/** The version that is named to whoever runs another one; both lines of today are named in README.md. */
export const soundNode = '24.16';

/**
 * The first version of each line that connects on Windows without writing past a buffer of its own: in those before, the
 * process dies at random, with 0xC0000409 and without a word (https://github.com/libuv/libuv/pull/5107, which Node has
 * since https://github.com/nodejs/node/pull/62561). The lines 20, 22 and 25 never got it.
 */
const firstSound: Readonly<Record<number, number>> = { 24: 16, 26: 1 };

function isSound(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > 26 || minor >= (firstSound[major] ?? Number.POSITIVE_INFINITY);
}

/**
 * What a person should know of the Node that runs the program, before it dies on them.
 * @param platform as `process.platform` names it
 * @param version Node's own, `24.21.0`
 * @returns one sentence, or null where there is nothing to say
 */
export function warnOfNode(platform: string, version: string): string | null {
  if (platform !== 'win32' || isSound(version)) return null;
  return (
    `Node ${version} may die at any connection on Windows (0xC0000409, libuv 5107): ` +
    `use Node ${soundNode} or newer of line 24, 26.1 or newer, or netready-win-x64.exe; what was found by then is kept.`
  );
}
