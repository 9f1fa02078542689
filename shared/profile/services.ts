/** A port on which later releases of a service listen, and that they at first use beside the one of old. */
export type PrimaryPort = {
  readonly port: number;
  /** The release from which the service listens on the port. */
  readonly listensSince: string;
  /** The release from which other servers use it. The same where none other is published. */
  readonly usedSince: string;
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
};

/** A service that later releases serve on a primary port too; they call the one of the source document secondary. */
export type ServiceWithPrimaryPort = PlatformService & { readonly primary: PrimaryPort };

const named = (title: string) => ({ title, service: `the ${title}` }) as const;

/**
 * The services that a server needs. Names and programs: the setup guide of the platform, `SetupTools`. Ports: the source
 * document. Primary ports: the release notes of Platform Server 11.21.0, 11.24.0, 11.25.0, 11.28.0 and 11.41.0.
 */
export const platformServices = {
  deploymentController: {
    ...named('Deployment Controller Service'),
    windowsService: 'OutSystems Deployment Controller Service',
    processes: ['CompilerService.exe'],
    port: 12_000,
    primary: { port: 12_100, listensSince: '11.25.0', usedSince: '11.25.0' },
  },
  deployment: {
    ...named('Deployment Service'),
    windowsService: 'OutSystems Deployment Service',
    processes: ['DeployService.exe'],
    port: 12_001,
    primary: { port: 12_101, listensSince: '11.24.0', usedSince: '11.41.0' },
  },
  scheduler: {
    ...named('Scheduler Service'),
    windowsService: 'OutSystems Scheduler Service',
    processes: ['Scheduler.exe'],
    port: 12_002,
    primary: { port: 12_102, listensSince: '11.21.0', usedSince: '11.28.0' },
  },
  cache: {
    ...named('Cache Invalidation Service'),
    windowsService: 'RabbitMQ',
    processes: ['erl.exe', 'beam.smp'],
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
    httpPort: 80,
    httpsPort: 443,
  },
} as const;
