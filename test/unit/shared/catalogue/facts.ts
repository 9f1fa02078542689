import type { Subject } from '../../../../shared/catalogue/check.ts';
import type { ReachFinding } from '../../../../shared/catalogue/families/reach.ts';
import { type Fact, type FactKind, type FactOf, factSchema } from '../../../../shared/run/fact.ts';
import type { Outcome } from '../../../../shared/run/outcome.ts';

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
  validTo: '2025-12-31T23:59:59.000Z',
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
    remoteAddress: fields.host ?? '127.0.0.1',
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

/** A subject of the family `reach` as a check plans it. */
export const reachSubjectOf = (fields: Partial<Subject> = {}): Subject => ({
  source: { role: 'front-end', host: 'fe1' },
  destination: { role: 'front-end', host: 'web.example.local', port: 443, protocol: 'TCP/TLS' },
  probes: [],
  parameters: { service: 'IIS', source: 'fe1' },
  ...fields,
});

/** Facts that add up to a finding of the family `reach` for a subject; null where the subject cannot come to it. */
export function reachFactsFor(finding: ReachFinding, subject: Subject): readonly Fact[] | null {
  const host = subject.destination?.host ?? '';
  const port = subject.destination?.port ?? 0;
  const name = resolveFact(host, ['10.0.0.20']);
  const tcp = (outcome: Outcome, fields: TcpFields = {}) => tcpFact(outcome, { host, port, ...fields });
  const healthy = subject.probes.flatMap(({ kind }): readonly Fact[] => {
    if (kind === 'tls') return [tlsFact('open', { host })];
    return kind === 'http' ? [httpFact('open', { host })] : [];
  });
  const fallbackPort = subject.hints?.['fallbackPort'];
  switch (finding) {
    case 'open':
      return [name, tcp('open'), ...healthy];
    case 'open-in-part':
      return [name, tcp('open'), tcp('timeout', { address: '10.0.0.21' }), ...healthy];
    case 'covered-by-fallback':
      return fallbackPort === undefined
        ? null
        : [name, tcp('timeout', { code: 'ETIMEDOUT' }), tcp('open', { port: Number(fallbackPort) })];
    case 'refused':
    case 'timeout':
    case 'unreachable':
    case 'reset':
    case 'no-permission':
    case 'cancelled':
    case 'probe-failed':
      return [name, tcp(finding, { code: 'ECODE' })];
    case 'dns-not-found':
    case 'dns-timeout':
      return [resolveFact(host, [], { outcome: finding, code: 'ENOTFOUND' })];
    case 'tls-untrusted':
    case 'tls-name':
    case 'tls-expired':
    case 'tls-version':
    case 'tls-intercepted':
      return subject.probes.some(({ kind }) => kind === 'tls')
        ? [name, tcp('open'), tlsFact(finding, { host })]
        : null;
    case 'http-unexpected':
      return subject.probes.some(({ kind }) => kind === 'http')
        ? [name, tcp('open'), httpFact('open', { host, status: 503 })]
        : null;
    case 'wrong-service':
      if (subject.probes.some(({ kind }) => kind === 'http'))
        return [name, tcp('open'), httpFact('wrong-service', { host })];
      return subject.probes.some(({ kind }) => kind === 'tls')
        ? [name, tcp('open'), tlsFact('reset', { host, code: 'ECONNRESET' })]
        : null;
    case 'no-evidence':
      return [];
  }
}
