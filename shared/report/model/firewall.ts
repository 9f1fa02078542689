import { placeWords } from '../../profile/roles.ts';
import type { RunResult } from '../../run/result.ts';
import { compareNatural } from '../../words/natural-order.ts';
import { counted } from '../../words/phrases.ts';
import { type Verdict, worstVerdict } from '../../words/verdict.ts';
import { grouped } from '../alike-checks.ts';
import { obstacleTexts } from '../firewall-obstacles.ts';
import { type FirewallRow, firewallRequest, isMachineOf } from '../firewall-request.ts';
import {
  type ConnectionStanding,
  type FirewallRule,
  type FirewallRules,
  firewallRules,
  type ObjectGroup,
  obstaclesOf,
  servicesText,
} from '../firewall-rules.ts';
import { hostRanges } from '../host-ranges.ts';
import { hostLimits, type ListLimit, limitedTo, pageLimits } from '../page-limits.ts';
import { placeLines, placesOf } from '../places.ts';
import { machineName } from './common.ts';
import type { FirewallGroupRow, FirewallRuleRow, FirewallSection } from './types.ts';

/** The addresses at which a run found a host, in the order in which it contacted them. */
type AddressesOf = (host: string) => readonly string[];

function foundAddresses({ contacted }: RunResult): AddressesOf {
  const found = new Map(
    grouped(contacted, ({ host }) => host).map((entries) => [
      entries[0]?.host ?? '',
      [...new Set(entries.map(({ address }) => address))],
    ]),
  );
  return (host) => (found.get(host) ?? []).filter((address) => address !== host);
}

/** Hosts of a cell, those in a row as one, up to a limit. */
function listedIn(hosts: readonly string[], limit: ListLimit): readonly string[] {
  const { shown, left } = limitedTo(hostRanges(hosts), limit);
  const more = left.reduce((sum, { count }) => sum + count, 0);
  const texts = shown.map(({ text }) => text);
  return more === 0 ? texts : [...texts, `and ${more} more`];
}

function groupRow(
  group: ObjectGroup,
  isOwn: (host: string) => boolean,
  addressesOf: AddressesOf,
): FirewallGroupRow {
  const { id, place, members } = group;
  const own = members.some(isOwn);
  const found = [...new Set(members.flatMap(addressesOf))].sort(compareNatural);
  return {
    id,
    what: `${placeWords[place]}${own && members.length === 1 ? ', this machine' : ''}`,
    members: members.length === 0 ? ['to be named'] : listedIn(members, pageLimits.groupMembers),
    addresses: listedIn(found, pageLimits.groupAddresses),
  };
}

const standings: readonly ConnectionStanding[] = ['blocked', 'unknown', 'open'];

function connectionsText({ connections }: FirewallRule): string {
  const parts = standings.flatMap((standing) =>
    connections[standing].length === 0 ? [] : [`${connections[standing].length} ${standing}`],
  );
  return parts.join(', ');
}

/** What is blocked, a line for each thing that was observed and the ports that it was observed at. */
const blockedLines = (blocked: readonly FirewallRow[]): readonly string[] =>
  grouped(blocked, ({ outcome }) => outcome).flatMap((alike) => {
    const ends = alike.map(({ destination: { place, host }, port, protocol }) => ({
      destination: { role: place, host, port, protocol },
    }));
    return placeLines(placesOf(ends), hostLimits.blocked).map((text) => `${alike[0]?.outcome}: ${text}`);
  });

function verdictOf({ connections }: FirewallRule): Verdict {
  if (connections.blocked.length > 0) return worstVerdict(connections.blocked.map(({ verdict }) => verdict));
  return connections.unknown.length > 0 ? 'not-testable-here' : 'pass';
}

const idsOf = (groups: readonly ObjectGroup[]): string => groups.map(({ id }) => id).join(' ');

function ruleRow(rule: FirewallRule, index: number): FirewallRuleRow {
  return {
    number: String(index + 1),
    verdict: verdictOf(rule),
    from: idsOf(rule.from),
    to: idsOf(rule.to),
    ports: servicesText(rule.services),
    requirements: rule.requirements.join(', '),
    connections: connectionsText(rule),
    blocked: blockedLines(rule.connections.blocked),
  };
}

const notesOf = (rule: FirewallRule, index: number): readonly string[] =>
  obstacleTexts(obstaclesOf(rule)).map((text) => `Rule ${index + 1}: ${text}`);

/** Firewalls know no names, so the addresses of this machine go with the request. */
const ownAddresses = (result: RunResult): string => {
  const { addresses } = result.machine;
  if (addresses.length === 0) return '';
  const words = addresses.length === 1 ? 'the address' : 'the addresses';
  return ` ${machineName(result)} has ${words} ${addresses.join(', ')}.`;
};

const moreText = (count: number, what: string, data: string): string | null =>
  count === 0
    ? null
    : `And ${counted(count, `more ${what}`)}: the CSV file of this request has all of them, and ${data} their checks.`;

/**
 * Rules, the groups that they name, and what is to be known of them, as tables and a list.
 * @param addressesOf where a host was found
 * @param isOwn whether a host is the machine that the report is about
 * @param data the name of the attached data, which has everything
 */
export function firewallTables(
  { rules, groups }: FirewallRules,
  addressesOf: AddressesOf,
  isOwn: (host: string) => boolean,
  data: string,
): Pick<FirewallSection, 'rules' | 'groups' | 'notes'> {
  const shownRules = limitedTo(rules, pageLimits.rules);
  const notes = limitedTo(rules.flatMap(notesOf), pageLimits.rules);
  const shownGroups = limitedTo(groups, pageLimits.rules);
  return {
    rules: {
      heading: 'Rules, those with something blocked first',
      columns: ['No.', 'From', 'To', 'Ports', 'Connections', 'Requirements'],
      rows: shownRules.shown.map(ruleRow),
      more: moreText(shownRules.left.length, 'rule', data),
    },
    groups: {
      heading: 'Groups of hosts',
      columns: ['Group', 'What it is', 'Hosts', 'Addresses found'],
      rows: shownGroups.shown.map((group) => groupRow(group, isOwn, addressesOf)),
      more: moreText(shownGroups.left.length, 'group', data),
    },
    notes: {
      heading: 'What to know before changing',
      items: notes.shown,
      more: moreText(notes.left.length, 'note', data),
    },
  };
}

/** What the network team is asked for. */
export function firewall(result: RunResult): FirewallSection {
  const rows = firewallRequest(result);
  const request = firewallRules(rows);
  const { rules } = request;
  return {
    heading: 'Firewall change request',
    intro: `For the network team. ${counted(rules.length, 'rule')} between groups of hosts ${rules.length === 1 ? 'says' : 'say'} the same as the ${counted(rows.length, 'connection')} that ${machineName(result)} needs, no more. All are opened by the source. Blocked: tried, and it did not come about; where it was refused, the way may be open and the service not running. Unknown: nothing was tried from here, or nothing listens there yet. Open: it came about.${ownAddresses(result)}`,
    ...firewallTables(request, foundAddresses(result), (host) => isMachineOf(result, host), 'report.json'),
    empty:
      'No connection leaves this machine or comes to it from another one, so no firewall rule is needed.',
  };
}
