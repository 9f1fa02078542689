import type { Contacted, RunResult } from '../../run/result.ts';
import { compareNatural } from '../../words/natural-order.ts';
import { counted } from '../../words/phrases.ts';
import { grouped } from '../alike-checks.ts';
import { pairedRanges } from '../host-ranges.ts';
import { limitedTo, moreText, pageLimits } from '../page-limits.ts';
import { splitDomain } from '../places.ts';
import type { ContactRow, Shortened, TableSection } from './types.ts';

/** From how many hosts of one domain on, asked at the same ports, one row has them all. */
const leastMany = 5;

/** How many hosts with their addresses stand in one row, so that each row fits on a page. */
const mostInRow = 24;

type Reached = { readonly host: string; readonly address: string; readonly ports: readonly string[] };

function reached(contacted: readonly Contacted[]): Reached {
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

const domainOf = ({ host }: Reached): string | null => splitDomain(host).domain;

/** Hosts of one domain that were asked at the same ports: a row each for few, else the domain once. */
function rowsOf(alike: readonly Reached[]): readonly ContactRow[] {
  const [first] = alike;
  if (first === undefined || alike.length < leastMany) return alike.map((row) => ({ ...row, each: [] }));
  const domain = domainOf(first);
  const inOrder = [...alike].sort((left, right) => compareNatural(left.host, right.host));
  const ranges = pairedRanges(inOrder.map(({ host, address }) => [splitDomain(host).label, address]));
  const parts = Array.from({ length: Math.ceil(ranges.length / mostInRow) }, (_, index) =>
    ranges.slice(index * mostInRow, (index + 1) * mostInRow),
  );
  return parts.map((part) => {
    const count = part.reduce((sum, range) => sum + range.count, 0);
    return {
      host: `${counted(count, 'host')}${domain === null ? '' : ` under ${domain}`}`,
      address: 'each with its own',
      ports: first.ports,
      each: part.map(({ host, other }) => ({ host, address: other })),
    };
  });
}

/** Every address that the run reached for. */
export function contacts(result: RunResult): TableSection<ContactRow> & Shortened {
  const hosts = grouped(result.contacted, ({ host, address }) => `${host} ${address}`).map(reached);
  const { shown, left } = limitedTo(hosts, pageLimits.contacts);
  const alike = grouped(shown, (row) => JSON.stringify([domainOf(row), row.ports]));
  return {
    heading: 'Addresses contacted',
    intro:
      'Every address that this run connected to or asked. The system itself asked its name servers besides.',
    columns: ['Host', 'Address', 'Ports (how often)'],
    rows: alike.flatMap(rowsOf),
    more: moreText(left.length, 'line'),
    empty: 'This run opened no connection.',
  };
}
