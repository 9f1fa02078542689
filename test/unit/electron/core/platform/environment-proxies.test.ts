import { describe, expect, it } from 'vitest';
import { proxiesOfEnvironment } from '../../../../../electron/core/platform/environment-proxies.ts';
import { createLinuxPlatform } from '../../../../../electron/core/platform/linux.ts';
import { createOtherPlatform } from '../../../../../electron/core/platform/other.ts';

const proxy = (host: string, port = 3128) => ({ host, port, secure: false });
const found = (environment: Readonly<Record<string, string>>) =>
  proxiesOfEnvironment(environment).map((setting) => [
    setting.scheme,
    setting.name,
    setting.proxy?.host ?? null,
  ]);

describe('the proxies of an environment', () => {
  it('are one for each scheme, with the exceptions', () => {
    expect(
      proxiesOfEnvironment({
        HTTPS_PROXY: 'http://tls.test:3128',
        HTTP_PROXY: 'http://plain.test:3128',
        NO_PROXY: 'localhost, .corp.test',
      }),
    ).toEqual([
      {
        source: 'environment',
        name: 'HTTPS_PROXY',
        scheme: 'https',
        proxy: proxy('tls.test'),
        bypass: ['localhost', '.corp.test'],
      },
      {
        source: 'environment',
        name: 'HTTP_PROXY',
        scheme: 'http',
        proxy: proxy('plain.test'),
        bypass: ['localhost', '.corp.test'],
      },
    ]);
  });

  it('are none without variables, or with empty ones', () => {
    expect(found({ PATH: '/bin', HTTPS_PROXY: '', http_proxy: '  ', NO_PROXY: '*' })).toEqual([]);
  });

  it('are taken from the spelling in lower case first, and from ALL_PROXY last', () => {
    expect(found({ https_proxy: 'http://lower.test:1', HTTPS_PROXY: 'http://upper.test:1' })).toEqual([
      ['https', 'https_proxy', 'lower.test'],
    ]);
    expect(found({ ALL_PROXY: 'http://all.test:1', HTTP_PROXY: 'http://plain.test:1' })).toEqual([
      ['https', 'ALL_PROXY', 'all.test'],
      ['http', 'HTTP_PROXY', 'plain.test'],
    ]);
    expect(found({ https_proxy: ' ', HTTPS_PROXY: 'http://upper.test:1' })).toEqual([
      ['https', 'HTTPS_PROXY', 'upper.test'],
    ]);
    expect(
      proxiesOfEnvironment({ all_proxy: 'a.test:1', no_proxy: 'x.test', NO_PROXY: 'y.test' })[0]?.bypass,
    ).toEqual(['x.test']);
  });

  it('are told also when they cannot be used', () => {
    expect(found({ ALL_PROXY: 'socks5://socks.test:1080' })).toEqual([
      ['https', 'ALL_PROXY', null],
      ['http', 'ALL_PROXY', null],
    ]);
  });

  it('have lost the login that stands in the variable', () => {
    const environment = { HTTPS_PROXY: 'http://anna:s3cret@proxy.test:3128' };
    expect(JSON.stringify(proxiesOfEnvironment(environment))).not.toMatch(/anna|s3cret/);
  });
});

describe('a machine', () => {
  const environment = { HTTPS_PROXY: 'http://anna:s3cret@proxy.test:3128' };

  it.each([
    ['Linux', () => createLinuxPlatform({}, environment)],
    ['another system', () => createOtherPlatform('darwin', environment)],
  ])('knows the proxies of its environment: %s', async (_name, create) => {
    const facts = await create().machine();
    expect(facts.proxies).toMatchObject([{ name: 'HTTPS_PROXY', proxy: proxy('proxy.test') }]);
    expect(JSON.stringify(facts)).not.toMatch(/anna|s3cret/);
  });

  it('has none when nothing names one, and says that the system does not tell', async () => {
    const platform = createLinuxPlatform();
    expect((await platform.machine()).proxies).toEqual([]);
    await expect(platform.systemProxy()).rejects.toMatchObject({ code: 'UNSUPPORTED' });
  });
});
