import type { SettledData } from '../core/identity/move-data-folder.ts';
import { identityWorld, settleUserData, systemWorld, userDataFolder } from '../core/system/system-world.ts';
import type { CliContext } from './context.ts';
import type { VerifyThreads } from './verify-threads.ts';

/** What of the surroundings of a command does not come from the machine, but from who called it. */
export type Calling = Omit<
  CliContext,
  'world' | 'dataFolder' | 'openIdentity' | 'openUnnamedIdentity' | 'identityWorld' | 'openVerifier'
>;

/**
 * The surroundings of a command that begins: before it looks at this user's data, they are moved to where they belong.
 * What few commands ask for is loaded when one does.
 * @param process the running process
 * @param threads those that verify reports, where they have been started ahead
 */
export async function openContext(
  process: NodeJS.Process,
  calling: Calling,
  threads?: VerifyThreads,
): Promise<CliContext> {
  const settled: SettledData | null = await settleUserData(process);
  if (typeof settled?.notice === 'string') calling.explain(`${settled.notice}\n`);
  const folder = (): string => settled?.folder ?? userDataFolder(process);
  const world = identityWorld(process);
  return {
    ...calling,
    world: systemWorld(process),
    get dataFolder() {
      return folder();
    },
    openIdentity: async () =>
      (await import('../core/identity/identity-store.ts')).openIdentity(folder(), world),
    openUnnamedIdentity: async () =>
      (await import('../core/identity/unnamed-identity.ts')).openUnnamedIdentity(folder(), world),
    identityWorld: world,
    openVerifier: async (comparePages) =>
      (await import('./open-verifier.ts')).openVerifier(comparePages, threads),
  };
}
