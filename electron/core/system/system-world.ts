import { randomBytes } from 'node:crypto';
import { homedir, hostname } from 'node:os';
import type { World } from '../base/world.ts';
import { systemClock } from '../engine/system-clock.ts';
import { dataFolder } from '../identity/data-folder.ts';
import type { IdentityWorld } from '../identity/identity-store.ts';
import { createPlatform } from '../platform/platform.ts';
import { createSystemNetwork } from '../probes/system-network.ts';

/** Everything impure that a run on this machine needs. */
export function systemWorld(process: NodeJS.Process): World {
  return {
    clock: systemClock,
    network: createSystemNetwork({ clock: systemClock }),
    platform: createPlatform(process.platform),
  };
}

/** What the store of the signing key needs of this machine. */
export function identityWorld(process: NodeJS.Process): IdentityWorld {
  return {
    now: () => new Date(),
    randomBytes: (count) => randomBytes(count),
    hostName: hostname(),
    platform: process.platform,
  };
}

/** The folder of what belongs to the user of a process. @throws AppError `data-folder-unset` */
export function userDataFolder(process: NodeJS.Process): string {
  return dataFolder({
    platform: process.platform,
    home: homedir(),
    environment: process.env,
  });
}
