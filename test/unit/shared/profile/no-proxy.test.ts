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

describe('a list of exceptions of Internet Options', () => {
  const bypassed = (entries: readonly string[], host: string, port = 443) =>
    isBypassed(entries, { host, port }, 'wininet');

  it.each(['localhost', '127.0.0.1', '127.8.8.8', '::1', '[::1]', 'LOCALHOST', 'a.localhost'])(
    'lets %s pass by itself, until <-loopback> takes that away',
    (host) => {
      expect(bypassed([], host)).toBe(true);
      expect(bypassed(['*.example.com'], host)).toBe(true);
      expect(bypassed(['<-loopback>'], host)).toBe(false);
      expect(bypassed(['<-LoopBack>', host], host)).toBe(true);
    },
  );

  it.each<[entry: string, host: string, expected: boolean]>([
    ['<local>', 'web01', true],
    ['<local>', 'web01.example.com', false],
    ['*.example.com', 'www.example.com', true],
    ['*.example.com', 'example.com', false],
    ['.example.com', 'www.example.com', false],
    ['example.com', 'EXAMPLE.com', true],
    ['https://www.example.com', 'www.example.com', true],
    ['www.example.com:8443', 'www.example.com', false],
    ['10.*', '10.1.2.3', true],
    ['10.0.0.0/8', '10.1.2.3', false],
    ['*', 'www.example.com', true],
  ])('reads %s for %s: %s', (entry, host, expected) => {
    expect(bypassed([entry], host)).toBe(expected);
  });
});

describe('a list of exceptions of .NET', () => {
  const bypassed = (entries: readonly string[], host: string, port = 443) =>
    isBypassed(entries, { host, port }, 'dotnet');

  it('lets this machine pass by itself, whatever it says', () => {
    for (const host of ['localhost', '127.0.0.1', '::1']) expect(bypassed(['<-loopback>'], host)).toBe(true);
    expect(bypassed([], 'web01')).toBe(false);
  });

  it.each<[entry: string, host: string, port: number, expected: boolean]>([
    ['<local>', 'web01', 80, true],
    ['[a-z]+\\.example\\.com$', 'www.example.com', 443, true],
    ['[a-z]+\\.example\\.com$', 'www.example.com', 8443, false],
    ['^https://www', 'www.example.com', 443, true],
    ['^https://www', 'www.example.com', 80, false],
    ['http://www.example.com:8080', 'www.example.com', 8080, true],
    ['WWW\\.EXAMPLE', 'www.example.com', 80, true],
    ['\\S+\\.example\\.com', 'www.example.com', 80, true],
    ['*.example.com', 'www.example.com', 80, false],
    ['(a+)+$', 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!', 80, false],
    ['http://\\[2001:db8::5\\]', '2001:db8::5', 80, true],
  ])('reads %s as a regular expression for %s on port %i: %s', (entry, host, port, expected) => {
    expect(bypassed([entry], host, port)).toBe(expected);
  });
});
