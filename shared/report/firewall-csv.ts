import { type FirewallRow, firewallEndText } from './firewall-request.ts';

type Column = readonly [title: string, cell: (row: FirewallRow) => string];

/** Says in every row that it cannot be used as it stands. */
const redactedColumn: Column = ['Names and addresses', () => 'Replaced by aliases'];

const columns: readonly Column[] = [
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
  const harmless = /^[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/.test(text) ? `'${text}` : text;
  return `"${harmless.replaceAll('"', '""')}"`;
}

/**
 * The firewall change request as a table for the network team: RFC 4180 with a line of titles. It begins with a byte
 * order mark, without which spreadsheets on Windows misread anything beyond ASCII.
 * @param redacted whether the rows are those of a redacted result, which the table then says
 */
export function firewallCsv(
  rows: readonly FirewallRow[],
  { redacted }: { readonly redacted: boolean },
): string {
  const shown = redacted ? [...columns, redactedColumn] : columns;
  const titles = shown.map(([title]) => quoted(title));
  const lines = rows.map((row) => shown.map(([, cell]) => quoted(cell(row))));
  return `\uFEFF${[titles, ...lines].map((cells) => `${cells.join(',')}\r\n`).join('')}`;
}
