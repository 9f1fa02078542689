import { type Place, placeWords, type Role } from '../profile/roles.ts';
import { obstacleTexts } from '../report/firewall-obstacles.ts';
import type { FirewallRow } from '../report/firewall-request.ts';
import {
  type FirewallRule,
  type FirewallRules,
  type ObjectGroup,
  obstaclesOf,
  servicesText,
  standingOf,
} from '../report/firewall-rules.ts';
import { hostRanges } from '../report/host-ranges.ts';
import type { SignerStanding } from '../report/verify-codes.ts';
import { counted, fingerprintGroups } from '../words/phrases.ts';
import type { Phase } from '../words/verdict.ts';
import {
  type Ticket,
  type TicketCommand,
  type TicketRule,
  type TicketSigner,
  ticketLimits,
} from './ticket.ts';

/** Where a command needs the profile, whose path only its owner knows. */
const profileFile = 'profile.json';

/** What every shell takes as it stands, within quotation marks at least: none of it expands, escapes or ends the word. */
const plainWord = /^[\p{L}\p{N}\p{M} _.,@:/()[\]+=~-]+$/u;

/** A word of a command as every shell takes it: as it is, or in quotation marks. */
const word = (text: string): string => (/^[\w.@:/-]+$/.test(text) ? text : `"${text}"`);

/**
 * The checks that a command can name; none, which stands for all, where they are too many or one has an id that a shell would
 * take for more than a word. Ids are what a stranger's report says.
 */
export const namedChecks = (checks: readonly string[]): readonly string[] =>
  checks.length <= ticketLimits.checksOfCommand && checks.every((id) => plainWord.test(id)) ? checks : [];

/** What a run is asked for again with. */
type Again = {
  readonly roles: readonly Role[];
  readonly phase: Phase;
  /** The checks that are worth it; all are run where they are too many to name. */
  readonly checks: readonly string[];
  readonly isRehearsal?: boolean;
};

/** The command that runs checks again, in one line that works in PowerShell, cmd and sh. */
export function checkCommand({ roles, phase, checks, isRehearsal = false }: Again): string {
  return [
    'netready check',
    `--profile ${profileFile}`,
    `--phase ${phase}`,
    ...roles.map((role) => `--role ${role}`),
    ...(isRehearsal ? ['--rehearsal'] : []),
    ...namedChecks(checks).map((id) => `--only ${word(id)}`),
    '--out reports',
  ].join(' ');
}

/** The command that stands in for the services of a machine, so that others can prove their ways to it. */
export const listenCommand = (places: readonly Place[]): string =>
  [
    `netready listen --profile ${profileFile}`,
    ...places.map((place) => `--role ${place}`),
    '--for 60 --out reports',
  ].join(' ');

/** A place in the middle of a sentence: in small letters, unless it is a name. */
export const placeInSentence = (place: Place): string =>
  /\p{Ll}\p{Lu}/u.test(placeWords[place]) ? placeWords[place] : placeWords[place].toLowerCase();

/** The addresses at which a host was found. */
export type AddressesOf = (host: string) => readonly string[];

/** The hosts of a group in one text, with their addresses where these are few: firewalls know no names. */
function groupText({ members, place }: ObjectGroup, addressesOf: AddressesOf): string {
  if (members.length === 0) return `${placeInSentence(place)} (to be named)`;
  if (members.length > 3) {
    const ranges = hostRanges(members);
    const shown = ranges.slice(0, ticketLimits.hostsOfRule).map(({ text }) => text);
    const left = ranges.slice(ticketLimits.hostsOfRule).reduce((sum, { count }) => sum + count, 0);
    return left === 0 ? shown.join(', ') : `${shown.join(', ')} and ${left} more`;
  }
  return members
    .map((host) => {
      const addresses = addressesOf(host);
      return addresses.length === 0 ? host : `${host} (${addresses.slice(0, 2).join(', ')})`;
    })
    .join(', ');
}

const groupsText = (groups: readonly ObjectGroup[], addressesOf: AddressesOf): string =>
  groups.map((group) => groupText(group, addressesOf)).join(', ');

const ruleRow = (rule: FirewallRule, addressesOf: AddressesOf): TicketRule => ({
  from: groupsText(rule.from, addressesOf),
  to: groupsText(rule.to, addressesOf),
  ports: servicesText(rule.services),
  why: rule.requirements.join(', '),
});

/** Whether a connection is to be asked for: it was tried in vain, and nobody has said that it may be so. */
export const isAskedFor = (row: FirewallRow): boolean =>
  standingOf(row) === 'blocked' && row.verdict !== 'waived';

/** What of a rule is blocked, as a rule by itself: the ends and ports that were tried in vain. */
const isBlocked = ({ connections }: FirewallRule): boolean => connections.blocked.length > 0;

/**
 * The rules to ask the network team for: those with something that was tried and did not come about.
 * @param rules made of what is blocked alone, so that nothing is asked for that is open
 * @param isRefused whether something of it was refused
 */
export function rulesPart(
  rules: FirewallRules,
  addressesOf: AddressesOf,
  isRefused: boolean,
): Ticket['rules'] {
  const blocked = rules.rules.filter(isBlocked);
  if (blocked.length === 0) return null;
  const left = blocked.length - ticketLimits.rules;
  const obstacles = blocked.flatMap((rule) => obstacleTexts(obstaclesOf(rule)));
  return {
    intro: `Please pass this on to the network team. ${blocked.length === 1 ? 'This connection was' : 'These connections were'} tried and failed. The machine under "From" opens the connection; "Requirement" is the row of the OutSystems network requirements that asks for it.${isRefused ? ' What was refused needs no rule if the service there is only stopped: start it first.' : ''}`,
    rows: blocked.slice(0, ticketLimits.rules).map((rule) => ruleRow(rule, addressesOf)),
    notes: [
      ...[...new Set(obstacles)].slice(0, ticketLimits.notes),
      ...(left > 0 ? [`${counted(left, 'more rule')}: the CSV file beside the report has all of them.`] : []),
    ],
  };
}

/** How the new report comes back. */
export function sendPart(isRedacted: boolean): readonly string[] {
  const command = isRedacted ? ' Add --redact again, so that the names stay with you.' : '';
  return [
    `Send the new PDF from the folder "reports" as it is: it is signed, and printing, converting or editing it makes the signature worthless.${command}`,
  ];
}

/** What is to be said of a key that is not known, and of one that is another than the one that is known. */
const strangeKeys: Readonly<Record<Exclude<SignerStanding, 'known'>, string>> = {
  unknown: 'We do not know the key that signed your report yet, so we cannot tell that it comes from you.',
  'not-accepted':
    'We cannot accept the certificate that signed your report, so we cannot tell that it comes from you.',
  changed:
    'The key that signed your report is another one than we know for this machine: Netready was installed anew there, or somebody else has signed in its name. Until we know which, we do not rely on this report.',
};

/** What is to be said of a report whose key is not known, and of one that has aliases in the place of names. */
export function notesPart({ standing, fingerprint }: TicketSigner, isRedacted: boolean): readonly string[] {
  const groups = fingerprint === null ? [] : fingerprintGroups(fingerprint).slice(-4);
  const show = `netready identity show${isRedacted ? ' --redacted' : ''}`;
  return [
    ...(isRedacted
      ? [
          'The names and addresses in this answer are aliases, as in your report. The list of what each stands for lies only with you: Netready said where when it wrote the report.',
        ]
      : []),
    ...(standing === 'known'
      ? []
      : [
          `${strangeKeys[standing]} Please run "${show}" and tell us by telephone how the fingerprint ends${groups.length === 0 ? '' : `; in this report it ends with ${groups.join(' ')}`}.`,
        ]),
  ];
}

/** Commands for several machines, as many as a ticket has room for, and how many there are more. */
export function commandsFor(commands: readonly TicketCommand[]): {
  readonly shown: readonly TicketCommand[];
  readonly more: number;
} {
  return {
    shown: commands.slice(0, ticketLimits.machines),
    more: Math.max(0, commands.length - ticketLimits.machines),
  };
}
