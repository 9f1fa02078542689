import { readFile } from 'node:fs/promises';
import os from 'node:os';
import { win32 } from 'node:path';
import type { MachineProxy } from '../../../shared/profile/proxy.ts';
import { codeOf } from '../base/error-code.ts';
import type { InboundFirewall, Platform, PortOwner } from '../base/world.ts';
import { ProbeError } from '../probes/probe-error.ts';
import type { Environment } from './environment-proxies.ts';
import { createOtherPlatform, hostsFilePath, machineFacts } from './other.ts';
import {
  asciiText,
  type CommandLimits,
  type RunCommand,
  type RunCommandNow,
  runSystemCommand,
  runSystemCommandNow,
} from './run-command.ts';
import { inboundDecisions } from './windows-firewall.ts';
import {
  kernelPid,
  type Listener,
  listedListeners,
  listenersSchema,
  listenersScript,
  netstatListeners,
  ownersOn,
  reservationsOn,
  tasklistNames,
} from './windows-listeners.ts';
import { dynamicRange, excludedRanges } from './windows-port-ranges.ts';
import { askPowerShell } from './windows-powershell.ts';
import { machineConfigProxies, winHttpProxies, winInetProxies } from './windows-proxies.ts';
import {
  expandVariables,
  type RegistryValue,
  readRegistry,
  registryData,
  registryLimits,
  registryNumber,
  registryQuery,
  registryValues,
  systemCommand,
  systemRoot,
} from './windows-registry.ts';
import {
  activeNetworks,
  partOf,
  platformServicesOf,
  type Settings,
  settingsSchema,
  settingsScript,
} from './windows-settings.ts';

/** What Windows tells beyond other systems. */
export type WindowsPlatform = Platform & {
  readonly forRun: () => Platform;
  /** Whether this process has the rights of an administrator, and not only an administrator's account. */
  isElevated(): Promise<boolean>;
};

/** What the platform needs of Windows. Tests give recorded outputs. */
export type WindowsSystem = {
  readonly run: RunCommand;
  readonly runNow: RunCommandNow;
  readonly environment: Environment;
  readonly readText: (path: string) => Promise<string>;
};

/** `netsh`, `netstat`, `tasklist` and `whoami` answer within a second; some thousand connections are 200 kB. */
const commandLimits: CommandLimits = { timeoutMs: 10_000, maxBytes: 8 * 1024 * 1024 };

const keys = {
  tcpip: 'HKLM\\SYSTEM\\CurrentControlSet\\Services\\Tcpip\\Parameters',
  serviceProvider: 'HKLM\\SYSTEM\\CurrentControlSet\\Services\\Tcpip\\ServiceProvider',
  urlReservations: 'HKLM\\SYSTEM\\CurrentControlSet\\Services\\HTTP\\Parameters\\UrlAclInfo',
  internetSettings: 'HKCU\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Internet Settings',
  winHttp: 'HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Internet Settings\\Connections',
  firewall: 'HKLM\\SYSTEM\\CurrentControlSet\\Services\\SharedAccess\\Parameters\\FirewallPolicy',
  firewallPolicy: 'HKLM\\SOFTWARE\\Policies\\Microsoft\\WindowsFirewall',
  firewallService: 'HKLM\\SYSTEM\\CurrentControlSet\\Services\\MpsSvc',
  outSystems: 'HKLM\\SOFTWARE\\OutSystems\\Installer\\Server',
} as const;

/** The values of a key that need not be there. */
async function valuesIfPresent(
  system: WindowsSystem,
  key: string,
  ...more: readonly string[]
): Promise<readonly RegistryValue[]> {
  try {
    return await readRegistry(system, key, ...more);
  } catch (error) {
    if (codeOf(error) === 'COMMAND_FAILED') return [];
    throw error;
  }
}

/**
 * Where the hosts file lies: in the folder that the registry names (`DataBasePath`), which programs that hijack name
 * resolution change; in the usual one where the registry cannot be asked.
 */
function findHostsFile({ runNow, environment }: WindowsSystem): string {
  const usual = hostsFilePath('win32', { SystemRoot: systemRoot(environment) });
  try {
    const file = systemCommand(environment, 'reg.exe');
    const output = runNow(file, registryQuery(keys.tcpip, '/v', 'DataBasePath'), registryLimits);
    const folder = registryData(registryValues(asciiText(output)), 'DataBasePath');
    return folder === null || folder === ''
      ? usual
      : win32.join(expandVariables(folder, environment), 'hosts');
  } catch {
    return usual;
  }
}

async function listenersByNetstat(system: WindowsSystem): Promise<readonly Listener[]> {
  const command = (name: string, ...args: readonly string[]) =>
    system.run(systemCommand(system.environment, name), args, commandLimits);
  const listeners = netstatListeners(asciiText(await command('netstat.exe', '-ano')));
  const programs = await command('tasklist.exe', '/FO', 'CSV', '/NH').then(
    (rows) => tasklistNames(asciiText(rows)),
    () => new Map<number, string>(),
  );
  return listeners.map((listener) => {
    const process = programs.get(listener.pid);
    return process === undefined ? listener : { ...listener, process };
  });
}

/**
 * Every listener, by PowerShell; by `netstat` where a policy or the system's state keeps PowerShell from answering.
 * @throws ProbeError why PowerShell did not answer, when `netstat` did not either
 */
async function allListeners(system: WindowsSystem): Promise<readonly Listener[]> {
  try {
    return listedListeners(await askPowerShell(system, listenersScript, listenersSchema));
  } catch (error) {
    return listenersByNetstat(system).catch(() => {
      throw error;
    });
  }
}

/** Reads that cost a start of PowerShell or a walk through the registry, and hold for a whole run. */
type CostlyReads = {
  readonly listeners: () => Promise<readonly Listener[]>;
  readonly settings: () => Promise<Settings>;
  readonly reservedUrls: () => Promise<readonly RegistryValue[]>;
  readonly firewallValues: () => Promise<readonly RegistryValue[]>;
};

const costlyReads = (system: WindowsSystem): CostlyReads => ({
  listeners: () => allListeners(system),
  settings: () => askPowerShell(system, settingsScript, settingsSchema),
  reservedUrls: () => valuesIfPresent(system, keys.urlReservations),
  firewallValues: async () => [
    ...(await valuesIfPresent(system, keys.firewallPolicy, '/s')),
    ...(await readRegistry(system, keys.firewall, '/s')),
    ...(await valuesIfPresent(system, keys.firewallService, '/v', 'Start')),
  ],
});

/** Something that is read at its first use and then known, a failure as well. */
function once<T>(read: () => Promise<T>): () => Promise<T> {
  let known: Promise<T> | null = null;
  return () => {
    known ??= read();
    return known;
  };
}

const readOnce = (reads: CostlyReads): CostlyReads => ({
  listeners: once(reads.listeners),
  settings: once(reads.settings),
  reservedUrls: once(reads.reservedUrls),
  firewallValues: once(reads.firewallValues),
});

async function portOwners(reads: CostlyReads, port: number): Promise<readonly PortOwner[]> {
  const listeners = await reads.listeners();
  const isKernel = listeners.some((listener) => listener.port === port && listener.pid === kernelPid);
  const reserved = isKernel ? await reads.reservedUrls() : [];
  return ownersOn(port, listeners, reservationsOn(port, reserved));
}

async function inboundFirewall(reads: CostlyReads, port: number): Promise<InboundFirewall> {
  const values = await reads.firewallValues();
  const active = await reads.settings().then(
    (settings) => activeNetworks(settings.networks),
    () => null,
  );
  return inboundDecisions(values, port, active);
}

/** The proxy of .NET programs; none where .NET Framework 4 is not installed. */
async function dotNetProxies({ readText, environment }: WindowsSystem): Promise<readonly MachineProxy[]> {
  const folder = ['Microsoft.NET', 'Framework64', 'v4.0.30319', 'Config', 'machine.config'];
  try {
    return machineConfigProxies(await readText(win32.join(systemRoot(environment), ...folder)));
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return [];
    throw error;
  }
}

/**
 * The proxies of this account, then those that services use: WinHTTP's and .NET's. Settings that name none that can be
 * used, such as a script, come last.
 */
async function systemProxy(system: WindowsSystem): Promise<readonly MachineProxy[]> {
  const account = winInetProxies(await readRegistry(system, keys.internetSettings));
  const winHttp = registryData(await valuesIfPresent(system, keys.winHttp), 'WinHttpSettings');
  const services = winHttp === null ? [] : winHttpProxies(winHttp);
  if (services === null) throw new ProbeError('COMMAND_ANSWER');
  const all = [...account, ...services, ...(await dotNetProxies(system))];
  return [...all.filter(({ proxy }) => proxy !== null), ...all.filter(({ proxy }) => proxy === null)];
}

/** What Windows calls the sources of names in the registry, and the words of nsswitch.conf(5) for them. */
const sourceNames = {
  LocalPriority: 'local',
  HostsPriority: 'files',
  DnsPriority: 'dns',
  NetbtPriority: 'netbios',
} as const;

/** The sources of names by their priority in the registry, the lowest first. */
async function nameOrder(system: WindowsSystem): Promise<readonly string[]> {
  const values = await readRegistry(system, keys.serviceProvider);
  const found = Object.entries(sourceNames).flatMap(([name, source]) => {
    const priority = registryNumber(registryData(values, name));
    return priority === null ? [] : [{ source, priority }];
  });
  if (found.length === 0) throw new ProbeError('UNSUPPORTED');
  return found.sort((left, right) => left.priority - right.priority).map(({ source }) => source);
}

/** The integrity levels of a process with an administrator's rights: high, and that of the system itself. */
const elevatedLevels = ['S-1-16-12288', 'S-1-16-16384'];

async function isElevated({ run, environment }: WindowsSystem): Promise<boolean> {
  const args = ['/GROUPS', '/FO', 'CSV', '/NH'];
  const text = asciiText(await run(systemCommand(environment, 'whoami.exe'), args, commandLimits));
  const level = /"(S-1-16-\d+)"/.exec(text)?.[1];
  if (level === undefined) throw new ProbeError('COMMAND_ANSWER');
  return elevatedLevels.includes(level);
}

/** The version of Platform Server, which its installer keeps in the registry. */
async function installedVersion(system: WindowsSystem): Promise<string | null> {
  const version = registryData(await valuesIfPresent(system, keys.outSystems), 'Server');
  return version === '' ? null : version;
}

/** Windows of this process. */
const thisWindows = (environment: Environment): WindowsSystem => ({
  run: runSystemCommand,
  runNow: runSystemCommandNow,
  environment,
  readText: (path) => readFile(path, 'utf8'),
});

/**
 * Windows. Everything is read from what is the same in every display language: the registry, objects of PowerShell,
 * numbers in tables, identifiers of security. A command that is missing, refused or slow leaves its code.
 */
export function createWindowsPlatform(
  environment: Environment,
  system: WindowsSystem = thisWindows(environment),
): WindowsPlatform {
  const other = createOtherPlatform('win32', environment);
  const elevation = once(() => isElevated(system));
  let hostsFile: string | null = null;
  const hostsPath = (): string => {
    hostsFile ??= findHostsFile(system);
    return hostsFile;
  };
  const named = {
    environmentProxies: other.environmentProxies,
    systemProxy: () => systemProxy(system).catch(() => []),
  };
  const elevationIfTold = (): Promise<boolean | null> => elevation().catch(() => null);
  const withReads = (reads: CostlyReads): Platform => ({
    ...other,
    machine: () => machineFacts(os.version(), named, elevationIfTold()),
    systemProxy: () => systemProxy(system),
    get hostsFilePath() {
      return hostsPath();
    },
    hostsFileText: () => system.readText(hostsPath()),
    portOwners: (port) => portOwners(reads, port),
    nameOrder: () => nameOrder(system),
    reservedPorts: async () => {
      const args = ['int', 'ipv4', 'show', 'excludedportrange', 'protocol=tcp'];
      const file = systemCommand(environment, 'netsh.exe');
      return excludedRanges(asciiText(await system.run(file, args, commandLimits)));
    },
    dynamicPortRange: async () => dynamicRange(partOf(await reads.settings(), 'ranges')),
    inboundFirewall: (port) => inboundFirewall(reads, port),
    installedVersion: () => installedVersion(system),
    platformServices: async () => platformServicesOf(partOf(await reads.settings(), 'services')),
  });
  const reads = costlyReads(system);
  return Object.assign(withReads(reads), {
    forRun: () => withReads(readOnce(reads)),
    isElevated: elevation,
  });
}
