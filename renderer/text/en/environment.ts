import { placeWords } from '../../../shared/profile/roles.ts';
import { counted, listed } from '../../../shared/words/phrases.ts';
import type { DatabaseAnswer } from '../../wizard/codecs.ts';

/** The step that asks where everything stands. */
export const environmentText = {
  heading: 'Environment',
  intro:
    'Only what the roles of this machine need is asked. The answers can be saved as a file for the other servers.',
  general: 'About the environment',
  hostingFixed: 'In containers, because this machine is a container runtime.',
  servers: 'Servers',
  controllerHere: 'This machine, by the name under which the other servers know it.',
  /** What was read of a list, and what was left out of it: repetitions, and lines that are remarks. */
  hostCount: (count: number, repeated: number, remarks: number): string => {
    const left = [
      ...(repeated === 0 ? [] : [counted(repeated, 'repetition')]),
      ...(remarks === 0
        ? []
        : [`${counted(remarks, 'line')} with ${remarks === 1 ? 'a remark' : 'remarks'}`]),
    ];
    return `${counted(count, 'server')}${left.length === 0 ? '' : `, ${left.join(' and ')} left out`}.`;
  },
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
  /** Where the servers that were named do not tell which of them is this machine. */
  ownPlace: {
    question: (count: number): string =>
      count === 1 ? 'Is this machine the one named above?' : 'Is this machine one of these?',
    itself: (hostname: string, addresses: readonly string[]): string => {
      const shown = addresses.slice(0, 3);
      const more = addresses.length - shown.length;
      const rest = more === 0 ? [] : [`${more} more`];
      return shown.length === 0
        ? `It calls itself ${hostname}.`
        : `It calls itself ${hostname} and has ${listed([...shown, ...rest])}.`;
    },
    more: (count: number): string => `${count} more`,
    noneOfThem: (count: number): string => (count === 1 ? 'No' : 'None of them'),
    means: 'It is then called so in the report, and merged reports know it by that name.',
    is: (host: string): string => `This machine is ${host}.`,
    none: (hostname: string): string =>
      `None of the named servers is this machine, which calls itself ${hostname}.`,
    change: 'Change',
  },
  cache: placeWords.cache,
  lifetime: 'LifeTime',
  managed: 'Environments that LifeTime manages',
  managedHint: 'A server that is both stands in both lists.',
  managedKept: (count: number): string =>
    `The opened file also names ${counted(count, 'server')} with other roles; they are kept.`,
  containers: 'Containers',
  portsUnchanged: 'All defaults',
  portsChanged: (count: number): string => `${count} changed`,
  proxy: 'Proxy and certificates',
  timestamp: 'Time of the report',
  timestampUnset: 'Told by this machine',
  timestampSet: 'Confirmed by an authority',
} as const;
