import { readFile } from 'node:fs/promises';
import os from 'node:os';
import { win32 } from 'node:path';
import type { WindowsService } from '../../../shared/probe/fact.ts';
import type { NetworkKind } from '../../../shared/probe/network-kinds.ts';
import type { MachineProxy } from '../../../shared/profile/proxy.ts';
import type { PortListener } from '../../../shared/profile/services.ts';
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
import { listenerProgram } from './windows-firewall-rule.ts';
import {
  kernelPid,
  type ListedProgram,
  type Listener,
  netstatListeners,
  ownersOn,
  reservationsOn,
  tasklistPrograms,
  withProgram,
} from './windows-listeners.ts';
import { activeNetworks, networksSchema, networksScript } from './windows-networks.ts';
import { dynamicRange, excludedRanges } from './windows-port-ranges.ts';
import { askPowerShell } from './windows-powershell.ts';
import { machineConfigProxies, winHttpProxies, winInetProxies } from './windows-proxies.ts';
import {
  expandVariables,
  type RegistryValue,
  readRegistry,
  registryData,
  registryKeyNames,
  registryLimits,
  registryNumber,
  registryQuery,
  registryValues,
  systemCommand,
  systemRoot,
} from './windows-registry.ts';
import { platformServiceNames, windowsServiceOf } from './windows-services.ts';

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

/** Where Internet Options lie below the key of an account, and of the machine. */
const internetKey = 'SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Internet Settings';

const keys = {
  tcpip: 'HKLM\\SYSTEM\\CurrentControlSet\\Services\\Tcpip\\Parameters',
  services: 'HKLM\\SYSTEM\\CurrentControlSet\\Services',
  serviceProvider: 'HKLM\\SYSTEM\\CurrentControlSet\\Services\\Tcpip\\ServiceProvider',
  urlReservations: 'HKLM\\SYSTEM\\CurrentControlSet\\Services\\HTTP\\Parameters\\UrlAclInfo',
  internetPolicy: 'HKLM\\SOFTWARE\\Policies\\Microsoft\\Windows\\CurrentVersion\\Internet Settings',
  winHttp: 'HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Internet Settings\\Connections',
  firewall: 'HKLM\\SYSTEM\\CurrentControlSet\\Services\\SharedAccess\\Parameters\\FirewallPolicy',
  firewallPolicy: 'HKLM\\SOFTWARE\\Policies\\Microsoft\\WindowsFirewall',
  firewallService: 'HKLM\\SYSTEM\\CurrentControlSet\\Services\\MpsSvc',
  outSystems: 'HKLM\\SOFTWARE\\OutSystems\\Installer\\Server',
} as const;

/** What a command of Windows prints, as far as it is ASCII. */
const commandText = async (
  { run, environment }: WindowsSystem,
  name: string,
  ...args: readonly string[]
): Promise<string> => asciiText(await run(systemCommand(environment, name), args, commandLimits));

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

/**
 * Every listener with its program and services, from tables that every Windows prints within half a second.
 * @throws ProbeError why `netstat` did not tell; without `tasklist` listeners are known by their process ids
 */
async function allListeners(system: WindowsSystem): Promise<readonly Listener[]> {
  const listeners = netstatListeners(await commandText(system, 'netstat.exe', '-ano'));
  const programs = await commandText(system, 'tasklist.exe', '/SVC', '/FO', 'CSV', '/NH').then(
    tasklistPrograms,
    () => new Map<number, ListedProgram>(),
  );
  return listeners.map((listener) => withProgram(listener, programs.get(listener.pid)));
}

/** The services of the platform, of its cache and of its web server: from the registry, their states from `sc`. */
async function installedServices(system: WindowsSystem): Promise<readonly WindowsService[]> {
  const list = await commandText(system, 'reg.exe', ...registryQuery(keys.services));
  return await Promise.all(
    platformServiceNames(registryKeyNames(list)).map(async (name) =>
      windowsServiceOf(
        name,
        await readRegistry(system, `${keys.services}\\${name}`, '/v', 'Start'),
        await commandText(system, 'sc.exe', 'query', name),
      ),
    ),
  );
}

/** Reads that cost a process or a walk through the registry, and hold for a whole run. */
type CostlyReads = {
  readonly listeners: () => Promise<readonly Listener[]>;
  readonly networks: () => Promise<readonly NetworkKind[] | null>;
  readonly services: () => Promise<readonly WindowsService[]>;
  readonly reservedUrls: () => Promise<readonly RegistryValue[]>;
  readonly firewallValues: () => Promise<readonly RegistryValue[]>;
  /** What the installer of Platform Server keeps; none where it is not installed. */
  readonly outSystems: () => Promise<readonly RegistryValue[]>;
};

const costlyReads = (system: WindowsSystem): CostlyReads => ({
  listeners: () => allListeners(system),
  networks: async () => activeNetworks(await askPowerShell(system, networksScript, networksSchema)),
  services: () => installedServices(system),
  reservedUrls: () => valuesIfPresent(system, keys.urlReservations),
  outSystems: () => valuesIfPresent(system, keys.outSystems),
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
  networks: once(reads.networks),
  services: once(reads.services),
  reservedUrls: once(reads.reservedUrls),
  firewallValues: once(reads.firewallValues),
  outSystems: once(reads.outSystems),
});

async function portOwners(reads: CostlyReads, port: number): Promise<readonly PortOwner[]> {
  const listeners = await reads.listeners();
  const isKernel = listeners.some((listener) => listener.port === port && listener.pid === kernelPid);
  const reserved = isKernel ? await reads.reservedUrls() : [];
  return ownersOn(port, listeners, reservationsOn(port, reserved));
}

/**
 * The folder of Platform Server: the default value of its key, whose name Windows translates; null where it is not
 * installed, or the registry does not say.
 */
async function installationFolder(reads: CostlyReads): Promise<string | null> {
  const values = await reads.outSystems().catch(() => []);
  return values.find(({ name, data }) => name.startsWith('(') && /^[A-Z]:\\./i.test(data))?.data ?? null;
}

async function inboundFirewall(
  system: WindowsSystem,
  reads: CostlyReads,
  port: number,
  listener: PortListener,
  senders: readonly string[] | undefined,
): Promise<InboundFirewall> {
  const values = await reads.firewallValues();
  const active = await reads.networks().catch(() => null);
  const owner = listenerProgram(listener, await installationFolder(reads));
  return inboundDecisions(values, { port, owner, senders: senders ?? null }, active, system.environment);
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

/** The accounts under which services run, by their security identifiers. */
const serviceAccounts = {
  'S-1-5-18': 'LocalSystem',
  'S-1-5-19': 'LocalService',
  'S-1-5-20': 'NetworkService',
} as const;

/**
 * The Internet Options that hold here: those of this account and of the accounts of services; or, where a policy says so
 * (`ProxySettingsPerUser`), those of the machine, for all.
 */
async function internetOptions(system: WindowsSystem): Promise<readonly MachineProxy[]> {
  const policy = await valuesIfPresent(system, keys.internetPolicy, '/v', 'ProxySettingsPerUser');
  const isForAll = registryNumber(registryData(policy, 'ProxySettingsPerUser')) === 0;
  const optionsIn = async (root: string, name: string, values: Promise<readonly RegistryValue[]>) =>
    winInetProxies(
      await values,
      await valuesIfPresent(
        system,
        `${root}\\${internetKey}\\Connections`,
        '/v',
        'DefaultConnectionSettings',
      ),
      name,
    );
  if (isForAll) {
    const values = valuesIfPresent(system, `HKLM\\${internetKey}`);
    return await optionsIn('HKLM', 'Internet Options of the machine', values);
  }
  const own = await optionsIn('HKCU', 'Internet Options', readRegistry(system, `HKCU\\${internetKey}`));
  const ofServices = await Promise.all(
    Object.entries(serviceAccounts).map(([sid, account]) => {
      const values = valuesIfPresent(system, `HKU\\${sid}\\${internetKey}`);
      return optionsIn(`HKU\\${sid}`, `Internet Options of ${account}`, values);
    }),
  );
  return [...own, ...ofServices.flat()];
}

/**
 * The proxies of Internet Options, then those of WinHTTP and of .NET, which services use. Settings that name none that
 * can be used, such as a script, come last.
 */
async function systemProxy(system: WindowsSystem): Promise<readonly MachineProxy[]> {
  const winHttp = registryData(await valuesIfPresent(system, keys.winHttp), 'WinHttpSettings');
  const services = winHttp === null ? [] : winHttpProxies(winHttp);
  if (services === null) throw new ProbeError('COMMAND_ANSWER');
  const all = [...(await internetOptions(system)), ...services, ...(await dotNetProxies(system))];
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

async function isElevated(system: WindowsSystem): Promise<boolean> {
  const text = await commandText(system, 'whoami.exe', '/GROUPS', '/FO', 'CSV', '/NH');
  const level = /"(S-1-16-\d+)"/.exec(text)?.[1];
  if (level === undefined) throw new ProbeError('COMMAND_ANSWER');
  return elevatedLevels.includes(level);
}

/** The version of Platform Server, which its installer keeps in the registry. */
async function installedVersion(reads: CostlyReads): Promise<string | null> {
  const version = registryData(await reads.outSystems(), 'Server');
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
 * Windows. Everything is read from what is the same in every display language: the registry, numbers in tables,
 * identifiers of security, names in ASCII. A command that is missing, refused or slow leaves its code.
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
      return excludedRanges(await commandText(system, 'netsh.exe', ...args));
    },
    dynamicPortRange: async () =>
      dynamicRange(await commandText(system, 'netsh.exe', 'int', 'ipv4', 'show', 'dynamicport', 'tcp')),
    inboundFirewall: (port, listener, senders) => inboundFirewall(system, reads, port, listener, senders),
    installedVersion: () => installedVersion(reads),
    platformServices: () => reads.services(),
  });
  const reads = costlyReads(system);
  return Object.assign(withReads(reads), {
    forRun: () => withReads(readOnce(reads)),
    isElevated: elevation,
  });
}
