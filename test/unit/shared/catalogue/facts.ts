import type { Finding, Subject } from '../../../../shared/catalogue/check.ts';
import type { ReachFinding } from '../../../../shared/catalogue/families/reach.ts';
import { type FindingParameters, param } from '../../../../shared/catalogue/parameter.ts';
import { connectionProbes } from '../../../../shared/catalogue/subjects.ts';
import { drawParameter } from '../../../../shared/catalogue/text.ts';
import { type Fact, type FactKind, type FactOf, factSchema } from '../../../../shared/probe/fact.ts';
import { isOwnWebServer } from '../../../../shared/probe/limits.ts';
import { brokenOffCode, type Outcome, runBudgetCode } from '../../../../shared/probe/outcome.ts';
import type { ProbeKind, ProbeRequest } from '../../../../shared/probe/probe-request.ts';
import { isAddress } from '../../../../shared/profile/host.ts';
import { rehearsalFactsFor } from '../../../support/rehearsal-views.ts';

/** Parameters in words, as sentences show them. */
export const drawn = (parameters: FindingParameters): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, drawParameter(value)]));

/** A finding with its parameters in words. */
export const drawnFinding = ({ finding, parameters }: Finding) => ({
  finding,
  parameters: drawn(parameters),
});

const common = { startedAt: '2026-03-01T10:00:00.000Z', durationMs: 12.3 };

/** A fact as a probe would give it: refused by the schema when it could not be one. */
function fact<K extends FactKind>(kind: K, outcome: Outcome, fields: Partial<FactOf<K>> & object): FactOf<K> {
  return factSchema.parse({ kind, ...common, outcome, ...fields }) as FactOf<K>;
}

export const resolveFact = (host: string, addresses: readonly string[], fields: object = {}) =>
  fact('resolve', addresses.length > 0 ? 'resolved' : 'dns-not-found', {
    host,
    addresses: [...addresses],
    ...fields,
  });

type TcpFields = Partial<FactOf<'tcp'>> & { readonly address?: string; readonly port?: number };

/** A fact as it is when the time of the whole run was used up before anything was observed. */
export const outOfTime = <F extends Fact>(fact: F): F => ({
  ...fact,
  outcome: 'cancelled',
  code: runBudgetCode,
});

/** A fact that was not observed because the program ended before the run did. */
export const brokenOff = <F extends Fact>(fact: F): F => ({
  ...fact,
  outcome: 'cancelled',
  code: brokenOffCode,
});

export const tcpFact = (outcome: Outcome, { address = '10.0.0.20', port = 443, ...fields }: TcpFields = {}) =>
  fact('tcp', outcome, {
    host: 'web.example.local',
    remoteAddress: address,
    remotePort: port,
    ...fields,
  });

export const certificate = {
  subject: 'CN=shop.example.com',
  issuer: 'CN=Example Issuing CA',
  validFrom: '2024-01-01T00:00:00.000Z',
  validTo: '2027-12-31T23:59:59.000Z',
  altNames: ['shop.example.com'],
  sha256: 'ab'.repeat(32),
};

export const tlsFact = (outcome: Outcome, fields: Partial<FactOf<'tls'>> = {}) =>
  fact('tls', outcome, {
    host: 'web.example.local',
    remoteAddress: '10.0.0.20',
    remotePort: 443,
    chain: [certificate],
    ...fields,
  });

export const httpFact = (outcome: Outcome, fields: Partial<FactOf<'http'>> = {}) =>
  fact('http', outcome, {
    host: '127.0.0.1',
    hostHeader: fields.host ?? '127.0.0.1',
    path: '/',
    remoteAddress:
      fields.host === undefined || isAddress(fields.host) ? (fields.host ?? '127.0.0.1') : '10.0.0.20',
    ...(outcome === 'open' ? { status: 200, server: 'Microsoft-IIS/10.0' } : {}),
    ...fields,
  });

export const bindFact = (outcome: Outcome, address = '0.0.0.0', fields: Partial<FactOf<'bind'>> = {}) =>
  fact('bind', outcome, { address, port: 12000, ...fields });

export const ownerFact = (owners: FactOf<'port-owner'>['owners'], outcome: Outcome = 'read') =>
  fact('port-owner', outcome, { port: 12000, owners });

export const latencyFact = (samplesMs: readonly (number | null)[], outcome: Outcome = 'measured') =>
  fact('latency', outcome, { host: 'db.example.local', samplesMs: [...samplesMs] });

export const hostsFileFact = (lines: FactOf<'hosts-file'>['lines']) =>
  fact('hosts-file', 'read', { path: '/etc/hosts', lines });

export const dnsFact = (addresses: readonly string[], outcome: Outcome = 'resolved') =>
  fact('dns', outcome, {
    name: 'localhost',
    recordType: 'A',
    addresses: [...addresses],
    remoteAddress: '10.0.0.2',
  });

export const browserFact = (outcome: Outcome, fields: Partial<FactOf<'sql-browser'>> = {}) =>
  fact('sql-browser', outcome, {
    host: 'db.example.local',
    instance: 'OS',
    remoteAddress: '10.0.0.20',
    remotePort: 1434,
    ...(outcome === 'open' ? { tcpPort: 49_812, version: '16.0.4135.4' } : {}),
    ...fields,
  });

export const tdsFact = (outcome: Outcome, fields: Partial<FactOf<'tds'>> = {}) =>
  fact('tds', outcome, {
    host: 'db.example.local',
    remoteAddress: '10.0.0.20',
    remotePort: 1433,
    ...(outcome === 'open' ? { version: '16.0.4135', encryption: 'required' } : {}),
    ...fields,
  });

export const tnsFact = (outcome: Outcome, fields: Partial<FactOf<'tns'>> = {}) =>
  fact('tns', outcome, {
    host: 'db.example.local',
    remoteAddress: '10.0.0.20',
    remotePort: 1521,
    ...(outcome === 'open' ? { answer: 'refused', version: '19.0.0.0.0', errorNumber: 12504 } : {}),
    ...fields,
  });

export const amqpFact = (outcome: Outcome, fields: Partial<FactOf<'amqp'>> = {}) =>
  fact('amqp', outcome, {
    host: 'mq.example.local',
    remoteAddress: '10.0.0.20',
    remotePort: 5672,
    tls: false,
    ...(outcome === 'open' ? { product: 'RabbitMQ', version: '3.13.0' } : {}),
    ...fields,
  });

export const proxyConnectFact = (outcome: Outcome, fields: Partial<FactOf<'proxy-connect'>> = {}) =>
  fact('proxy-connect', outcome, {
    host: 'web.example.local',
    port: 443,
    proxy: 'http://proxy.example.local:3128',
    source: 'HTTPS_PROXY',
    remoteAddress: '10.0.0.99',
    remotePort: 3128,
    ...(outcome === 'open' ? { status: 200 } : {}),
    ...fields,
  });

type ProxySetting = FactOf<'proxy-settings'>['settings'][number];

export const proxySettingsFact = (settings: readonly ProxySetting[], outcome: Outcome = 'read') =>
  fact('proxy-settings', outcome, { settings: [...settings] });

/** What the environment says about plain requests, with exceptions. */
export const httpProxySetting = (bypass: readonly string[], fields: Partial<ProxySetting> = {}) => ({
  source: 'environment' as const,
  name: 'HTTP_PROXY',
  scheme: 'http' as const,
  proxy: 'http://proxy.example.local:3128',
  bypass: [...bypass],
  ...fields,
});

export const nameOrderFact = (...sources: readonly string[]) =>
  fact('name-order', sources.length === 0 ? 'unavailable' : 'read', { sources: [...sources] });

export const portRangesFact = (
  dynamic: FactOf<'port-ranges'>['dynamic'],
  reserved: FactOf<'port-ranges'>['reserved'] = [],
) => fact('port-ranges', 'read', { dynamic, reserved });

type Network = FactOf<'inbound-firewall'>['networks'][number];

export const networkOf = (
  network: Network['network'],
  decision: Network['decision'],
  { isActive = null, rules = [] }: Partial<Network> = {},
): Network => ({ network, isActive, decision, rules });

export const firewallFact = (networks: readonly Network[], outcome: Outcome = 'read') =>
  fact('inbound-firewall', outcome, { port: 12000, networks: [...networks] });

export const installationFact = (
  version: string | null,
  services: FactOf<'installation'>['services'] = [],
  outcome: Outcome = 'read',
) => fact('installation', outcome, { version, services });

/** A certificate that ends nine days after the instant of these facts. */
export const endingSoon = { ...certificate, validTo: '2026-03-10T11:00:00.000Z' };

/** Certificates that do not hold at the instant of these facts: one has ended, one is yet to begin. */
export const expired = {
  ...certificate,
  subject: 'CN=Example Issuing CA',
  issuer: 'CN=Example Root',
  validTo: '2026-02-01T00:00:00.000Z',
};
export const future = { ...certificate, validFrom: '2026-05-01T00:00:00.000Z' };

/** A handshake in order and an answer over it. */
export const overTls = (
  host: string,
  port: number,
  answer: Outcome,
  chain: FactOf<'tls'>['chain'] = [certificate],
  fields: { readonly proxy?: string } = {},
): readonly Fact[] => [
  tlsFact('open', { host, remotePort: port, chain, ...fields }),
  httpFact(answer, { host, remotePort: port, scheme: 'https', ...fields }),
];

/** A subject of the family `reach` as a check plans it. */
export const reachSubjectOf = (fields: Partial<Subject> = {}): Subject => ({
  source: { role: 'front-end', host: 'fe1' },
  destination: { role: 'front-end', host: 'web.example.local', port: 443, protocol: 'TCP/TLS' },
  probes: [],
  parameters: { service: param.keep('IIS'), source: param.host('fe1') },
  ...fields,
});

const serviceHost = 'db.example.local';
const instancePort = { instance: 'OS', browserPort: 1434 };

const serviceSubjectOf = (port: number | null, asks: readonly ProbeRequest[]): Subject =>
  reachSubjectOf({
    destination: { role: 'database', host: serviceHost, port, protocol: 'TCP' },
    probes: [...connectionProbes(serviceHost, port ?? instancePort), ...asks],
    parameters: {
      service: param.keep('SQL Server'),
      source: param.host('fe1'),
      instance: param.name('OS'),
      browserPort: param.number(1434),
    },
  });

export const withTds = serviceSubjectOf(1433, [
  { kind: 'tds', host: serviceHost, port: 1433, instance: 'OS' },
]);
export const withTns = serviceSubjectOf(1521, [
  { kind: 'tns', host: serviceHost, port: 1521, serviceName: 'OSPRD' },
]);
export const withAmqp = serviceSubjectOf(5671, [
  { kind: 'tls', host: serviceHost, port: 5671 },
  { kind: 'amqp', host: serviceHost, port: 5671, tls: true },
]);
/** An instance of SQL Server whose port SQL Server Browser tells. */
export const withInstance = serviceSubjectOf(null, [
  { kind: 'tds', host: serviceHost, port: instancePort, instance: 'OS' },
]);

/** Subjects of the family `reach` that are asked in their own protocols. */
export const serviceSubjects: readonly Subject[] = [withTds, withTns, withAmqp, withInstance];

/** The same facts of a service that is in the Internet. */
const outside = (facts: readonly Fact[] | null): readonly Fact[] | null =>
  facts?.map((fact) => (fact.kind === 'tcp' ? { ...fact, remoteAddress: '20.50.2.1' } : fact)) ?? null;

/** Facts that add up to a finding of the family `reach` for a subject; null where the subject cannot come to it. */
export function reachFactsFor(finding: ReachFinding, subject: Subject): readonly Fact[] | null {
  const host = subject.destination?.host ?? '';
  const asks = (kind: ProbeKind) => subject.probes.some((request) => request.kind === kind);
  const told = asks('sql-browser') ? [browserFact('open', { host })] : [];
  const port = subject.destination?.port ?? told[0]?.tcpPort ?? 0;
  const web = (...kinds: readonly ProbeKind[]) =>
    subject.probes.some(
      (request) => kinds.includes(request.kind) && 'port' in request && request.port === port,
    );
  const name = resolveFact(host, ['10.0.0.20']);
  const tcp = (outcome: Outcome, fields: TcpFields = {}) => tcpFact(outcome, { host, port, ...fields });
  const healthy = subject.probes.flatMap(({ kind }): readonly Fact[] => {
    if (kind === 'tls') return [tlsFact('open', { host })];
    if (kind === 'https') return web('https') ? overTls(host, port, 'open') : [];
    if (kind === 'tds') return [tdsFact('open', { host })];
    if (kind === 'tns') return [tnsFact('open', { host })];
    if (kind === 'amqp') return [amqpFact('open', { host })];
    return kind === 'http' ? [httpFact('open', { host })] : [];
  });
  const fallbackPort = subject.hints?.['fallbackPort'];
  switch (finding) {
    case 'open':
      return [name, ...told, tcp('open'), ...healthy];
    case 'open-late':
      return [name, ...told, tcp('open', { durationMs: 1003 }), ...healthy];
    case 'open-in-part':
      return [name, ...told, tcp('open'), tcp('timeout', { address: '10.0.0.21' }), ...healthy];
    case 'addresses-differ': {
      const other = '10.0.0.21';
      const place = (address: string, version: string): readonly Fact[] => [
        tcp('open', { address }),
        ...healthy.map((fact) => ({
          ...fact,
          remoteAddress: address,
          ...(fact.kind === 'http' ? { server: version } : {}),
          ...(fact.kind === 'tds' || fact.kind === 'tns' || fact.kind === 'amqp' ? { version } : {}),
        })),
      ];
      return web('http', 'https') || asks('tds') || asks('tns') || asks('amqp')
        ? [name, ...told, ...place('10.0.0.20', 'A/1.0'), ...place(other, 'B/2.0')]
        : null;
    }
    case 'slow-start': {
      if (!isOwnWebServer(host) || !web('http', 'https')) return null;
      return [
        name,
        tcp('open'),
        ...healthy.map((fact) => (fact.kind === 'http' ? { ...fact, host, durationMs: 20_000 } : fact)),
      ];
    }
    case 'covered-by-fallback':
      return fallbackPort === undefined
        ? null
        : [
            name,
            ...told,
            tcp('timeout', { code: 'ETIMEDOUT' }),
            tcp('open', { port: Number(fallbackPort) }),
            ...(subject.hints?.['scheme'] === 'http' ? overTls(host, Number(fallbackPort), 'open') : []),
            ...(subject.hints?.['scheme'] === 'https'
              ? [httpFact('open', { host, remotePort: Number(fallbackPort) })]
              : []),
          ];
    case 'refused':
    case 'timeout':
    case 'unreachable':
    case 'reset':
    case 'closed':
    case 'no-permission':
    case 'cancelled':
    case 'probe-failed':
      return [name, ...told, tcp(finding, { code: 'ECODE' })];
    case 'out-of-time':
      return [name, ...told, tcp('cancelled', { code: runBudgetCode })];
    case 'broken-off':
      return [name, ...told, tcp('cancelled', { code: brokenOffCode })];
    case 'no-https-binding':
      return subject.hints?.['scheme'] === 'https' && fallbackPort !== undefined
        ? [
            name,
            tcp('refused', { code: 'ECONNREFUSED' }),
            tcp('open', { port: Number(fallbackPort) }),
            httpFact('open', { host, remotePort: Number(fallbackPort) }),
          ]
        : null;
    case 'proven':
    case 'proven-via':
    case 'crossed':
    case 'other-machine':
    case 'tls-inspected':
    case 'http-proxy':
    case 'several-machines':
    case 'proven-in-part':
    case 'proven-at-times':
    case 'accepted-for-it':
    case 'cut-off-in-rehearsal':
    case 'path-blocked':
    case 'unproven':
    case 'not-rehearsed': {
      const attempts = rehearsalFactsFor(finding, { host, port });
      return attempts.length === 0 ? null : [name, ...told, tcp('open'), ...attempts, ...healthy];
    }
    case 'dns-not-found':
    case 'dns-timeout':
    case 'dns-error':
      return [resolveFact(host, [], { outcome: finding, code: 'ENOTFOUND' })];
    case 'tls-untrusted':
    case 'tls-unverified':
    case 'tls-client-certificate':
    case 'tls-name':
    case 'tls-expired':
    case 'tls-version':
    case 'tls-intercepted':
      return web('tls', 'https') ? [name, ...told, tcp('open'), tlsFact(finding, { host })] : null;
    case 'tls-chain-incomplete':
      return web('tls', 'https')
        ? [
            name,
            ...told,
            tcp('open'),
            tlsFact('tls-untrusted', { host, code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' }),
          ]
        : null;
    case 'tls-issuer-expired':
      return web('tls', 'https')
        ? [name, ...told, tcp('open'), tlsFact('tls-expired', { host, chain: [certificate, expired] })]
        : null;
    case 'tls-not-yet-valid':
      return web('tls', 'https')
        ? [name, ...told, tcp('open'), tlsFact('tls-expired', { host, chain: [future] })]
        : null;
    case 'no-greeting':
      return subject.hints?.['greeting'] === undefined ? null : [name, tcp('open')];
    case 'no-server-behind':
      return subject.hints?.['server'] === 'iis' && !web('tls', 'https')
        ? [name, tcp('open'), httpFact('open', { host, status: 502, server: 'balancer' })]
        : null;
    case 'tls-needs-name':
      return web('tls', 'https') && isAddress(host)
        ? [tcp('open'), tlsFact('reset', { host, code: 'ECONNRESET', chain: [] })]
        : null;
    case 'tls-private-authority':
      return subject.hints?.['authority'] === 'public'
        ? [
            name,
            tcp('open'),
            tlsFact('open', { host, publicAuthority: false }),
            httpFact('open', { host, scheme: 'https', status: 200 }),
          ]
        : null;
    case 'tls-expires-soon':
      return web('tls', 'https') ? [name, tcp('open'), ...overTls(host, port, 'open', [endingSoon])] : null;
    case 'http-unexpected':
      if (web('https'))
        return [
          name,
          tcp('open'),
          tlsFact('open', { host }),
          httpFact('open', { host, scheme: 'https', status: 503 }),
        ];
      return web('http') ? [name, ...told, tcp('open'), httpFact('open', { host, status: 503 })] : null;
    case 'leads-here':
      return subject.hints?.['ownAddresses'] === undefined
        ? null
        : [name, ...told, tcp('refused', { address: '127.0.0.1' })];
    case 'no-site':
    case 'pool-stopped':
    case 'forbidden': {
      if (subject.hints?.['server'] !== 'iis') return null;
      const answer = {
        'no-site': { status: 404, server: 'Microsoft-HTTPAPI/2.0' },
        'pool-stopped': { status: 503, server: 'Microsoft-HTTPAPI/2.0' },
        forbidden: { status: 403 },
      }[finding];
      const http = httpFact('open', { host, ...answer, remotePort: port });
      return web('https')
        ? [name, tcp('open'), tlsFact('open', { host, remotePort: port }), { ...http, scheme: 'https' }]
        : [name, tcp('open'), http];
    }
    case 'wrong-service':
      if (web('http')) return [name, ...told, tcp('open'), httpFact('wrong-service', { host })];
      if (asks('tds'))
        return [name, ...told, tcp('open'), tdsFact('wrong-service', { host, code: 'NOT_TDS' })];
      if (asks('tns')) return [name, tcp('open'), tnsFact('wrong-service', { host, code: 'NOT_TNS' })];
      if (asks('amqp'))
        return [
          name,
          tcp('open'),
          ...healthy.filter(({ kind }) => kind === 'tls'),
          amqpFact('wrong-service', { host, code: 'NOT_AMQP' }),
        ];
      return web('tls', 'https')
        ? [name, ...told, tcp('open'), tlsFact('wrong-service', { host, code: 'EPROTO', chain: [] })]
        : null;
    case 'silent':
      if (web('http')) return [name, ...told, tcp('open'), httpFact('timeout', { host, code: 'DEADLINE' })];
      if (asks('tds')) return [name, ...told, tcp('open'), tdsFact('timeout', { host, code: 'DEADLINE' })];
      if (asks('tns')) return [name, tcp('open'), tnsFact('timeout', { host, code: 'DEADLINE' })];
      return web('tls', 'https')
        ? [name, ...told, tcp('open'), tlsFact('timeout', { host, code: 'DEADLINE', chain: [] })]
        : null;
    case 'cut-off':
      if (web('http')) return [name, ...told, tcp('open'), httpFact('reset', { host, code: 'ECONNRESET' })];
      if (asks('tds')) return [name, ...told, tcp('open'), tdsFact('reset', { host, code: 'ECONNRESET' })];
      return web('tls', 'https')
        ? [
            name,
            ...told,
            tcp('open'),
            tlsFact('reset', { host: 'web.example.local', code: 'ECONNRESET', chain: [] }),
          ]
        : null;
    case 'silent-outside':
      return outside(reachFactsFor('silent', subject));
    case 'cut-off-outside':
      return outside(reachFactsFor('cut-off', subject));
    case 'port-not-told':
      return asks('sql-browser') ? [name, browserFact('timeout', { host, code: 'DEADLINE' })] : null;
    case 'no-tcp-port':
      return asks('sql-browser')
        ? [name, { ...browserFact('refused', { host }), outcome: 'open', version: '16.0.4135.4' }]
        : null;
    case 'other-instance':
      return asks('tds')
        ? [name, ...told, tcp('open'), tdsFact('open', { host, instance: 'OS', instanceMatches: false })]
        : null;
    case 'service-refused':
      return asks('tns')
        ? [name, tcp('open'), tnsFact('open', { host, serviceName: 'OSPRD', errorNumber: 12514 })]
        : null;
    case 'redirected':
      return asks('tns')
        ? [name, tcp('open'), tnsFact('open', { host, answer: 'redirected', redirect: 'ora2:1521' })]
        : null;
    case 'no-evidence':
      return [];
  }
}
