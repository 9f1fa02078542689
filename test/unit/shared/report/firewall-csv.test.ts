import { describe, expect, it } from 'vitest';
import { firewallCsv } from '../../../../shared/report/firewall-csv.ts';
import { type FirewallRow, firewallRequest } from '../../../../shared/report/firewall-request.ts';
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

describe('the firewall change request as CSV', () => {
  it('has one line of titles and one line for each rule', () => {
    const text = firewallCsv(rows, plain);
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
    const records = parse(firewallCsv(firewallRequest(make()), plain).slice(1));
    expect(new Set(records.map(({ length }) => length))).toEqual(new Set([10]));
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
    expect(parse(firewallCsv([changed], plain).slice(1))[1]?.[6]).toBe(expected);
  });

  it('says in every line when names and addresses are replaced', () => {
    const records = parse(firewallCsv(rows, { redacted: true }).slice(1));
    expect(records[0]?.at(-1)).toBe('Names and addresses');
    expect(records.slice(1).every((record) => record.at(-1) === 'Replaced by aliases')).toBe(true);
  });
});
