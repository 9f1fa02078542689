import { describe, expect, it } from 'vitest';
import { profileProblems } from '../../../../shared/profile/problems.ts';
import { parseProxyServer, proxyText } from '../../../../shared/profile/proxy.ts';

describe('the address of a proxy', () => {
  it.each([
    ['http://proxy.test:3128', 'http://proxy.test:3128'],
    ['http://proxy.test:3128/', 'http://proxy.test:3128'],
    ['  HTTP://Proxy.Test:3128  ', 'http://proxy.test:3128'],
    ['proxy.test:3128', 'http://proxy.test:3128'],
    ['http://proxy', 'http://proxy:80'],
    ['https://proxy.test', 'https://proxy.test:443'],
    ['http://10.0.0.1:8080', 'http://10.0.0.1:8080'],
    ['http://[2001:db8::1]:8080', 'http://[2001:db8::1]:8080'],
  ])('%s is read as %s', (text, shown) => {
    const proxy = parseProxyServer(text);
    expect(proxy === null ? null : proxyText(proxy)).toBe(shown);
  });

  it.each([
    'http://anna:s3cret@proxy.test:3128',
    'anna:s3cret@proxy.test:3128',
    'http://anna:s3c@ret@proxy.test:3128/',
    'http://corp%5Canna:s3cret@proxy.test:3128',
  ])('loses its login: %s', (text) => {
    const proxy = parseProxyServer(text);
    expect(proxy).toEqual({ host: 'proxy.test', port: 3128, secure: false });
    expect(JSON.stringify(proxy)).not.toMatch(/anna|s3c/);
  });

  it.each([
    '',
    'socks5://proxy.test:1080',
    'ftp://proxy.test',
    'http://',
    'http://proxy.test:0',
    'http://proxy.test:65536',
    'http://proxy.test:abc',
    'http://proxy test:3128',
    'http://anna:12/3cret@proxy.test:3128',
    'http://a:b:c',
  ])('is none: %j', (text) => {
    expect(parseProxyServer(text)).toBeNull();
  });
});

describe('the proxy of a profile', () => {
  const problemsOf = (url: string) => profileProblems({ schemaVersion: 1, proxy: { mode: 'manual', url } });

  it('is refused with a login, which is not repeated', () => {
    const [problem] = problemsOf('http://anna:s3cret@proxy.test:3128');
    expect(problem).toContain('without a user name or password');
    expect(problem).not.toMatch(/anna|s3cret/);
  });

  it('is refused when nobody could be there', () => {
    expect(problemsOf('http://proxy.test:99999')).toHaveLength(1);
    expect(problemsOf('http://proxy.test:3128')).toEqual([]);
  });
});
