import { codeOf } from '../../../electron/core/base/error-code.ts';
import { createPlatform } from '../../../electron/core/platform/platform.ts';
import { createWindowsPlatform } from '../../../electron/core/platform/windows.ts';

/** What Windows told, or the code of the failure. */
async function told<T>(ask: () => Promise<T>): Promise<T | { readonly code: string }> {
  try {
    return await ask();
  } catch (error) {
    return { code: codeOf(error) };
  }
}

const windows = createWindowsPlatform(process.env);
const facts = {
  system: process.platform,
  hostsFilePath: createPlatform().hostsFilePath,
  hostsFile: await told(() => windows.hostsFileText()),
  nameOrder: await told(() => windows.nameOrder()),
  systemProxy: await told(() => windows.systemProxy()),
  portOwners: await told(() => windows.portOwners(12_000)),
  reservedPorts: await told(() => windows.reservedPorts()),
  dynamicPortRange: await told(() => windows.dynamicPortRange()),
  firewall: await told(() => windows.inboundFirewall(12_000, 'deploymentController')),
  installedVersion: await told(() => windows.installedVersion()),
  platformServices: await told(() => windows.platformServices()),
  isElevated: await told(() => windows.isElevated()),
};
process.stdout.write(JSON.stringify(facts));
