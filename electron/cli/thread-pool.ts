/**
 * How many threads Node gets for what the system answers only by making somebody wait: half of them look names up.
 * With the usual four, names that no server knows would be asked two at a time.
 */
export const threadPoolSize = 16;

/** What of a process decides about its thread pool. */
export type PoolHost = {
  readonly versions: { readonly node: string };
  /** Options of Node itself: some load other code before the program. */
  readonly execArgv: readonly string[];
  readonly env: Record<string, string | undefined>;
};

/**
 * The first versions of each line in which a module is read without the pool (https://github.com/nodejs/node/pull/60380),
 * so that the pool does not exist yet when the program begins. The one of line 22 is the first that was measured.
 */
const firstVersions: Readonly<Record<number, number>> = { 22: 23, 24: 12, 25: 2 };

function readsModulesItself(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > 25 || minor >= (firstVersions[major] ?? Number.POSITIVE_INFINITY);
}

/**
 * Gives the thread pool more threads, where that is certain to have an effect: libuv reads the number when the pool is
 * first used and never again (https://docs.libuv.org/en/v1.x/threadpool.html). Anywhere else the environment must stay
 * as it is, because whoever reads it there would count on threads that do not exist, and names would seem to be
 * answered late. To be called before anything else; a number that somebody has set stays.
 * @param isSingleFile whether this is a single-file program, which holds its code and reads no module
 */
export function widenThreadPool({ versions, execArgv, env }: PoolHost, isSingleFile: boolean): void {
  const isAlone = execArgv.length === 0 && (env['NODE_OPTIONS'] ?? '') === '';
  if (!isAlone || env['UV_THREADPOOL_SIZE'] !== undefined) return;
  if (isSingleFile || readsModulesItself(versions.node)) env['UV_THREADPOOL_SIZE'] = String(threadPoolSize);
}
