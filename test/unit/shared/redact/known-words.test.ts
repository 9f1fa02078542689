import { describe, expect, it } from 'vitest';
import { headerOf } from '../../../../shared/redact/header-parts.ts';
import { isKnownText } from '../../../../shared/redact/known-words.ts';
import { urlParts, urlsIn } from '../../../../shared/redact/url-parts.ts';

describe('a text is published', () => {
  it.each([
    'Windows Server 2022 Standard 10.0.20348',
    'Red Hat Enterprise Linux 9.4 (Plow) (Linux 5.14.0-427.13.1.el9_4.x86_64)',
    'Microsoft-IIS/10.0',
    'Apache/2.4.6 (CentOS) OpenSSL/1.0.2k-fips',
    'CompilerService.exe',
    'https_proxy',
    'mdns4_minimal',
    'TLSv1.3',
    '/Broker_API/ArchitectureDashboard.asmx',
    '',
  ])('where every word of it is: %s', (text) => {
    expect(isKnownText(text)).toBe(true);
  });

  it.each([
    'Apache/2.4.6 (oldbox)',
    'Windows Server der Muster AG',
    'Ubuntu 24.04 LTS (Linux 6.8.0-muster)',
    'nginx on 10.0.0.7',
    'Apache/2 4915551234567',
    'Мир',
  ])('only then: %s', (text) => {
    expect(isKnownText(text)).toBe(false);
  });
});

describe('a header of a proxy', () => {
  it.each(['x-other: 1', 'no header', 'via'])('that is not known is none: %s', (text) => {
    expect(headerOf(text)).toBeNull();
  });

  it.each([
    'via: px07',
    'via: 1.1 px (a (b))',
    'x-cache: ask Muster',
    'proxy-authenticate: Digest realm="x7"',
  ])('that says more than hosts has no parts: %s', (text) => {
    expect(headerOf(text)?.parts).toBeNull();
  });

  it('names its hosts', () => {
    const parts = headerOf('via: 1.1 px07, HTTP/1.0 [fd00::7]:3128 (squid)')?.parts ?? [];
    expect(parts.filter(({ kind }) => kind === 'host').map(({ text }) => text)).toEqual([
      'px07',
      '[fd00::7]:3128',
    ]);
  });
});

describe('an address', () => {
  it('is found in a sentence, without what follows it', () => {
    const text = 'Sent on to https://a:b@px07/x?y=1, then (http://px08:80/).';
    expect(urlsIn(text).map(({ url }) => url)).toEqual(['https://a:b@px07/x?y=1', 'http://px08:80/']);
  });

  it('has a login, a path and a query', () => {
    expect(urlParts('https://a:b@px07:8/x/y?z#w')).toEqual({
      scheme: 'https://',
      login: 'a:b',
      authority: 'px07:8',
      path: '/x/y',
      query: '?z#w',
    });
    expect(urlParts('/x')).toEqual({ scheme: '', login: '', authority: '', path: '/x', query: null });
  });
});
