import { describe, expect, it } from 'vitest';
import { connectionsCsv, firewallCsv } from '../../../../shared/report/firewall-csv.ts';
import { type FirewallRow, firewallRequest } from '../../../../shared/report/firewall-request.ts';
import { firewallRules } from '../../../../shared/report/firewall-rules.ts';
import { largeFarm } from '../../../support/large-farm.ts';
import { failedResult, farmResult } from '../../../support/sample-results.ts';

const rows = firewallRequest(failedResult());
const plain = { redacted: false };

/** Reads text in RFC 4180 as the grammar of its section 2 says, and refuses anything else. */
function parse(text: string): readonly (readonly string[])[] {
  const records: string[][] = [];
  let at = 0;
  const field = (): string => {
    if (text[at] !== '"') throw new Error(`a field at ${at} is not in quotes`);
    let value = '';
    for (at += 1; at < text.length; at += 1) {
      if (text[at] !== '"') value += text[at];
      else if (text[at + 1] === '"') {
        value += '"';
        at += 1;
      } else {
        at += 1;
        return value;
      }
    }
    throw new Error('a field has no end');
  };
  while (at < text.length) {
    const record = [field()];
    while (text[at] === ',') {
      at += 1;
      record.push(field());
    }
    if (text.slice(at, at + 2) !== '\r\n') throw new Error(`a record does not end with CRLF at ${at}`);
    at += 2;
    records.push(record);
  }
  return records;
}

const firstRow = (): FirewallRow => {
  const [row] = rows;
  if (row === undefined) throw new Error('no rows');
  return row;
};

describe('the connections of a firewall change request as CSV', () => {
  it('has one line of titles and one line for each connection', () => {
    const text = connectionsCsv(rows, plain);
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
    ['failed', failedResult],
    ['farm', farmResult],
  ])('keeps to RFC 4180, with as many fields in every line: %s', (_, make) => {
    const records = parse(connectionsCsv(firewallRequest(make()), plain).slice(1));
    expect(new Set(records.map(({ length }) => length))).toEqual(new Set([11]));
  });

  it.each([
    ['a quotation mark', 'say "no", twice', 'say "no", twice'],
    ['two lines', 'one\r\ntwo', 'one\r\ntwo'],
    ['a formula', '=HYPERLINK("http://example.invalid")', '\'=HYPERLINK("http://example.invalid")'],
    ['a sum', '+1', "'+1"],
    ['a command', '@SUM(1)', "'@SUM(1)"],
    ['a difference', '-1', "'-1"],
    ['a tab', '\t=1', "'\t=1"],
    ['a carriage return', '\r=1', "'\r=1"],
    ['a line feed', '\n=1', "'\n=1"],
    ['a wide equals sign', '＝1', "'＝1"],
    ['an equals sign inside', 'a=1', 'a=1'],
  ])('keeps a cell with %s one harmless cell', (_name, why, expected) => {
    const changed: FirewallRow = { ...firstRow(), why };
    expect(parse(connectionsCsv([changed], plain).slice(1))[1]?.[6]).toBe(expected);
  });

  it('says in every line when names and addresses are replaced', () => {
    const records = parse(connectionsCsv(rows, { redacted: true }).slice(1));
    expect(records[0]?.at(-1)).toBe('Names and addresses');
    expect(records.slice(1).every((record) => record.at(-1) === 'Replaced by aliases')).toBe(true);
  });
});

describe('the firewall change request as CSV', () => {
  const made = firewallRules(rows);

  it('has one line for each rule, then one for each host of its groups', () => {
    const [titles, ...lines] = parse(firewallCsv(made, plain).slice(1));
    expect(titles?.slice(0, 6)).toEqual(['Kind', 'Name', 'Host', 'From', 'To', 'Ports']);
    expect(lines.filter(([kind]) => kind === 'rule').map(([, name]) => name)).toEqual(
      made.rules.map((_, index) => String(index + 1)),
    );
    const members = lines.filter(([kind]) => kind === 'member');
    for (const { id, members: hosts } of made.groups)
      for (const host of hosts)
        expect(members.map(([, name, member]) => `${name} ${member}`)).toContain(`${id} ${host}`);
    expect(members.map(([, , host]) => host)).toContain('End users, to be named');
    expect(new Set(lines.map(({ length }) => length))).toEqual(new Set([titles?.length]));
  });

  it('says of what is blocked which connection it is and what was observed', () => {
    const [, first] = parse(firewallCsv(made, plain).slice(1));
    expect(Number(first?.[8])).toBeGreaterThan(0);
    expect(first?.[11]).toMatch(/^app01 to \S+:\d+: /);
  });

  it('fits into the cells of a spreadsheet, however large the farm', () => {
    const records = parse(firewallCsv(firewallRules(firewallRequest(largeFarm(60))), plain).slice(1));
    for (const cell of records.flat()) expect(cell.length).toBeLessThan(32_767);
    const many = firewallRules(
      Array.from({ length: 41 }, (_, index) => ({
        ...firstRow(),
        state: 'needed' as const,
        verdict: 'fail' as const,
        destination: { ...firstRow().destination, host: `db${index}` },
      })),
    );
    expect(firewallCsv(many, plain)).toContain('; and 1 more');
  });

  it('says that it is redacted', () => {
    expect(firewallCsv(made, { redacted: true })).toContain('"Replaced by aliases"');
  });
});
