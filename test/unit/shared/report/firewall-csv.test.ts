import { describe, expect, it } from 'vitest';
import { firewallCsv } from '../../../../shared/report/firewall-csv.ts';
import { type FirewallRow, firewallRequest } from '../../../../shared/report/firewall-request.ts';
import { failedResult } from '../../../support/sample-results.ts';

const rows = firewallRequest(failedResult());

/** The cells of a text in RFC 4180, each line a list. */
function parse(text: string): readonly (readonly string[])[] {
  return text
    .split('\r\n')
    .slice(0, -1)
    .map((line) =>
      [...line.matchAll(/"((?:[^"]|"")*)"(?:,|$)/g)].map(([, cell = '']) => cell.replaceAll('""', '"')),
    );
}

describe('the firewall change request as CSV', () => {
  it('has one line of titles and one line for each rule', () => {
    const text = firewallCsv(rows);
    expect(text.startsWith('\uFEFF"Source","Destination","Port",')).toBe(true);
    const [, ...lines] = parse(text.slice(1));
    expect(lines).toHaveLength(rows.length);
    expect(lines[0]?.slice(0, 5)).toEqual([
      'app01',
      rows[0]?.destination.host,
      String(rows[0]?.port),
      'TCP',
      'needed',
    ]);
  });

  it.each([
    ['a quotation mark', 'say "no", twice', 'say "no", twice'],
    ['a formula', '=HYPERLINK("http://example.invalid")', '\'=HYPERLINK("http://example.invalid")'],
    ['a sum', '+1', "'+1"],
    ['a command', '@SUM(1)', "'@SUM(1)"],
    ['a difference', '-1', "'-1"],
  ])('keeps a cell with %s one harmless cell', (_name, why, expected) => {
    const [row] = rows;
    if (row === undefined) throw new Error('no rows');
    const changed: FirewallRow = { ...row, why };
    expect(parse(firewallCsv([changed]).slice(1))[1]?.[6]).toBe(expected);
  });
});
