import { placeWords } from '../../../shared/profile/roles.ts';
import { counted } from '../../../shared/words/phrases.ts';
import type { DatabaseAnswer } from '../../wizard/answers.ts';

/** The step that asks where everything stands. */
export const environmentText = {
  heading: 'Environment',
  intro:
    'Only what the roles of this machine need is asked. The answers can be saved as a file for the other servers.',
  general: 'About the environment',
  nameHint: 'Stands on the report, for example Production.',
  versionHint: 'For example 11.41.0.',
  hosting: 'Where applications run',
  hostingOptions: { servers: 'On front-end servers', containers: 'In containers' },
  hostingFixed: 'In containers, because this machine is a container runtime.',
  hybrid: 'Part of the infrastructure is in the OutSystems Cloud',
  servers: 'Servers',
  controllerHint: 'Host name or address. There is one in each environment.',
  controllerHere: 'This machine, by the name under which the other servers know it.',
  frontEndsHint: 'One host per line, or separated by commas, semicolons or tabs.',
  hostCount: (count: number, repeated: number): string =>
    `${counted(count, 'server')}${repeated === 0 ? '' : `, ${counted(repeated, 'repetition')} left out`}.`,
  otherLists: 'The same way as front-ends.',
  databases: 'Databases',
  databasesHint:
    'Each server with the ports that this machine connects to. No user name and no password is ever asked.',
  noDatabase: 'Without a database server the requirements for databases cannot be checked.',
  purposes: {
    platform: 'Platform database',
    logging: 'Logging database',
    session: 'Session database',
  } as const satisfies Readonly<Record<DatabaseAnswer['purpose'], string>>,
  engine: 'Engine',
  engines: { sqlserver: 'SQL Server', oracle: 'Oracle' },
  host: 'Server',
  port: 'Port',
  instance: 'Instance',
  add: (purpose: DatabaseAnswer['purpose']): string => `Add a ${purpose} database`,
  remove: 'Remove',
  removeDatabase: (label: string, number: number): string => `Remove ${label.toLowerCase()} ${number}`,
  cache: placeWords.cache,
  cacheHostHint: 'Only if it does not run on the Deployment Controller.',
  cacheTls: 'Connections to it use TLS',
  lifetime: 'LifeTime',
  lifetimeHint: 'Leave it empty if no LifeTime server manages this environment.',
  managed: 'Environments that LifeTime manages',
  managedHint: 'A server that is both stands in both lists.',
  managedKept: (count: number): string =>
    `The opened file also names ${counted(count, 'server')} with other roles; they are kept.`,
  containers: 'Containers',
  containersHint: 'Host names or addresses where the containers accept connections.',
  ports: 'Ports that differ from the defaults',
  portsUnchanged: 'All defaults',
  portsChanged: (count: number): string => `${count} changed`,
  portsHint: 'Change a port only if the Configuration Tool of the platform was told so too.',
  proxy: 'Proxy and certificates',
  proxyQuestion: 'How this machine reaches the internet',
  proxyHint: 'Used for the OutSystems cloud services only, never between the servers.',
  proxyOptions: { system: 'As the system says', none: 'Directly', manual: 'Through this proxy' },
  proxyUrlHint: 'http://host:port or https://host:port, without a user name or password.',
  proxyBypassHint: 'One per line, or separated by commas, semicolons or tabs.',
  timestamp: 'Time of the report',
  timestampUnset: 'Told by this machine',
  timestampSet: 'Confirmed by an authority',
  timestampHint:
    'Asked to confirm the time when a report is made (RFC 3161), for example http://timestamp.example.local/tsa. Without one the report says that its time is the claim of this machine.',
  caFileHint: 'Path of a PEM file on this machine; needed only where TLS is inspected on the way out.',
} as const;
