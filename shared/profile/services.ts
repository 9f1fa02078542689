/** A port on which later releases of a service listen, and that they at first use beside the one of old. */
export type PrimaryPort = {
  /** What it is called among the ports of a profile. */
  readonly name: 'deploymentControllerPrimary' | 'deploymentPrimary' | 'schedulerPrimary';
  readonly port: number;
  /** The release from which the service listens on the port. */
  readonly listensSince: string;
  /** The release from which other servers use it; null where no release is published to do so. */
  readonly usedSince: string | null;
};

/** A service of the platform, as people, Windows and the list of processes know it. */
export type PlatformService = {
  /** Its name where it stands alone. */
  readonly title: string;
  /** Its name within a sentence. */
  readonly service: string;
  /** The short name of the service of Windows that it is. */
  readonly windowsService: string;
  /** The programs under which it may show as the holder of its port. */
  readonly processes: readonly string[];
  /** Where it is set on which addresses it listens, within a sentence that says to change it. */
  readonly addressSetting: string;
};

/** A service that later releases serve on a primary port too; they call the one of the source document secondary. */
export type ServiceWithPrimaryPort = PlatformService & { readonly primary: PrimaryPort };

/**
 * The attribute of a server channel of .NET remoting that binds it to one address
 * (https://learn.microsoft.com/dotnet/api/system.runtime.remoting.channels.tcp.tcpserverchannel).
 */
const boundBy = (file: string): string => `the address of its channel (bindTo in ${file})`;

const named = (title: string) => ({ title, service: `the ${title}` }) as const;

/**
 * The services that a server needs. Names and programs: the setup guide of the platform, `SetupTools`. Ports: the source
 * document. Primary ports: the release notes of Platform Server 11.21.0, 11.24.0, 11.25.0, 11.28.0 and 11.41.0; up to
 * 11.43.0 none says that port 12100 is used.
 */
export const platformServices = {
  deploymentController: {
    ...named('Deployment Controller Service'),
    windowsService: 'OutSystems Deployment Controller Service',
    processes: ['CompilerService.exe'],
    addressSetting: boundBy('CompilerService.exe.config'),
    port: 12_000,
    primary: {
      name: 'deploymentControllerPrimary',
      port: 12_100,
      listensSince: '11.25.0',
      usedSince: null,
    },
  },
  deployment: {
    ...named('Deployment Service'),
    windowsService: 'OutSystems Deployment Service',
    processes: ['DeployService.exe'],
    addressSetting: boundBy('DeployService.exe.config'),
    port: 12_001,
    primary: { name: 'deploymentPrimary', port: 12_101, listensSince: '11.24.0', usedSince: '11.41.0' },
  },
  scheduler: {
    ...named('Scheduler Service'),
    windowsService: 'OutSystems Scheduler Service',
    processes: ['Scheduler.exe'],
    addressSetting: boundBy('Scheduler.exe.config'),
    port: 12_002,
    primary: { name: 'schedulerPrimary', port: 12_102, listensSince: '11.21.0', usedSince: '11.28.0' },
  },
  cache: {
    ...named('Cache Invalidation Service'),
    windowsService: 'RabbitMQ',
    processes: ['erl.exe', 'beam.smp'],
    addressSetting:
      'the address in listeners.tcp of rabbitmq.conf (tcp_listeners in advanced.config, or the variable RABBITMQ_NODE_IP_ADDRESS)',
    port: 5672,
    /** Its port when it speaks TLS. */
    tlsPort: 5671,
  },
  /** HTTP.sys listens for IIS as `System` (process 4). */
  iis: {
    title: 'IIS',
    service: 'IIS',
    windowsService: 'W3SVC',
    processes: ['System', 'w3wp.exe', 'inetinfo.exe'],
    addressSetting:
      'the list of addresses of HTTP.sys ("netsh http show iplisten"; "netsh http delete iplisten ipaddress=127.0.0.1" takes one out)',
    httpPort: 80,
    httpsPort: 443,
  },
} as const;

/** Those who listen on ports to which others connect; `unknown` where it may be any program. */
export type PortListener = keyof typeof platformServices | 'remote-desktop' | 'ssh' | 'unknown';
