import { describe, expect, it } from 'vitest';
import { hostRanges, pairedRanges } from '../../../../shared/report/host-ranges.ts';

const textsOf = (hosts: readonly string[]): readonly string[] => hostRanges(hosts).map(({ text }) => text);

describe('hosts in a row', () => {
  it.each<[string, readonly string[], readonly string[]]>([
    ['are said as one', ['fe01', 'fe02', 'fe03'], ['fe01-03']],
    ['keep their domain', ['fe1.a.b', 'fe2.a.b', 'fe3.a.b'], ['fe1-3.a.b']],
    ['may gain a digit', ['fe8', 'fe9', 'fe10'], ['fe8-10']],
    ['need three of them', ['fe1', 'fe2'], ['fe1', 'fe2']],
    ['end at a gap', ['fe1', 'fe2', 'fe3', 'fe5'], ['fe1-3', 'fe5']],
    ['do not mix domains', ['fe1.a', 'fe2.b', 'fe3.a'], ['fe1.a', 'fe2.b', 'fe3.a']],
    ['do not mix ways to write a number', ['fe9', 'fe010', 'fe11'], ['fe9', 'fe010', 'fe11']],
    ['are addresses, by their last octet', ['10.1.2.24', '10.1.2.25', '10.1.2.26'], ['10.1.2.24-26']],
    [
      'do not mix subnets',
      ['10.1.2.254', '10.1.2.255', '10.1.3.0'],
      ['10.1.2.254', '10.1.2.255', '10.1.3.0'],
    ],
    ['are no IPv6 addresses', ['fd00::1', 'fd00::2', 'fd00::3'], ['fd00::1', 'fd00::2', 'fd00::3']],
    ['stay what they are without a number', ['a', 'b', 'c'], ['a', 'b', 'c']],
    ['may be numbers alone', ['1', '2', '3'], ['1-3']],
    ['may be none', [], []],
  ])('%s', (_, hosts, texts) => {
    expect(textsOf(hosts)).toEqual(texts);
  });

  it('may have numbers of any length', () => {
    const long = Array.from({ length: 3 }, (_, index) => `fe${'9'.repeat(20)}${index}`);
    expect(textsOf(long)).toEqual(long);
  });

  it('count every host once', () => {
    const hosts = ['fe1', 'fe2', 'fe3', 'db', 'fe5', 'fe6'];
    expect(hostRanges(hosts).map(({ count }) => count)).toEqual([3, 1, 1, 1]);
  });
});

describe('hosts with their addresses', () => {
  it.each<[string, readonly (readonly [string, string])[], readonly string[]]>([
    [
      'are said as one where both go on',
      [
        ['fe1', '10.1.2.4'],
        ['fe2', '10.1.2.5'],
        ['fe3', '10.1.2.6'],
      ],
      ['fe1-3 10.1.2.4-6'],
    ],
    [
      'stand alone where an address does not',
      [
        ['fe1', '10.1.2.4'],
        ['fe2', '10.1.2.9'],
        ['fe3', '10.1.2.6'],
      ],
      ['fe1 10.1.2.4', 'fe2 10.1.2.9', 'fe3 10.1.2.6'],
    ],
    [
      'stand alone where one has no number',
      [
        ['fe1', '10.1.2.4'],
        ['fe2', 'fd00::2'],
        ['db', '10.1.2.6'],
      ],
      ['fe1 10.1.2.4', 'fe2 fd00::2', 'db 10.1.2.6'],
    ],
    [
      'of an address that has no name',
      [
        ['10.1.2.4', '10.1.2.4'],
        ['10.1.2.5', '10.1.2.5'],
        ['10.1.2.6', '10.1.2.6'],
      ],
      ['10.1.2.4-6 10.1.2.4-6'],
    ],
  ])('%s', (_, pairs, texts) => {
    const ranges = pairedRanges(pairs);
    expect(ranges.map(({ host, other }) => `${host} ${other}`)).toEqual(texts);
    expect(ranges.reduce((sum, { count }) => sum + count, 0)).toBe(pairs.length);
  });
});
