import { counted } from '../../../shared/words/phrases.ts';
import type { DoubtKind, Offer } from '../../wizard/host-reading.ts';

/** Texts of what was pasted where hosts are asked for and is no host by itself. */
export const hostReadingText = {
  /** What an entry looks like, each in a sentence of its own. */
  doubt: {
    'web-address': 'A web address.',
    jdbc: 'The address of a JDBC driver.',
    share: 'The path of a file share.',
    port: 'A host with a port.',
    instance: 'A SQL Server with its instance.',
    'hosts-line': 'A line of a hosts file: one server, by its name or by its address.',
    range: 'A range, and no host. Are all of them meant?',
    network: 'A network, and no host.',
    bullet: 'A host with something around it.',
    'full-width': 'Letters or digits of another width.',
    dots: 'Dots where none belong.',
    quoted: 'A host in quotation marks or brackets.',
    account: 'An account at a host.',
    path: 'A host with a path.',
    brackets: 'An address in brackets.',
    several: 'Several hosts with nothing but spaces between them.',
    'no-machine': 'The address of no single machine.',
    unclear: 'Neither a host name nor an address.',
  } as const satisfies Readonly<Record<DoubtKind, string>>,
  /** A button: what is taken in place of what was typed. */
  take: ({ hosts, port, instance }: Offer): string => {
    const [first = ''] = hosts;
    if (hosts.length > 1) return `Use these ${hosts.length}`;
    if (instance !== undefined) return `Use ${first}, instance ${instance}`;
    return port === undefined ? `Use ${first}` : `Use ${first}, port ${port}`;
  },
  takeHost: ({ hosts }: Offer): string => {
    const [first = ''] = hosts;
    return hosts.length > 1 ? `Use these ${hosts.length}` : `Use ${first}`;
  },
  inPlaceOf: (use: string, entry: string, line: number): string =>
    `${use} in place of ${entry} in line ${line}`,
  leaveOut: 'Leave out',
  summary: (names: number, doubtful: number): string =>
    `${counted(names, 'server')} read, ${counted(doubtful, 'entry', 'entries')} ${doubtful === 1 ? 'needs' : 'need'} your eye.`,
  nothingSilently: 'Nothing doubtful is taken by itself.',
  takeAll: (offers: number, servers: number): string =>
    `Use ${offers === 1 ? 'the offer' : `all ${offers} offers`}: ${counted(servers, 'server')}`,
  takeFound: (count: number): string =>
    count === 1 ? 'Use the name found in this text' : `Use the ${count} names found in this text`,
  line: (line: number): string => `Line ${line}`,
  more: (count: number): string => `${counted(count, 'more entry', 'more entries')}`,
} as const;
