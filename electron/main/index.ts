import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as electron from 'electron';
import { desktopIdentities } from '../core/identity/desktop-identity.ts';
import { takeGivenPassword } from '../core/identity/given-password.ts';
import { createDeps } from '../core/operations/create-deps.ts';
import { createHandlers } from '../core/operations/handlers.ts';
import {
  hasWindowsRights,
  identityWorld,
  settleUserData,
  systemWorld,
  userDataFolder,
} from '../core/system/system-world.ts';
import { main } from './main.ts';

takeGivenPassword(process.env);
const { env: environment, platform } = process;
const world = systemWorld(process);
// What names no folder is said where the folder is looked at, once the window can say it.
const settled = await settleUserData(process).catch(() => null);
const isElevated = await hasWindowsRights(process);
const ownFolder = (): string => settled?.folder ?? userDataFolder(process);

main(electron, {
  distFolder: dirname(fileURLToPath(import.meta.url)),
  get dataFolder() {
    return ownFolder();
  },
  notice: settled?.notice ?? null,
  isElevated,
  platform,
  environment,
  onUncaught: (report) => void process.on('uncaughtException', report),
  makeHandlers: (host, findKeyStore) => {
    const dataFolder = ownFolder();
    return createHandlers(
      createDeps({
        world,
        platform,
        dataFolder,
        host,
        ...desktopIdentities(dataFolder, identityWorld(process), findKeyStore),
        notice: (sentence) => process.stderr.write(`${sentence}\n`),
      }),
    );
  },
});
