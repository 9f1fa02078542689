import { describe, expect, it } from 'vitest';
import { addressesIn, foldCase, phraseFinder, replaceSpans } from '../../../../shared/redact/scan-text.ts';

describe('addressesIn', () => {
  it.each([
    ['10.0.0.1', ['10.0.0.1']],
    ['10.0.0.1:80, then 10.0.0.2.', ['10.0.0.1', '10.0.0.2']],
    ['net 10.0.0.0/8', ['10.0.0.0']],
    ['[2001:DB8::15]:443', ['2001:DB8::15']],
    ['to 2001:db8::15: refused', ['2001:db8::15']],
    ['2001:db8:0:0:0:0:0:15.', ['2001:db8:0:0:0:0:0:15']],
    ['::ffff:10.1.2.3 and ::1', ['::ffff:10.1.2.3', '::1']],
    ['fe80::1%eth0 is up', ['fe80::1']],
    ['ends with ::', ['::']],
  ])('finds every spelling: %s', (text, addresses) => {
    expect(addressesIn(text).map(({ address }) => address)).toEqual(addresses);
  });

  it.each([
    '12:30:45',
    'std::vector',
    '1.2.3',
    '1.2.3.4.5',
    '300.1.1.1',
    '00:11:22:33:44:55',
    'a: b',
    'face::book',
  ])('finds none in %s', (text) => {
    expect(addressesIn(text)).toEqual([]);
  });

  it('counts a zone as a part of the address', () => {
    const [found] = addressesIn('fe80::1%vpn-corp, x');
    expect(found).toEqual({ start: 0, end: 16, address: 'fe80::1' });
  });
});

describe('phraseFinder', () => {
  const replace = (text: string, ...phrases: readonly (readonly [string, string])[]): string =>
    replaceSpans(text, phraseFinder(phrases.map(([original, alias]) => ({ original, alias })))(text));

  it.each([
    ['WEB1 and web1.', 'fe-1 and fe-1.'],
    ['web10, aweb1, web1x', 'web10, aweb1, web1x'],
    ['old-web1-copy_web1', 'old-fe-1-copy_fe-1'],
    ['web1.corp.local', 'A'],
    ['web1.corp', 'fe-1.corp'],
  ])('replaces whole words in any case, the longest phrase first: %s', (text, replaced) => {
    expect(replace(text, ['web1', 'fe-1'], ['web1.corp.local', 'A'])).toBe(replaced);
  });

  it('finds names with signs and spaces, and names in scripts without spaces anywhere', () => {
    expect(replace('in <Red Zone>!', ['<Red Zone>', 'Environment 1'])).toBe('in Environment 1!');
    expect(replace('本番東京です', ['東京', 'Server 1'])).toBe('本番Server 1です');
    expect(replace('***', ['***', 'x'])).toBe('***');
  });

  it('keeps offsets where lower case is longer', () => {
    expect(foldCase('İA')).toHaveLength(2);
    expect(replace('İ WEB1', ['web1', 'fe-1'])).toBe('İ fe-1');
  });
});

describe('replaceSpans', () => {
  it('lets the first of overlapping spans count, and the longest of those that begin together', () => {
    const spans = [
      { start: 2, end: 5, alias: 'late' },
      { start: 0, end: 3, alias: 'short' },
      { start: 0, end: 4, alias: 'long' },
    ];
    expect(replaceSpans('abcdef', spans)).toBe('longef');
  });
});
