/** The hosts of the lab and their addresses. They share one network behind the router. */
export const addresses = {
  router: '10.77.0.1',
  controller: '10.77.0.10',
  frontEnd1: '10.77.0.21',
  frontEnd2: '10.77.0.22',
  database: '10.77.0.30',
  lifetime: '10.77.0.40',
  proxy: '10.77.0.50',
  names: '10.77.0.53',
  cloud: '10.77.0.60',
  faulty: '10.77.0.100',
} as const;

export type HostName = keyof typeof addresses;

/** The IPv6 address of a host of the lab. */
export const ipv6Of = (host: HostName): string => `fd77::${addresses[host].split('.')[3]}`;

/** DNS servers, all on the host `names`, and what is wrong with each. */
export const nameServers = {
  honest: addresses.names,
  /** Says that localhost is a machine of the network. */
  lying: '10.77.0.54',
  /** Takes questions and never answers. */
  silent: '10.77.0.55',
  /** Refuses every question (REFUSED). */
  refusing: '10.77.0.56',
  /** Nothing listens there. */
  absent: '10.77.0.57',
  /** Knows the names of the lab only, and nothing of the Internet. */
  internal: '10.77.0.58',
} as const;

/** Where the lying DNS server says that localhost is. */
export const falseLocalhost = '10.77.0.99';

/** Addresses to which the router has no way, each for another reason. */
export const beyond = {
  noRoute: '10.77.250.1',
  blackhole: '10.77.251.1',
  prohibited: '10.77.252.1',
  /** Of the hosts' own network, but nobody has it. */
  nobody: '10.77.0.98',
} as const;

/** Sites of the host `faulty`, each on an address and a name of its own. */
export const faultySites = [
  'expired',
  'not-yet-valid',
  'wrong-name',
  'self-signed',
  'other-authority',
  'old-tls',
  'tls12',
  'plain-on-443',
  'silent-on-443',
  'resetting-on-443',
  'ssh-on-443',
  'error-500',
  'bad-gateway',
  'not-found',
  'redirect-away',
  'redirect-to-itself',
  'greeting-on-80',
  'silent-on-80',
  'wants-client-certificate',
  'expires-soon',
  'error-over-tls',
  'requires-client-certificate',
  'name-only',
] as const;
export type FaultySite = (typeof faultySites)[number];

/** The name of a faulty site. */
export const faulty = (site: FaultySite): string => `${site}.lab`;

/** The address of a faulty site. */
export const faultyAddress = (site: FaultySite): string => `10.77.0.${101 + faultySites.indexOf(site)}`;

/** The addresses of every name of the lab. */
export const labNames: Readonly<Record<string, readonly string[]>> = {
  'controller.lab': [addresses.controller],
  'fe1.lab': [addresses.frontEnd1],
  'fe2.lab': [addresses.frontEnd2],
  'db.lab': [addresses.database],
  'lifetime.lab': [addresses.lifetime],
  'proxy.lab': [addresses.proxy],
  'nativebuilder.api.outsystems.com': [addresses.cloud],
  'architecture.outsystems.com': [addresses.cloud],
  ...Object.fromEntries(faultySites.map((site) => [faulty(site), [faultyAddress(site)]])),
};

/** The names of the lab without those of the Internet. */
export const internalNames = Object.fromEntries(
  Object.entries(labNames).filter(([name]) => !name.endsWith('.outsystems.com')),
);

/** Names with several addresses, for DNS alone: a hosts file would give them in another way. */
export const severalAddresses: Readonly<Record<string, readonly string[]>> = {
  'dual.lab': [addresses.controller, ipv6Of('controller')],
  'half-dead.lab': [addresses.controller, addresses.frontEnd2],
  'listener.lab': [addresses.database, addresses.frontEnd2],
};

/** The lines of a hosts file that name every host of the lab. */
export const labHosts: readonly string[] = [
  '127.0.0.1 localhost',
  ...Object.entries(labNames).map(([name, [address]]) => `${address} ${name}`),
];

/** Ports of the database host at which only some source is let through. */
export const guardedPorts = { mine: 14331, others: 14332 } as const;

/** Ports of the SQL Server instances on the database host, by name. Their ports are told by SQL Server Browser. */
export const sqlInstances = { MSSQLSERVER: 1433, REPORTS: 14400, STRICT: 14401, MOVED: 14402 } as const;

/** An instance of which SQL Server Browser knows that it does not listen on TCP. */
export const instanceWithoutTcp = 'LOCALONLY';

/** Ports of the Oracle listeners on the database host, and the service that the first one knows. */
export const oracle = { port: 1521, service: 'OSPROD', redirecting: 1522, elsewhere: '10.77.0.31' } as const;

/** Ports of the proxies on the host `proxy`. At `closed` nothing listens, `lost` gets nowhere, `hollow` opens a way to nothing. */
export const proxyPorts = {
  open: 3128,
  login: 3129,
  denying: 3130,
  closed: 3131,
  lost: 3132,
  hollow: 3133,
} as const;

/** The login that one of the proxies wants. */
export const proxyLogin = { user: 'labuser', password: 'labsecret' } as const;

/** Port of the controller at which a listener resets every connection that it accepted. */
export const resettingPort = 12009;

/** Ports of the controller at which connections are accepted and then closed: at once, a second and three seconds later. */
export const closingPorts = { atOnce: 12011, soon: 12012, late: 12014 } as const;

/** Port of the controller at which an SSH server greets whoever connects. */
export const greetingPort = 12013;

/** Port of the controller at which somebody listens over IPv4 only. */
export const ipv4OnlyPort = 12010;
