import { type FirewallRow, firewallEndText } from './firewall-request.ts';

const columns: readonly (readonly [title: string, cell: (row: FirewallRow) => string])[] = [
  ['Source', ({ source }) => firewallEndText(source)],
  ['Destination', ({ destination }) => destination.host],
  ['Port', ({ port }) => String(port)],
  ['Protocol', ({ protocol }) => protocol],
  ['State', ({ state }) => state],
  ['Observed', ({ observed }) => observed],
  ['Why', ({ why }) => why],
  ['Severity', ({ severity }) => severity],
  ['Direction', ({ direction }) => direction],
  ['Requirements', ({ requirements }) => requirements.join(' ')],
];

/**
 * A cell in quotes (RFC 4180, section 2). One that a spreadsheet would take for a formula gets an apostrophe in front,
 * because parts of it can come from a server that was asked.
 */
function quoted(text: string): string {
  const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return `"${harmless.replaceAll('"', '""')}"`;
}

/**
 * The firewall change request as a table for the network team: RFC 4180 with a line of titles. It begins with a byte
 * order mark, without which spreadsheets on Windows misread anything beyond ASCII.
 */
export function firewallCsv(rows: readonly FirewallRow[]): string {
  const titles = columns.map(([title]) => quoted(title));
  const lines = rows.map((row) => columns.map(([, cell]) => quoted(cell(row))));
  return `\uFEFF${[titles, ...lines].map((cells) => `${cells.join(',')}\r\n`).join('')}`;
}
