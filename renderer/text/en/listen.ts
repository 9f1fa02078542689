import type { Carrier } from '../../../shared/probe/carriers.ts';
import type { HostPlace } from '../../../shared/profile/host-places.ts';
import type { differenceKinds } from '../../../shared/rehearsal/differences.ts';
import { counted, listed } from '../../../shared/words/phrases.ts';
import type { ListenStrangers } from '../../wizard/listening.ts';

/** The page on which this machine listens for others, and what is said of that elsewhere. */
export const listenText = {
  heading: 'Let other servers test this one',
  intro:
    'Before anything is installed, nothing answers here, so the other servers cannot tell a firewall from a missing service. Netready can stand in for the services of this machine for a while: whoever has the code proves the way, and everybody else is answered nothing.',
  open: 'Let other servers test this one',
  planning: 'Looking who has the ports',
  ports: 'What would be opened',
  portsIntro:
    'Nothing is open yet. A port that a program has is left alone, and the others meet that program there.',
  nothing: 'No other server of this environment connects to this one, so there is nothing to open.',
  port: 'Port',
  carrier: 'Spoken there',
  state: 'What happens',
  carrierWords: {
    plain: 'TCP',
    http: 'HTTP',
    https: 'HTTPS',
    amqp: 'AMQP',
    amqps: 'AMQP in TLS',
    tds: 'SQL Server',
    tns: 'Oracle',
  } as const satisfies Readonly<Record<Carrier, string>>,
  free: 'Netready will listen here',
  openAt: 'Netready listens here',
  inUse: (owners: readonly string[]): string => `Left alone: ${listed(owners) || 'another program'} has it`,
  notOpened: (code: string): string =>
    code === 'NOT_ANSWERED' ? 'Given back: another program answered here' : `Could not be opened (${code})`,
  firewall: {
    title: 'The firewall of this machine lets only the service in',
    text: (ports: readonly number[]): string =>
      `A rule for ${listed(ports.map(String))} is limited to the program of the service: Netready would not be reached there, although the service would be. Allow ${ports.length === 1 ? 'the port' : 'the ports'} for every program while Netready listens.`,
  },
  as: 'What others find here',
  asHint: 'Others look for it on this machine, and it decides which ports are opened.',
  ownRoles: (roles: readonly string[]): string => `What its answers say: ${listed(roles)}`,
  places: {
    database: 'A database of the platform',
    cache: 'The cache (RabbitMQ) on a server of its own',
  } as const satisfies Readonly<Record<HostPlace, string>>,
  noPlace: 'Choose at least one.',
  expected: 'Who should come',
  expectedIntro: 'These should run their checks with the code while this machine listens.',
  toPorts: (ports: readonly number[]): string =>
    `${ports.length === 1 ? 'port' : 'ports'} ${listed(ports.map(String))}`,
  addresses: 'Where others reach it',
  addressesHint: 'Netready listens at these addresses and at no other.',
  noAddress: 'Choose at least one address.',
  noAddresses: 'This machine has no address at which others could reach it.',
  minutes: 'For how many minutes',
  minutesHint: 'It ends by itself then, or earlier with this window.',
  minutesProblem: (least: number, most: number): string => `Whole minutes from ${least} to ${most}.`,
  code: 'The code',
  codeHint: 'One code serves all servers of an environment for one afternoon.',
  codeChoices: { new: 'Make a new one', given: 'Another server has made it' },
  start: 'Start listening',
  starting: 'Opening the ports',
  stop: 'Stop listening',
  stopping: 'Closing the ports',
  until: (time: string): string => `Other servers can test this one until ${time}`,
  banner: (ports: readonly number[], addresses: readonly string[]): string =>
    `In place of the services Netready answers on ${counted(ports.length, 'port')}, ${ports.join(', ')}, of ${listed(addresses)}. It proves the way and hands out nothing.`,
  longer: (minutes: number): string => `+ ${minutes} min`,
  longerHint: 'more time to listen',
  putOff: (time: string): string => `Listening now ends at ${time}.`,
  left: 'Time left',
  leftSpoken: (minutes: number): string => `Listening ends in ${counted(minutes, 'minute')}.`,
  ends: (time: string): string => `Ends by itself at ${time}, or with this window.`,
  codeTitle: 'Code of the rehearsal',
  codeIntro: (tag: string, time: string): string =>
    `Rehearsal ${tag}, until ${time}. Never saved. On the other servers: Review, “I have a code of another server”. Read it aloud group by group; each is checked while it is typed.`,
  group: (number: number, characters: string): string => `Group ${number}: ${[...characters].join(' ')}`,
  copyWhat: 'the code',
  spell: 'Spell it',
  hide: 'Hide the code',
  show: 'Show the code',
  hidden: 'The code is hidden. It is gone for good once listening ends.',
  who: 'Who has come',
  whoCount: (came: number, expected: number): string => `${came} of ${expected} expected`,
  nobody: 'Nobody yet. A server comes when it runs its checks with the code.',
  absent: (count: number): string => `${count === 1 ? 'has' : 'have'} not come yet`,
  more: (count: number): string => ` and ${count} more`,
  awaited: (port: number): string => `port ${port}: not come yet`,
  unexpected: 'not expected here',
  from: (addresses: readonly string[]): string => `from ${listed(addresses)}`,
  came: (time: string): string => `at ${time}`,
  cameTo: (port: number, isPlain: boolean): string =>
    isPlain ? `port ${port} proven` : `port ${port} proven, with a note`,
  changes: {
    source: 'It arrives under another address than its own: a NAT or a relay lies between.',
    destination: 'It dialled another address than it arrived at: a NAT or a virtual address lies between.',
    port: 'It arrives at another port than it dialled: the ports are crossed on the way.',
    machine: 'It meant another machine than this one.',
    tls: 'Something on the way ends the encryption.',
    head: 'Something on the way changes the requests.',
  } as const satisfies Readonly<Record<(typeof differenceKinds)[number], string>>,
  onPorts: (ports: readonly number[], change: string): string =>
    `${ports.length === 1 ? 'Port' : 'Ports'} ${ports.join(', ')}: ${change}`,
  strangers: ({ connections, addresses }: ListenStrangers): string =>
    `Without the code: ${counted(connections, 'connection')} of ${counted(addresses, 'address', 'addresses')}, turned away.`,
  arrived: (count: number): string => `${counted(count, 'server')} ${count === 1 ? 'has' : 'have'} come.`,
  elsewhere: {
    text: 'Netready goes on listening while you look at other pages. It ends with this window.',
    show: 'Show who has come',
  },
  ended: {
    title: 'Listening has ended',
    text: (servers: number): string =>
      servers === 0
        ? 'Nobody came. All ports are closed, and the code is of no use any more.'
        : `${counted(servers, 'server')} came. All ports are closed, and the code is of no use any more. The result names them, and the report of it can be signed.`,
    notOpened:
      'Not one port could be opened: other programs have them, or the system refused. The result names them.',
    open: 'Show the result',
    failed: 'Listening did not begin, or broke off. All ports are closed.',
    note: 'Got it',
  },
  /** Where the code of another server is typed. */
  given: {
    title: 'I have a code of another server',
    summary: 'Its listeners answer for services that are not there yet',
    label: 'Code of the rehearsal',
    hint: 'Six groups of five characters; hyphens and small letters do not matter. It is used for this run alone and never saved.',
    used: 'The run speaks with listeners too, where a service does not answer.',
  },
} as const;
