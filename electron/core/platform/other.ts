import { readFile } from 'node:fs/promises';
import os from 'node:os';
import { win32 } from 'node:path';
import type { MachineFacts } from '../../../shared/catalogue/check.ts';
import type { MachineProxy } from '../../../shared/profile/proxy.ts';
import { longest } from '../../../shared/words/lengths.ts';
import { codeOf } from '../base/error-code.ts';
import type { Platform } from '../base/world.ts';
import { plainText } from '../probes/plain-text.ts';
import { ProbeError } from '../probes/probe-error.ts';
import { type Environment, proxiesOfEnvironment } from './environment-proxies.ts';

/** The addresses of every interface in the system's order, each once; those that only this machine can reach left out. */
function interfaceAddresses(): readonly string[] {
  const all = Object.values(os.networkInterfaces()).flatMap((entries) => entries ?? []);
  return [...new Set(all.filter(({ internal }) => !internal).map(({ address }) => address))];
}

/** Where the hosts file lies. Windows keeps it under the folder that `SystemRoot` names. */
export function hostsFilePath(system: NodeJS.Platform, environment: Environment): string {
  const systemRoot = environment['SystemRoot'] ?? 'C:\\Windows';
  return system === 'win32' ? win32.join(systemRoot, 'System32', 'drivers', 'etc', 'hosts') : '/etc/hosts';
}

/**
 * Every proxy that a machine's settings name, the environment's first. Settings that this system does not tell name
 * none.
 */
async function proxiesOf({
  environmentProxies,
  systemProxy,
}: Pick<Platform, 'environmentProxies' | 'systemProxy'>): Promise<readonly MachineProxy[]> {
  const ofSystem = await systemProxy().catch((error: unknown) => {
    if (codeOf(error) === 'UNSUPPORTED') return [];
    throw error;
  });
  return [...environmentProxies(), ...ofSystem];
}

/** Whether this process is the superuser's; null where the system has no such account. */
const isRoot = (): boolean | null => (process.geteuid === undefined ? null : process.geteuid() === 0);

/** This machine as a plan knows it. `osName` is the name and edition of the operating system, for people. */
export const machineFacts = async (
  osName: string,
  settings: Pick<Platform, 'environmentProxies' | 'systemProxy'>,
  isElevated: Promise<boolean | null> = Promise.resolve(isRoot()),
): Promise<MachineFacts> => ({
  hostname: plainText(os.hostname(), longest.host),
  os: plainText(`${osName} (${os.type()} ${os.release()})`, longest.line),
  addresses: interfaceAddresses(),
  isElevated: await isElevated,
  proxies: await proxiesOf(settings),
});

const notTold = (): Promise<never> => Promise.reject(new ProbeError('UNSUPPORTED'));

/**
 * What any operating system tells through Node alone. Who listens on a port, the system's own proxy and its ranges of
 * ports are not among it.
 * @param path where the hosts file lies
 */
export function createOtherPlatform(
  system: NodeJS.Platform,
  environment: Environment,
  path = hostsFilePath(system, environment),
): Platform {
  const settings = {
    environmentProxies: () => proxiesOfEnvironment(environment),
    systemProxy: notTold,
  };
  return {
    ...settings,
    machine: () => machineFacts(os.version(), settings),
    hostsFilePath: path,
    hostsFileText: () => readFile(path, 'utf8'),
    portOwners: notTold,
    nameOrder: notTold,
    reservedPorts: notTold,
    dynamicPortRange: notTold,
    inboundFirewall: notTold,
    installedVersion: notTold,
    platformServices: notTold,
    firstUnprivilegedPort: async () => (system === 'win32' ? 0 : 1024),
  };
}
