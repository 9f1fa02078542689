import { describe, expect, it } from 'vitest';
import type { Subject } from '../../../../../shared/catalogue/check.ts';
import {
  type LocalHttpFinding,
  localHttp,
  localHttpFindings,
  localHttpRulings,
} from '../../../../../shared/catalogue/families/local-http.ts';
import type { Fact, FactOf } from '../../../../../shared/probe/fact.ts';
import type { Outcome } from '../../../../../shared/probe/outcome.ts';
import {
  brokenOff,
  drawn,
  httpFact,
  httpProxySetting,
  outOfTime,
  ownerFact,
  proxySettingsFact,
} from '../facts.ts';

/** How HTTP.sys of Windows calls itself. */
const httpSys = 'Microsoft-HTTPAPI/2.0';

const subject: Subject = {
  source: null,
  destination: { role: 'server', host: '127.0.0.1', port: 80, protocol: 'TCP/HTTP' },
  probes: [],
  parameters: {},
};

const byAddress = (outcome: Outcome, fields: Partial<FactOf<'http'>> = {}) => httpFact(outcome, fields);
const byName = (outcome: Outcome, fields: Partial<FactOf<'http'>> = {}) =>
  httpFact(outcome, { hostHeader: 'localhost', ...fields });
const both = (fields: Partial<FactOf<'http'>>): readonly Fact[] => [
  byAddress('open', fields),
  byName('open', fields),
];

const iis = 'Microsoft-IIS/10.0';

const cases: readonly (readonly [LocalHttpFinding, string, readonly Fact[]])[] = [
  ['open', 'a page', both({ status: 200 })],
  ['open', 'no page, but the web server itself', both({ status: 404 })],
  ['forbidden', 'a login', both({ status: 401 })],
  ['open', 'a redirect to a path', both({ status: 302, location: '/ServiceCenter/' })],
  ['open', 'a redirect to this machine', both({ status: 302, location: 'http://localhost/ServiceCenter/' })],
  ['open', 'one request alone', [byAddress('open')]],
  [
    'host-name-needed',
    'a page by name, none by address',
    [byAddress('open', { status: 404 }), byName('open')],
  ],
  [
    'host-name-needed',
    'a forbidden page by name, an unknown host by address',
    [byAddress('open', { status: 400 }), byName('open', { status: 403 })],
  ],
  ['no-site', 'HTTP.sys without a site (404)', both({ status: 404, server: httpSys })],
  ['no-site', 'HTTP.sys that does not know the name (400)', both({ status: 400, server: httpSys })],
  ['no-site', 'another program that answers through HTTP.sys', both({ status: 200, server: httpSys })],
  [
    'no-site',
    'a site by address, none by name',
    [byAddress('open'), byName('open', { status: 404, server: httpSys })],
  ],
  [
    'host-name-needed',
    'HTTP.sys by address, a site by name',
    [byAddress('open', { status: 404, server: httpSys }), byName('open')],
  ],
  [
    'pool-stopped',
    'HTTP.sys for a site whose application pool is stopped',
    [httpFact('http-unexpected', { status: 503, server: httpSys })],
  ],
  ['forbidden', 'a refusal', both({ status: 403 })],
  ['forbidden', 'a refusal that says why', both({ status: 403, subStatus: 4 })],
  ['open', 'a site without a start page', both({ status: 403, subStatus: 14 })],
  ['open', 'a site that does not say who it is', [httpFact('open', { server: undefined })]],
  ['open', 'its own page for what it has not', both({ status: 404, server: undefined })],
  [
    'no-site',
    'HTTP.sys under no name, by its page',
    both({ status: 404, server: undefined, page: 'http-sys' }),
  ],
  [
    'pool-stopped',
    'HTTP.sys under no name for a stopped application pool',
    [httpFact('http-unexpected', { status: 503, page: 'http-sys' })],
  ],
  ['no-server-behind', 'a forwarding IIS', [httpFact('http-unexpected', { status: 502, server: iis })]],
  ['no-server-behind', 'a forwarding proxy', [httpFact('http-unexpected', { status: 503, server: 'arr' })]],
  ['http-unexpected', 'an application that is offline', [httpFact('open', { status: 503, server: iis })]],
  ['other-web-server', 'another web server', both({ server: 'nginx/1.26.0' })],
  [
    'host-name-needed',
    'another web server that wants a name',
    [byAddress('open', { status: 404, server: 'nginx' }), byName('open', { server: 'nginx' })],
  ],
  ['slow-start', 'an answer after 20 s', [byAddress('open', { durationMs: 20_000 }), byName('open')]],
  ['open', 'an answer after 10 s', both({ status: 200, durationMs: 10_000 })],
  ['http-unexpected', 'a server error', both({ status: 503 })],
  ['http-unexpected', 'a request that is not understood', both({ status: 400 })],
  ['http-unexpected', 'a login that a proxy wants', both({ status: 407 })],
  ['http-unexpected', 'a redirect to HTTPS', both({ status: 301, location: 'https://localhost/' })],
  [
    'http-unexpected',
    'a redirect to another host',
    both({ status: 302, location: 'http://portal.example.com/' }),
  ],
  [
    'http-unexpected',
    'a redirect to a host that begins alike',
    both({ status: 302, location: 'http://localhost.example.com/' }),
  ],
  [
    'http-unexpected',
    'a redirect without a scheme',
    both({ status: 302, location: '//portal.example.com/' }),
  ],
  [
    'http-unexpected',
    'an answer of a proxy',
    [byAddress('http-unexpected', { status: 200 }), byName('open')],
  ],
  ['http-unexpected', 'an error by name only', [byAddress('open'), byName('open', { status: 500 })]],
  [
    'proxy-answered',
    'a proxy in place of the web server',
    [
      byAddress('http-unexpected', { code: 'PROXY_ANSWERED', status: 503, via: 'via: 1.1 filter' }),
      byName('open'),
    ],
  ],
  [
    'proxy-not-bypassed',
    'a page, but settings that lead elsewhere',
    [...both({ status: 200 }), proxySettingsFact([httpProxySetting(['localhost'])])],
  ],
  [
    'open',
    'settings with exceptions',
    [...both({ status: 200 }), proxySettingsFact([httpProxySetting(['<local>'])])],
  ],
  ['wrong-service', 'something else than HTTP', [byAddress('wrong-service'), byName('wrong-service')]],
  ['refused', 'nothing listens', [byAddress('refused', { code: 'ECONNREFUSED' }), byName('refused')]],
  ['timeout', 'no answer', [byAddress('timeout'), byName('timeout')]],
  ['reset', 'a connection cut off', [byAddress('reset'), byName('open')]],
  ['unreachable', 'no address', [byAddress('unreachable')]],
  ['no-permission', 'a filter on this machine', [byAddress('no-permission')]],
  ['cancelled', 'a cancelled request', [byAddress('open'), byName('cancelled')]],
  ['out-of-time', 'no time for a request', [byAddress('open'), outOfTime(byName('open'))]],
  ['broken-off', 'broken off before a request', [byAddress('open'), brokenOff(byName('open'))]],
  ['probe-failed', 'a broken request', [byAddress('probe-failed')]],
  ['no-evidence', 'no request', []],
  ['no-evidence', 'a request that says nothing', [byAddress('unavailable')]],
];

describe('the family local-http', () => {
  it.each(cases)('comes to %s: %s', (finding, _name, facts) => {
    const found = localHttp.find(facts, subject);
    expect(found.finding).toBe(finding);
    expect(drawn(found.parameters)).toMatchObject({
      port: '80',
      target: '127.0.0.1:80',
      address: '127.0.0.1',
    });
  });

  it('can come to each of its findings', () => {
    expect(new Set(cases.map(([finding]) => finding))).toEqual(new Set(localHttpFindings));
  });

  it('shows what was answered by address where the name alone leads to a site', () => {
    const facts = [byAddress('open', { status: 404, server: 'nginx' }), byName('open', { server: 'nginx' })];
    expect(drawn(localHttp.find(facts, subject).parameters)).toMatchObject({ status: '404' });
  });

  it('names the setting that refuses, and the status', () => {
    const shown = (fields: Partial<FactOf<'http'>>) =>
      drawn(localHttp.find(both(fields), subject).parameters);
    expect(shown({ status: 401 })).toMatchObject({
      subStatus: '401',
      accessSetting: 'enable "Anonymous Authentication" (Authentication)',
    });
    expect(shown({ status: 403, subStatus: 4 })).toMatchObject({ subStatus: '403.4' });
    expect(shown({ status: 403 })).toMatchObject({ subStatus: '403' });
  });

  it('writes an IPv6 address in brackets', () => {
    const v6: Subject = {
      ...subject,
      destination: { role: 'server', host: '::1', port: 8080, protocol: 'TCP/HTTP' },
    };
    const facts = [httpFact('refused', { host: '::1', hostHeader: '[::1]:8080' })];
    expect(drawn(localHttp.find(facts, v6).parameters)).toMatchObject({ target: '[::1]:8080' });
  });

  it('says what each name got, and who listens for the address', () => {
    const facts = [
      byAddress('open', { status: 404 }),
      byName('refused'),
      ownerFact([
        { address: '0.0.0.0', pid: 4, process: 'System' },
        { address: '10.0.0.5', pid: 7, process: 'other' },
        { address: '::1', pid: 8, process: 'java' },
        { address: '::' },
      ]),
    ];
    expect(drawn(localHttp.find(facts, subject).parameters)).toMatchObject({
      answers: 'HTTP 404 as 127.0.0.1, refused as localhost',
      listeners: 'System 4 on 0.0.0.0, a program on ::',
    });
    const v6 = {
      ...subject,
      destination: { role: 'server', host: '::1', port: 80, protocol: 'TCP/HTTP' },
    } as const;
    expect(drawn(localHttp.find(facts, v6).parameters)).toMatchObject({
      listeners: 'java 8 on ::1, a program on ::',
    });
    expect(drawn(localHttp.find([byAddress('refused'), ownerFact([])], subject).parameters)).toMatchObject({
      listeners: 'nobody',
    });
    expect(
      drawn(localHttp.find([byAddress('refused'), ownerFact([], 'unavailable')], subject).parameters),
    ).toMatchObject({
      listeners: 'this system does not tell',
    });
  });

  it.each<[string, readonly Parameters<typeof proxySettingsFact>[0][number][], string | null]>([
    ['no proxy', [], null],
    ['a proxy for tunnels only', [httpProxySetting([], { scheme: 'https' })], null],
    ['both names excepted', [httpProxySetting(['localhost', '127.0.0.0/8'])], null],
    ['every host excepted', [httpProxySetting(['*'])], null],
    ['no exceptions', [httpProxySetting([])], 'localhost and 127.0.0.1'],
    ['the name only', [httpProxySetting(['localhost'])], '127.0.0.1'],
    ['another port only', [httpProxySetting(['localhost:8080', '127.0.0.1'])], 'localhost'],
    ['a proxy that cannot be used here', [httpProxySetting([], { proxy: null })], 'localhost and 127.0.0.1'],
    [
      'a system that leads elsewhere behind an environment that does not',
      [httpProxySetting(['*']), httpProxySetting([], { source: 'system' })],
      null,
    ],
  ])('knows whether requests for this machine would leave it: %s', (_name, settings, proxied) => {
    const { finding, parameters } = localHttp.find(
      [...both({ status: 200 }), proxySettingsFact(settings)],
      subject,
    );
    expect(finding).toBe(proxied === null ? 'open' : 'proxy-not-bypassed');
    if (proxied === null) expect(drawn(parameters)['proxyNote']).toBe('');
    else expect(drawn(parameters)).toMatchObject({ proxied, proxySource: 'HTTP_PROXY' });
  });

  it('names the misleading proxy beside a web server that is not there', () => {
    const facts = [byAddress('refused'), byName('refused'), proxySettingsFact([httpProxySetting([])])];
    const { finding, parameters } = localHttp.find(facts, subject);
    expect(finding).toBe('refused');
    expect(drawn(parameters)['proxyNote']).toBe(
      '; moreover HTTP_PROXY sends requests for localhost and 127.0.0.1 to the proxy http://proxy.example.local:3128',
    );
  });

  it('does not mind what else was cancelled', () => {
    expect(localHttp.find([...both({ status: 200 }), ownerFact([], 'cancelled')], subject).finding).toBe(
      'open',
    );
  });

  it.each([
    [4, '403.4', 'clear "Require SSL" (SSL Settings)'],
    [6, '403.6', 'let this machine and 127.0.0.1 through (IP Address and Domain Restrictions)'],
    [7, '403.7', 'do not ask for client certificates (SSL Settings)'],
    [
      undefined,
      '403',
      'look at "Require SSL" and client certificates (SSL Settings), IP Address and Domain Restrictions, and the default document',
    ],
  ])('names the setting that refuses: %s', (subStatus, shown, accessSetting) => {
    const { parameters } = localHttp.find(both({ status: 403, subStatus }), subject);
    expect(drawn(parameters)).toMatchObject({ subStatus: shown, accessSetting });
  });

  it('waits for IIS before the installation and misses it afterwards', () => {
    const { refused } = localHttpRulings();
    expect(refused['before-install'].verdict).toBe('not-yet');
    expect(refused['after-install'].verdict).toBe('fail');
  });
});
