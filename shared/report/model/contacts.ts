import type { Contacted, RunResult } from '../../run/result.ts';
import { grouped } from '../alike-checks.ts';
import { limitedTo, moreText, pageLimits } from '../page-limits.ts';
import type { ContactRow, Shortened, TableSection } from './types.ts';

function contactRow(contacted: readonly Contacted[]): ContactRow {
  const sorted = [...contacted].sort((left, right) => left.port - right.port);
  return {
    host: sorted[0]?.host ?? '',
    address: sorted[0]?.address ?? '',
    ports: sorted.map(
      ({ port, protocol, count }) =>
        `${port}${protocol === undefined ? '' : ` ${protocol}`}${count === 1 ? '' : ` (${count})`}`,
    ),
  };
}

/** Every address that the run reached for. */
export function contacts(result: RunResult): TableSection<ContactRow> & Shortened {
  const hosts = grouped(result.contacted, ({ host, address }) => `${host} ${address}`);
  const { shown, left } = limitedTo(hosts, pageLimits.contacts);
  return {
    heading: 'Addresses contacted',
    intro:
      'Every address that this run connected to or asked. The system itself asked its name servers besides.',
    columns: ['Host', 'Address', 'Ports (how often)'],
    rows: shown.map(contactRow),
    more: moreText(left.length, 'line'),
    empty: 'This run opened no connection.',
  };
}
