import type { Subject } from '../../../../shared/catalogue/check.ts';
import type { CloudFinding } from '../../../../shared/catalogue/families/cloud.ts';
import { param } from '../../../../shared/catalogue/parameter.ts';
import type { Fact, FactOf } from '../../../../shared/probe/fact.ts';
import type { Outcome } from '../../../../shared/probe/outcome.ts';
import {
  brokenOff,
  certificate,
  endingSoon,
  expired,
  future,
  httpFact,
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
const inspected = (http: Partial<FactOf<'http'>>): readonly Fact[] => [
  ...tlsOf('tls-intercepted', 'PRIVATE_ISSUER'),
  { ...httpFact('open', { host, scheme: 'https', remotePort: 443 }), ...http },
];
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
  [
    'odd-address',
    'one address of two that answers for another name',
    alone,
    [
      ...directly(),
      tcpFact('open', { address: '10.0.0.21' }),
      { ...tlsFact('tls-name', { code: 'ERR_TLS_CERT_ALTNAME_INVALID' }), remoteAddress: '10.0.0.21' },
    ],
  ],
  [
    'open-late',
    'a first packet that gets lost',
    alone,
    [name, tcpFact('open', { durationMs: 1003 }), ...overTls(host, 443, 'open')],
  ],
  ...(
    [
      'refused',
      'timeout',
      'unreachable',
      'reset',
      'closed',
      'no-permission',
      'cancelled',
      'probe-failed',
    ] as const
  ).map((outcome): Case => [outcome, 'no connection', alone, tcpOf(outcome)]),
  ['out-of-time', 'no time for a connection', alone, tcpOf('cancelled').map(outOfTime)],
  ['broken-off', 'broken off before a connection', alone, tcpOf('cancelled').map(brokenOff)],
  ['dns-not-found', 'no name', alone, [resolveFact(host, [], { code: 'ENOTFOUND' })]],
  [
    'dns-error',
    'a name server that fails',
    alone,
    [resolveFact(host, [], { outcome: 'dns-error', code: 'ESERVFAIL' })],
  ],
  ['dns-timeout', 'no name server', alone, [resolveFact(host, [], { outcome: 'dns-timeout' })]],
  ...(
    [
      'tls-untrusted',
      'tls-name',
      'tls-expired',
      'tls-version',
      'wrong-service',
      'tls-unverified',
      'tls-client-certificate',
    ] as const
  ).map((outcome): Case => [outcome, 'a faulty handshake', alone, tlsOf(outcome)]),
  [
    'tls-issuer-expired',
    'an authority that has ended',
    alone,
    tlsOf('tls-expired').map((fact) =>
      fact.kind === 'tls' ? { ...fact, chain: [certificate, expired] } : fact,
    ),
  ],
  [
    'tls-not-yet-valid',
    'a clock that is slow',
    alone,
    tlsOf('tls-expired').map((fact) => (fact.kind === 'tls' ? { ...fact, chain: [future] } : fact)),
  ],
  ['silent', 'nothing after the connection', alone, tlsOf('timeout', 'DEADLINE')],
  ['cut-off', 'a filter by name', alone, tlsOf('reset', 'ECONNRESET')],
  [
    'tls-chain-incomplete',
    'a certificate alone',
    alone,
    tlsOf('tls-untrusted', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'),
  ],
  ['dns-unexpected-address', 'no machine', alone, [resolveFact(host, ['0.0.0.0']), ...refused]],
  [
    'dns-unexpected-address',
    'this machine',
    alone,
    [
      name,
      tcpFact('open', { localAddress: '10.0.0.20', address: '10.0.0.20' }),
      ...overTls(host, 443, 'open'),
    ],
  ],
  ['tls-intercepted', 'an authority that is trusted here', alone, tlsOf('tls-intercepted', 'PRIVATE_ISSUER')],
  ...([403, 407, 451, 511, 502] as const).map(
    (status): Case => [
      'blocked-on-the-way',
      `a device that answers ${status}`,
      alone,
      inspected({ status, outcome: status < 500 ? 'open' : 'http-unexpected' }),
    ],
  ),
  [
    'blocked-on-the-way',
    'a device that sends the caller elsewhere',
    alone,
    inspected({ status: 302, outcome: 'http-unexpected', location: 'https://block.example.local/' }),
  ],
  [
    'blocked-on-the-way',
    'a device behind which nobody answers',
    alone,
    inspected({ status: undefined, outcome: 'timeout', code: 'DEADLINE' }),
  ],
  ...([200, 401, 404] as const).map(
    (status): Case => [
      'tls-intercepted',
      `a device that lets ${status} through`,
      alone,
      inspected({ status }),
    ],
  ),
  [
    'open',
    'a refusal of the service itself',
    alone,
    [name, tcpFact('open'), tlsFact('open'), httpFact('open', { host, status: 403, scheme: 'https' })],
  ],
  [
    'blocked-on-the-way',
    'a proxy that opens the encryption and refuses',
    proxied,
    [
      name,
      ...refused,
      ...through(
        inspected({ status: 403 })
          .slice(2)
          .map((fact) => ({ ...fact, proxy }) as Fact),
      ),
    ],
  ],
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
  [
    'proxy-exempt',
    'a proxy that is not used, and would not pass',
    cloudSubjectOf({ exempt: true }),
    closed('proxy-denied', 'HTTP_403', 403),
  ],
  ['proxy-auth', 'a login', proxied, closed('proxy-auth', 'HTTP_407', 407)],
  ['proxy-failed', 'a way that the proxy does not find', proxied, closed('proxy-failed', 'HTTP_503', 503)],
  [
    'proxy-failed',
    'silence behind the tunnel',
    proxied,
    [name, ...refused, ...through([tlsFact('timeout', { proxy, code: 'DEADLINE', chain: [] })])],
  ],
  [
    'cancelled',
    'a stop behind the tunnel',
    proxied,
    [name, ...refused, ...through([tlsFact('cancelled', { proxy, chain: [] })])],
  ],
  [
    'tls-intercepted',
    'a device, and no time for its answer',
    alone,
    inspected({ status: undefined, outcome: 'cancelled' }),
  ],
  [
    'tls-intercepted',
    'a device, and a request that broke',
    alone,
    inspected({ status: undefined, outcome: 'probe-failed' }),
  ],
  ['proxy-unverified', 'a proxy over TLS', proxied, closed('tls-unverified', 'ISSUER_UNREAD')],
  ['proxy-denied', 'a rule', proxied, closed('proxy-denied', 'HTTP_403', 403)],
  ['proxy-unreachable', 'no proxy there', proxied, closed('proxy-unreachable', 'ECONNREFUSED')],
  ['proxy-no-answer', 'silence', proxied, closed('timeout', 'DEADLINE')],
  ['proxy-no-answer', 'another service', proxied, closed('wrong-service', 'HPE_INVALID_CONSTANT')],
  ['proxy-no-answer', 'a cut', proxied, closed('reset', 'ECONNRESET')],
  ['no-evidence', 'nothing', alone, []],
];
