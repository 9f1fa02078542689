import { join } from 'node:path';
import { unnamedMachine } from '../../../shared/words/phrases.ts';
import { type Identity, type IdentityWorld, openIdentity } from './identity-store.ts';

/**
 * Opens the identity that signs redacted reports, and makes it when there is none. The usual certificate names the
 * machine, or the organisation whose key was imported, and would tell what the report has left out; its key would tie
 * the report to others of the machine. This one is kept beside it, in the folder `unnamed`.
 * @throws AppError as `openIdentity` does
 */
export function openUnnamedIdentity(dataFolder: string, world: IdentityWorld): Promise<Identity> {
  return openIdentity(join(dataFolder, 'unnamed'), { ...world, hostName: unnamedMachine });
}
