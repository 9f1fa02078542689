import type { RunResult } from '../../run/result.ts';
import { counted } from '../../words/phrases.ts';
import { grouped } from '../alike-checks.ts';
import {
  type FirewallRow,
  type FirewallState,
  firewallEndText,
  firewallRequest,
} from '../firewall-request.ts';
import { limitedTo, pageLimits } from '../page-limits.ts';
import { machineName } from './common.ts';
import type { FirewallSection, FirewallTextRow } from './types.ts';

const stateWords: Readonly<Record<FirewallState, string>> = {
  needed: 'Needed',
  'not tested': 'Not tested',
  open: 'Open',
};

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

const textRow = (
  row: FirewallRow,
  addressesOf: AddressesOf,
): Omit<FirewallTextRow, 'ports' | 'requirements'> => ({
  source: firewallEndText(row.source),
  destination: row.destination.host,
  addresses: row.direction === 'outbound' ? addressesOf(row.destination.host) : [],
  protocol: row.protocol,
  why: row.why,
  observed: row.observed,
  state: row.state,
  stateWord: stateWords[row.state],
  verdict: row.verdict,
});

/** Rules that say the same of several ports are one row. */
const textRows = (rows: readonly FirewallRow[], addressesOf: AddressesOf): readonly FirewallTextRow[] =>
  grouped(rows, (row) => JSON.stringify(textRow(row, addressesOf))).flatMap((alike) => {
    const [first] = alike;
    if (first === undefined) return [];
    const requirements = [...new Set(alike.flatMap((row) => row.requirements))].join(', ');
    return [{ ...textRow(first, addressesOf), ports: alike.map(({ port }) => String(port)), requirements }];
  });

/** Rules that differ in a server alone are of one kind. */
const kindOf = ({ state, ports, protocol, why }: FirewallTextRow): string =>
  JSON.stringify([state, ports, protocol, why]);

/** Firewalls know no names, so the addresses of this machine go with the request. */
const ownAddresses = (result: RunResult): string => {
  const { addresses } = result.machine;
  if (addresses.length === 0) return '';
  const words = addresses.length === 1 ? 'the address' : 'the addresses';
  return ` ${machineName(result)} has ${words} ${addresses.join(', ')}.`;
};

/** What the network team is asked for. */
export function firewall(result: RunResult): FirewallSection {
  const rows = firewallRequest(result);
  const addressesOf = foundAddresses(result);
  const machine = machineName(result);
  const directions = [
    { direction: 'outbound', heading: `From ${machine} to other machines`, other: 'Destination' },
    { direction: 'inbound', heading: `From other machines to ${machine}`, other: 'Source' },
  ] as const;
  return {
    heading: 'Firewall change request',
    intro: `For the network team. Needed: a connection was tried and did not come about; where it was refused, the way may be open and the service not running. Not tested: nothing was tried from here. Open: the connection came about.${ownAddresses(result)}`,
    groups: directions
      .map(({ direction, heading, other }) => {
        const own = rows.filter((row) => row.direction === direction);
        const { shown, left } = limitedTo(textRows(own, addressesOf), pageLimits.rules, kindOf);
        return {
          direction,
          heading,
          columns: ['State', other, 'Port', 'Why'],
          rows: shown,
          more:
            left.length === 0
              ? null
              : `And ${counted(left.length, 'more line')}: the CSV file of this request has all of them, and report.json their checks.`,
        };
      })
      .filter((group) => group.rows.length > 0),
    empty:
      'No connection leaves this machine or comes to it from another one, so no firewall rule is needed.',
  };
}
