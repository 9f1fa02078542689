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

const cases: readonly (readonly [LocalHttpFinding, string, readonly Fact[]])[] = [
  ['open', 'a page', both({ status: 200 })],
  ['open', 'no page, but the web server itself', both({ status: 404 })],
  ['open', 'a login', both({ status: 401 })],
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
  ['http-unexpected', 'a server error', both({ status: 503 })],
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

  it('waits for IIS before the installation and misses it afterwards', () => {
    const { refused } = localHttpRulings();
    expect(refused['before-install'].verdict).toBe('not-yet');
    expect(refused['after-install'].verdict).toBe('fail');
  });
});
