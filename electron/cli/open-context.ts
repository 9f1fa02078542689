import { startQuickThread, startThread } from '../core/base/program-thread.ts';
import { openIdentity } from '../core/identity/identity-store.ts';
import type { SettledData } from '../core/identity/move-data-folder.ts';
import { openUnnamedIdentity } from '../core/identity/unnamed-identity.ts';
import { identityWorld, settleUserData, systemWorld, userDataFolder } from '../core/system/system-world.ts';
import { createVerifier, verifyLimits } from '../core/verify/verifier.ts';
import type { CliContext } from './context.ts';

/** What of the surroundings of a command does not come from the machine, but from who called it. */
export type Calling = Omit<
  CliContext,
  'world' | 'dataFolder' | 'openIdentity' | 'openUnnamedIdentity' | 'identityWorld' | 'openVerifier'
>;

/**
 * The surroundings of a command that begins: before it looks at this user's data, they are moved to where they belong.
 * @param process the running process
 */
export async function openContext(process: NodeJS.Process, calling: Calling): Promise<CliContext> {
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
    openIdentity: async () => openIdentity(folder(), world),
    openUnnamedIdentity: async () => openUnnamedIdentity(folder(), world),
    identityWorld: world,
    openVerifier: (comparePages) =>
      createVerifier(verifyLimits, comparePages ? startThread : startQuickThread),
  };
}
