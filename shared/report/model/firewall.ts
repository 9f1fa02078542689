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

const textRow = (row: FirewallRow): Omit<FirewallTextRow, 'ports' | 'requirements'> => ({
  source: firewallEndText(row.source),
  destination: row.destination.host,
  protocol: row.protocol,
  why: row.why,
  observed: row.observed,
  state: row.state,
  stateWord: stateWords[row.state],
  verdict: row.verdict,
});

/** Rules that say the same of several ports are one row. */
const textRows = (rows: readonly FirewallRow[]): readonly FirewallTextRow[] =>
  grouped(rows, (row) => JSON.stringify(textRow(row))).flatMap((alike) => {
    const [first] = alike;
    if (first === undefined) return [];
    const requirements = [...new Set(alike.flatMap((row) => row.requirements))].join(', ');
    return [{ ...textRow(first), ports: alike.map(({ port }) => String(port)), requirements }];
  });

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
    intro:
      'For the network team. Needed: a connection was tried and did not come about; where it was refused, the way may be open and the service not running. Not tested: nothing was tried from here. Open: the connection came about.',
    groups: directions
      .map(({ direction, heading, other }) => ({
        direction,
        heading,
        columns: ['State', other, 'Port', 'Why'],
        rows: textRows(rows.filter((row) => row.direction === direction)),
      }))
      .filter((group) => group.rows.length > 0),
    empty:
      'No connection leaves this machine or comes to it from another one, so no firewall rule is needed.',
  };
}
