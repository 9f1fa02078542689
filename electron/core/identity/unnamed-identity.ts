import { join } from 'node:path';
import { type Identity, type IdentityWorld, openIdentity } from './identity-store.ts';

/** What stands in the certificate in place of the name of the machine. */
const noName = 'a machine without a name';

/**
 * Opens the identity that signs redacted reports, and makes it when there is none. The usual certificate names the
 * machine, or the organisation whose key was imported, and would tell what the report has left out; its key would tie
 * the report to others of the machine. This one is kept beside it, in the folder `unnamed`.
 * @throws AppError as `openIdentity` does
 */
export function openUnnamedIdentity(dataFolder: string, world: IdentityWorld): Promise<Identity> {
  return openIdentity(join(dataFolder, 'unnamed'), { ...world, hostName: noName });
}
