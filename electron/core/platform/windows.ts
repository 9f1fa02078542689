import { readFile } from 'node:fs/promises';
import os from 'node:os';
import { win32 } from 'node:path';
import { z } from 'zod';
import type { MachineProxy } from '../../../shared/profile/proxy.ts';
import type { Platform, PortOwner } from '../ports.ts';
import { codeOf, ProbeError } from '../probes/probe-error.ts';
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
import { type InboundDecision, inboundDecisions } from './windows-firewall.ts';
import {
  kernelPid,
  listenersSchema,
  listenersScript,
  netstatListeners,
  ownersOfListeners,
  reservationsOn,
  tasklistName,
} from './windows-listeners.ts';
import {
  dynamicRange,
  dynamicRangeSchema,
  dynamicRangeScript,
  excludedRanges,
} from './windows-port-ranges.ts';
import { askPowerShell, listOf } from './windows-powershell.ts';
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

/** One service of the platform, as the service manager knows it. None of its words is translated. */
export type PlatformService = { readonly name: string; readonly state: string; readonly startMode: string };

/** What of OutSystems is installed on this machine. */
export type Installation = {
  /** The version of Platform Server, for example `11.28.1.44071`; null when it is not told. */
  readonly version: string | null;
  readonly services: readonly PlatformService[];
};

/** What Windows tells beyond other systems. */
export type WindowsPlatform = Platform & {
  /** Whether this process has the rights of an administrator, and not only an administrator's account. */
  isElevated(): Promise<boolean>;
  /** What the local firewall does with TCP connections to a port, for each kind of network. */
  inboundFirewall(port: number): Promise<readonly InboundDecision[]>;
  /** What of OutSystems is installed; null when nothing is. */
  installation(): Promise<Installation | null>;
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

async function ownersByPowerShell(system: WindowsSystem, port: number): Promise<readonly PortOwner[]> {
  const found = await askPowerShell(system, listenersScript(port), listenersSchema);
  const isKernel = found.sockets.some(({ OwningProcess }) => OwningProcess === kernelPid);
  const reserved = isKernel ? await valuesIfPresent(system, keys.urlReservations) : [];
  return ownersOfListeners(found, reservationsOn(port, reserved));
}

async function ownersByNetstat(system: WindowsSystem, port: number): Promise<readonly PortOwner[]> {
  const command = (name: string, ...args: readonly string[]) =>
    system.run(systemCommand(system.environment, name), args, commandLimits);
  const listeners = netstatListeners(asciiText(await command('netstat.exe', '-ano'))).filter(
    (listener) => listener.port === port,
  );
  const programs = new Map<number, string | null>();
  for (const pid of new Set(listeners.map((listener) => listener.pid))) {
    const row = await command('tasklist.exe', '/FI', `PID eq ${pid}`, '/FO', 'CSV', '/NH').catch(() => null);
    programs.set(pid, row === null ? null : tasklistName(asciiText(row), pid));
  }
  return listeners.map(({ address, pid }) => {
    const process = programs.get(pid) ?? null;
    return { address, pid, ...(process === null ? {} : { process }) };
  });
}

/**
 * Who listens, by PowerShell; by `netstat` where a policy or the system's state keeps PowerShell from answering.
 * @throws ProbeError why PowerShell did not answer, when `netstat` did not either
 */
async function portOwners(system: WindowsSystem, port: number): Promise<readonly PortOwner[]> {
  try {
    return await ownersByPowerShell(system, port);
  } catch (error) {
    return ownersByNetstat(system, port).catch(() => {
      throw error;
    });
  }
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

const servicesScript =
  'ConvertTo-Json -Compress -InputObject @(Get-CimInstance Win32_Service -Filter "Name LIKE \'OutSystems%\'"|Select-Object Name,State,StartMode)';

const servicesSchema = listOf(
  z.object({ Name: z.string().max(300), State: z.string().max(50), StartMode: z.string().max(50) }),
);

async function installation(system: WindowsSystem): Promise<Installation | null> {
  const values = await valuesIfPresent(system, keys.outSystems);
  if (values.length === 0) return null;
  const services = await askPowerShell(system, servicesScript, servicesSchema);
  return {
    version: registryData(values, 'Server'),
    services: services.map(({ Name, State, StartMode }) => ({
      name: Name,
      state: State,
      startMode: StartMode,
    })),
  };
}

async function inboundFirewall(system: WindowsSystem, port: number): Promise<readonly InboundDecision[]> {
  const policy = await valuesIfPresent(system, keys.firewallPolicy, '/s');
  const local = await readRegistry(system, keys.firewall, '/s');
  return inboundDecisions([...policy, ...local], port);
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
  let hostsFile: string | null = null;
  const hostsPath = (): string => {
    hostsFile ??= findHostsFile(system);
    return hostsFile;
  };
  const named = {
    environmentProxies: other.environmentProxies,
    systemProxy: () => systemProxy(system).catch(() => []),
  };
  return {
    ...other,
    machine: () => machineFacts(os.version(), named),
    systemProxy: () => systemProxy(system),
    get hostsFilePath() {
      return hostsPath();
    },
    hostsFileText: () => system.readText(hostsPath()),
    portOwners: (port) => portOwners(system, port),
    nameOrder: () => nameOrder(system),
    reservedPorts: async () => {
      const args = ['int', 'ipv4', 'show', 'excludedportrange', 'protocol=tcp'];
      const file = systemCommand(environment, 'netsh.exe');
      return excludedRanges(asciiText(await system.run(file, args, commandLimits)));
    },
    dynamicPortRange: async () =>
      dynamicRange(await askPowerShell(system, dynamicRangeScript, dynamicRangeSchema)),
    isElevated: () => isElevated(system),
    inboundFirewall: (port) => inboundFirewall(system, port),
    installation: () => installation(system),
  };
}
