import { describe, expect, it } from 'vitest';
import { definiteForm } from '../../../../../electron/core/timestamp/definite-form.ts';

const formOf = (hex: string): string => Buffer.from(definiteForm(Buffer.from(hex, 'hex'))).toString('hex');

describe('the definite form of a value', () => {
  it.each([
    ['a value in DER stays as it is', '3006020101040161', '3006020101040161'],
    ['a length that is left open is stated', '30800201010000', '3003020101'],
    ['an open length inside an open one', '3080a0800201010000020102' + '0000', '3008a003020101020102'],
    ['a long form of a short length is shortened', '308103020101', '3003020101'],
    ['an octet string in pieces becomes one', '2406040161040162', '04026162'],
    ['pieces of an open length, and pieces in pieces', '24800401612403040162' + '0000', '04026162'],
    ['an octet string of no piece', '24800000', '0400'],
  ])('%s', (_what, from, to) => {
    expect(formOf(from)).toBe(to);
  });

  it('states a length of several bytes', () => {
    const content = '00'.repeat(300);
    expect(formOf(`2480048200c8${'00'.repeat(200)}0464${'00'.repeat(100)}0000`)).toBe(`0482012c${content}`);
  });

  it.each([
    ['nothing', ''],
    ['a tag alone', '30'],
    ['a length without its bytes', '3082'],
    ['a length beyond the end', '300502010104'],
    ['a part that is longer than what holds it', '300302040a0b0c0d'],
    ['a part that reaches into what comes after what holds it', '300730030402aa0500'],
    ['an open length without an end', '3080020101'],
    ['an open length of a primitive value', '0480610000'],
    ['something behind the end', '300302010100'],
    ['a piece that is no octet string', '2403020101'],
    ['a length of five bytes', '30850000000003020101'],
    ['more than anybody nests', '3080'.repeat(30) + '0000'.repeat(30)],
    ['more parts than any token has', `30820fa2${'0500'.repeat(2001)}`],
  ])('is refused for %s', (_what, hex) => {
    expect(() => formOf(hex)).toThrow(RangeError);
  });
});
