import { randomBytes } from 'node:crypto';
import { homedir, hostname } from 'node:os';
import type { World } from '../base/world.ts';
import { systemClock } from '../engine/system-clock.ts';
import { dataFolder, formerDataFolder, type Surroundings } from '../identity/data-folder.ts';
import type { IdentityWorld } from '../identity/identity-store.ts';
import type { KeyAccess } from '../identity/key-access.ts';
import { moveDataFolder, type SettledData } from '../identity/move-data-folder.ts';
import { createPlatform } from '../platform/platform.ts';
import { runSystemCommand } from '../platform/run-command.ts';
import { createWindowsPlatform } from '../platform/windows.ts';
import { readFileAccess } from '../platform/windows-access-list.ts';
import { createSystemNetwork } from '../probes/system-network.ts';

/** Everything impure that a run on this machine needs. */
export function systemWorld(process: NodeJS.Process): World {
  return {
    clock: systemClock,
    network: createSystemNetwork({ clock: systemClock }),
    platform: createPlatform(process.platform),
  };
}

/** Who may read a key's file on Windows; null where Windows does not tell, as where its commands were taken away. */
const windowsKeyAccess =
  (environment: NodeJS.ProcessEnv): KeyAccess =>
  (path) =>
    readFileAccess(path, { run: runSystemCommand, environment }).catch(() => null);

/** What the store of the signing key needs of this machine. */
export function identityWorld(process: NodeJS.Process): IdentityWorld {
  return {
    now: () => new Date(),
    randomBytes: (count) => randomBytes(count),
    hostName: hostname(),
    platform: process.platform,
    ...(process.platform === 'win32' ? { keyAccess: windowsKeyAccess(process.env) } : {}),
  };
}

const surroundingsOf = ({ platform, env }: NodeJS.Process): Surroundings => ({
  platform,
  home: homedir(),
  environment: env,
});

/** The folder of what belongs to the user of a process. @throws AppError `data-folder-unset` */
export const userDataFolder = (process: NodeJS.Process): string => dataFolder(surroundingsOf(process));

/**
 * Whether a process has an administrator's rights on Windows, where programs with and without them meet on one screen.
 * @returns null on other systems, and where it cannot be told
 */
export const hasWindowsRights = async ({ platform, env }: NodeJS.Process): Promise<boolean | null> =>
  platform === 'win32'
    ? createWindowsPlatform(env)
        .isElevated()
        .catch(() => null)
    : null;

/**
 * Moves the data of the user of a process to where it lies from now on, once, before anything looks at it.
 * @returns the folder to use; null where there was nothing to move
 * @throws AppError `data-folder-unset`
 */
export async function settleUserData(process: NodeJS.Process): Promise<SettledData | null> {
  const former = formerDataFolder(surroundingsOf(process));
  return former === null ? null : moveDataFolder(former, userDataFolder(process), systemClock);
}
