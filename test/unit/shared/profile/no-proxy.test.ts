import { describe, expect, it } from 'vitest';
import { isBypassed, splitBypass } from '../../../../shared/profile/no-proxy.ts';

const at = (host: string, port = 443) => ({ host, port });

describe('a list of exceptions', () => {
  it('is separated by commas, semicolons or spaces, in any number', () => {
    expect(splitBypass(' a.test,b.test ;10.0.0.0/8\t<local>,, ')).toEqual([
      'a.test',
      'b.test',
      '10.0.0.0/8',
      '<local>',
    ]);
    expect(splitBypass('')).toEqual([]);
  });

  it.each<[entry: string, host: string, expected: boolean]>([
    ['*', 'www.example.com', true],
    ['*', '10.1.2.3', true],
    ['example.com', 'example.com', true],
    ['example.com', 'EXAMPLE.com.', true],
    ['EXAMPLE.COM.', 'example.com', true],
    ['example.com', 'www.example.com', false],
    ['example.com', 'notexample.com', false],
    ['.example.com', 'www.example.com', true],
    ['.example.com', 'a.b.example.com', true],
    ['.example.com', 'example.com', true],
    ['.example.com', 'badexample.com', false],
    ['*.example.com', 'www.example.com', true],
    ['*.example.com', 'example.com', true],
    ['*.example.com', 'badexample.com', false],
    ['web-*.example.com', 'web-01.example.com', true],
    ['web-*.example.com', 'db-01.example.com', false],
    ['*internal*', 'app.internal.example.com', true],
    ['a*a', 'a', false],
    ['a*b*a', 'aba', true],
    ['10.1.2.3', '10.1.2.3', true],
    ['10.1.2.3', '10.1.2.30', false],
    ['10.*', '10.1.2.3', true],
    ['10.*', '110.1.2.3', false],
    ['10.0.0.0/8', '10.255.0.1', true],
    ['10.0.0.0/8', '11.0.0.1', false],
    ['10.0.0.0/8', 'www.example.com', false],
    ['10.0.0.0/33', '10.0.0.1', false],
    ['fd00::/8', 'fd12::1', true],
    ['fd00::/8', 'fe80::1', false],
    ['fd00::/8', '10.0.0.1', false],
    ['::1', '0:0:0:0:0:0:0:1', true],
    ['[::1]', '::1', true],
    ['127.0.0.1', '::ffff:127.0.0.1', true],
    ['<local>', 'fileserver', true],
    ['<local>', 'localhost', true],
    ['<local>', '127.0.0.1', true],
    ['<local>', '::1', true],
    ['<LOCAL>', 'intranet', true],
    ['<local>', 'www.example.com', false],
    ['<local>', '10.1.2.3', false],
    ['', 'www.example.com', false],
    ['   ', 'www.example.com', false],
  ])('"%s" and the host %s: %s', (entry, host, expected) => {
    expect(isBypassed([entry], at(host))).toBe(expected);
  });

  it.each<[entry: string, host: string, port: number, expected: boolean]>([
    ['example.com:443', 'example.com', 443, true],
    ['example.com:8443', 'example.com', 443, false],
    ['.example.com:443', 'www.example.com', 443, true],
    ['*:8080', 'www.example.com', 8080, true],
    ['*:8080', 'www.example.com', 443, false],
    ['[::1]:80', '::1', 80, true],
    ['[::1]:80', '::1', 443, false],
    ['::1', '::1', 80, true],
    ['10.1.2.3:80', '10.1.2.3', 80, true],
  ])('"%s" and %s on port %i: %s', (entry, host, port, expected) => {
    expect(isBypassed([entry], at(host, port))).toBe(expected);
  });

  it('needs one entry that fits', () => {
    expect(isBypassed(['a.test', 'b.test'], at('b.test'))).toBe(true);
    expect(isBypassed([], at('b.test'))).toBe(false);
  });

  it('takes hardly any time for a pattern made to take long', () => {
    const started = performance.now();
    expect(isBypassed([`${'a*'.repeat(100)}b`], at('a'.repeat(253)))).toBe(false);
    expect(performance.now() - started).toBeLessThan(200);
  });
});
