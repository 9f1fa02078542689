import { readFile } from 'node:fs/promises';
import os from 'node:os';
import { win32 } from 'node:path';
import type { MachineFacts } from '../../../shared/catalogue/check.ts';
import type { Platform } from '../ports.ts';
import { ProbeError } from '../probes/probe-error.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** The addresses of every interface in the system's order, each once; those that only this machine can reach left out. */
export function interfaceAddresses(): readonly string[] {
  const all = Object.values(os.networkInterfaces()).flatMap((entries) => entries ?? []);
  return [...new Set(all.filter(({ internal }) => !internal).map(({ address }) => address))];
}

/** Where the hosts file lies. Windows keeps it under the folder that `SystemRoot` names. */
export function hostsFilePath(system: NodeJS.Platform, environment: Environment): string {
  const systemRoot = environment['SystemRoot'] ?? 'C:\\Windows';
  return system === 'win32' ? win32.join(systemRoot, 'System32', 'drivers', 'etc', 'hosts') : '/etc/hosts';
}

/** This machine as a plan knows it. `osName` is the name and edition of the operating system, for people. */
export const machineFacts = (osName: string): MachineFacts => ({
  hostname: os.hostname(),
  os: `${osName} (${os.type()} ${os.release()})`,
  addresses: interfaceAddresses(),
});

/**
 * What any operating system tells through Node alone. Who listens on a port is not among it.
 * @param path where the hosts file lies
 */
export function createOtherPlatform(
  system: NodeJS.Platform,
  environment: Environment,
  path = hostsFilePath(system, environment),
): Platform {
  return {
    machine: async () => machineFacts(os.version()),
    hostsFilePath: path,
    hostsFileText: () => readFile(path, 'utf8'),
    portOwners: () => Promise.reject(new ProbeError('UNSUPPORTED')),
    firstUnprivilegedPort: async () => (system === 'win32' ? 0 : 1024),
  };
}
