import type { Subject } from '../../../../shared/catalogue/check.ts';
import type { CloudFinding } from '../../../../shared/catalogue/families/cloud.ts';
import { param } from '../../../../shared/catalogue/parameter.ts';
import type { Fact } from '../../../../shared/probe/fact.ts';
import type { Outcome } from '../../../../shared/probe/outcome.ts';
import {
  brokenOff,
  endingSoon,
  outOfTime,
  overTls,
  proxyConnectFact,
  resolveFact,
  tcpFact,
  tlsFact,
} from './facts.ts';

const host = 'service.test';
const proxy = 'http://proxy.example.local:3128';

/** A subject of the family `cloud`, with a proxy that exempts the host or does not. */
export const cloudSubjectOf = (route: { readonly exempt: boolean } | null = null): Subject => ({
  source: { role: 'front-end', host: 'fe1' },
  destination: { role: 'outsystems-cloud', host, port: 443, protocol: 'TCP/TLS' },
  probes: [],
  parameters: {
    service: param.keep('the service'),
    source: param.host('fe1'),
    ...(route === null ? {} : { proxySource: param.program('HTTPS_PROXY') }),
  },
  ...(route === null ? {} : { hints: { proxy, exempt: route.exempt ? 'yes' : 'no' } }),
});

export const name = resolveFact(host, ['10.0.0.20']);
export const refused: readonly Fact[] = [tcpFact('refused', { code: 'ECONNREFUSED' })];

/** The direct way in order. */
export const directly = (): readonly Fact[] => [name, tcpFact('open'), ...overTls(host, 443, 'open')];

/** The way through the proxy: in order, or with something else behind the tunnel. */
export const through = (beyond?: readonly Fact[]): readonly Fact[] => [
  proxyConnectFact('open'),
  ...(beyond ?? overTls(host, 3128, 'open', undefined, { proxy })),
];

type Case = readonly [CloudFinding, string, Subject, readonly Fact[]];

const alone = cloudSubjectOf();
const proxied = cloudSubjectOf({ exempt: false });
const tcpOf = (outcome: Outcome) => [name, tcpFact(outcome, { code: 'ECODE' })];
const tlsOf = (outcome: Outcome, code = 'ECODE') => [name, tcpFact('open'), tlsFact(outcome, { code })];
const closed = (outcome: Outcome, code: string, status?: number) => [
  name,
  ...refused,
  proxyConnectFact(outcome, { code, ...(status === undefined ? {} : { status }) }),
];

/** Facts for every finding of the family. */
export const cloudCases: readonly Case[] = [
  ['open', 'the service itself', alone, directly()],
  [
    'open-in-part',
    'one address of two',
    alone,
    [...directly(), tcpFact('timeout', { address: '10.0.0.21' })],
  ],
  ...(
    ['refused', 'timeout', 'unreachable', 'reset', 'no-permission', 'cancelled', 'probe-failed'] as const
  ).map((outcome): Case => [outcome, 'no connection', alone, tcpOf(outcome)]),
  ['out-of-time', 'no time for a connection', alone, tcpOf('cancelled').map(outOfTime)],
  ['broken-off', 'broken off before a connection', alone, tcpOf('cancelled').map(brokenOff)],
  ['dns-not-found', 'no name', alone, [resolveFact(host, [], { code: 'ENOTFOUND' })]],
  ['dns-timeout', 'no name server', alone, [resolveFact(host, [], { outcome: 'dns-timeout' })]],
  ...(['tls-untrusted', 'tls-name', 'tls-expired', 'tls-version', 'wrong-service'] as const).map(
    (outcome): Case => [outcome, 'a faulty handshake', alone, tlsOf(outcome)],
  ),
  ['tls-intercepted', 'an authority that is trusted here', alone, tlsOf('tls-intercepted', 'PRIVATE_ISSUER')],
  ['tls-intercepted-untrusted', 'an authority that is not', alone, tlsOf('tls-intercepted', 'ECODE')],
  [
    'tls-expires-soon',
    'a certificate that ends',
    alone,
    [name, tcpFact('open'), ...overTls(host, 443, 'open', [endingSoon])],
  ],
  [
    'http-unexpected',
    'silence behind the handshake',
    alone,
    [
      name,
      tcpFact('open'),
      tlsFact('open'),
      { ...overTls(host, 443, 'timeout')[1], status: undefined } as Fact,
    ],
  ],
  ['open-both-ways', 'two ways', proxied, [...directly(), ...through()]],
  ['open-beside-proxy', 'a proxy that denies', proxied, [...directly(), proxyConnectFact('proxy-denied')]],
  ['open-through-proxy', 'a proxy that is used', proxied, [name, ...refused, ...through()]],
  [
    'proxy-required',
    'a proxy that is not used',
    cloudSubjectOf({ exempt: true }),
    [name, ...refused, ...through()],
  ],
  ['proxy-auth', 'a login', proxied, closed('proxy-auth', 'HTTP_407', 407)],
  ['proxy-denied', 'a rule', proxied, closed('proxy-denied', 'HTTP_403', 403)],
  ['proxy-unreachable', 'no proxy there', proxied, closed('proxy-unreachable', 'ECONNREFUSED')],
  ['proxy-no-answer', 'silence', proxied, closed('timeout', 'DEADLINE')],
  ['proxy-no-answer', 'another service', proxied, closed('wrong-service', 'HPE_INVALID_CONSTANT')],
  ['proxy-no-answer', 'a cut', proxied, closed('reset', 'ECONNRESET')],
  ['no-evidence', 'nothing', alone, []],
];
