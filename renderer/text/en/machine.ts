import { counted, instantText } from '../../../shared/words/phrases.ts';
import { visibleControls } from '../visible-controls.ts';

/** The step that asks what this machine is for. */
export const machineText = {
  heading: 'This machine',
  intro:
    'Choose everything that this machine is, or will be after the installation. Each role adds its own requirements.',
  servers: 'Roles of a server',
  serversHint: 'Several at once are possible, for example a Deployment Controller that is a front-end too.',
  vantage: 'Not a server of the environment',
  vantageHint:
    'Choose one of these to test the environment from a workstation: the way that users, developers or operators take.',
  impliedByLifetime: 'Included, because a LifeTime server is always one too.',
  identity: 'Name and addresses',
  hostname: 'Host name',
  system: 'System',
  addresses: 'Addresses',
  noAddresses: 'None but the loopback address',
  more: (count: number): string => `and ${counted(count, 'more address', 'more addresses')}`,
  nameHint: (hostname: string): string =>
    `Only if others know this machine by a name other than ${hostname}.`,
  notes: 'From the opened file',
  recognised: (roles: string): string => `The file names this machine as ${roles}.`,
  fromReport: (host: string, finishedAt: string): string =>
    `These are the answers of ${visibleControls(host)}, from its report of ${instantText(finishedAt)}. Say what this machine is.`,
  waiversLeftOut: (count: number, host: string): string =>
    `${counted(count, 'waiver')} of ${visibleControls(host)} ${count === 1 ? 'was' : 'were'} left out: a waiver is given for one machine.`,
  localhost:
    'The file says localhost where it names servers, and that means this machine here. Check the environment on the next page.',
} as const;
