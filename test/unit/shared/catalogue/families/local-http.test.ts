import { describe, expect, it } from 'vitest';
import type { Subject } from '../../../../../shared/catalogue/check.ts';
import {
  type LocalHttpFinding,
  localHttp,
  localHttpFindings,
  localHttpRulings,
} from '../../../../../shared/catalogue/families/local-http.ts';
import type { Fact, FactOf } from '../../../../../shared/run/fact.ts';
import type { Outcome } from '../../../../../shared/run/outcome.ts';
import { httpFact } from '../facts.ts';

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
  ['wrong-service', 'something else than HTTP', [byAddress('wrong-service'), byName('wrong-service')]],
  ['refused', 'nothing listens', [byAddress('refused', { code: 'ECONNREFUSED' }), byName('refused')]],
  ['timeout', 'no answer', [byAddress('timeout'), byName('timeout')]],
  ['reset', 'a connection cut off', [byAddress('reset'), byName('open')]],
  ['unreachable', 'no address', [byAddress('unreachable')]],
  ['no-permission', 'a filter on this machine', [byAddress('no-permission')]],
  ['cancelled', 'a cancelled request', [byAddress('open'), byName('cancelled')]],
  ['probe-failed', 'a broken request', [byAddress('probe-failed')]],
  ['no-evidence', 'no request', []],
  ['no-evidence', 'a request that says nothing', [byAddress('unavailable')]],
];

describe('the family local-http', () => {
  it.each(cases)('comes to %s: %s', (finding, _name, facts) => {
    const found = localHttp.find(facts, subject);
    expect(found.finding).toBe(finding);
    expect(found.parameters).toMatchObject({ port: '80', target: '127.0.0.1:80', address: '127.0.0.1' });
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
    expect(localHttp.find(facts, v6).parameters).toMatchObject({ target: '[::1]:8080' });
  });

  it('waits for IIS before the installation and misses it afterwards', () => {
    const { refused } = localHttpRulings();
    expect(refused['before-install'].verdict).toBe('not-yet');
    expect(refused['after-install'].verdict).toBe('fail');
  });
});
