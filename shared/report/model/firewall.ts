import type { RunResult } from '../../run/result.ts';
import {
  type FirewallRow,
  type FirewallState,
  firewallEndText,
  firewallRequest,
} from '../firewall-request.ts';
import { grouped } from '../stories.ts';
import { machineName } from './common.ts';
import type { FirewallSection, FirewallTextRow } from './types.ts';

const stateWords: Readonly<Record<FirewallState, string>> = {
  needed: 'Needed',
  'not tested': 'Not tested',
  open: 'Open',
};

/** The addresses at which this run found a host, in the order in which it contacted them. */
const addressesOf = ({ contacted }: RunResult, host: string): readonly string[] => {
  const found = contacted.filter((entry) => entry.host === host).map(({ address }) => address);
  return [...new Set(found)].filter((address) => address !== host);
};

const textRow = (row: FirewallRow, result: RunResult): Omit<FirewallTextRow, 'ports' | 'requirements'> => ({
  source: firewallEndText(row.source),
  destination: row.destination.host,
  addresses: row.direction === 'outbound' ? addressesOf(result, row.destination.host) : [],
  protocol: row.protocol,
  why: row.why,
  observed: row.observed,
  state: row.state,
  stateWord: stateWords[row.state],
  verdict: row.verdict,
});

/** Rules that say the same of several ports are one row. */
const textRows = (rows: readonly FirewallRow[], result: RunResult): readonly FirewallTextRow[] =>
  grouped(rows, (row) => JSON.stringify(textRow(row, result))).flatMap((alike) => {
    const [first] = alike;
    if (first === undefined) return [];
    const requirements = [...new Set(alike.flatMap((row) => row.requirements))].join(', ');
    return [{ ...textRow(first, result), ports: alike.map(({ port }) => String(port)), requirements }];
  });

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
  const machine = machineName(result);
  const directions = [
    { direction: 'outbound', heading: `From ${machine} to other machines`, other: 'Destination' },
    { direction: 'inbound', heading: `From other machines to ${machine}`, other: 'Source' },
  ] as const;
  return {
    heading: 'Firewall change request',
    intro: `For the network team. Needed: a connection was tried and did not come about; where it was refused, the way may be open and the service not running. Not tested: nothing was tried from here. Open: the connection came about.${ownAddresses(result)}`,
    groups: directions
      .map(({ direction, heading, other }) => ({
        direction,
        heading,
        columns: ['State', other, 'Port', 'Why'],
        rows: textRows(
          rows.filter((row) => row.direction === direction),
          result,
        ),
      }))
      .filter((group) => group.rows.length > 0),
    empty:
      'No connection leaves this machine or comes to it from another one, so no firewall rule is needed.',
  };
}
