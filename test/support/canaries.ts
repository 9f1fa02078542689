import type { Fact, FactKind, FactOf } from '../../shared/probe/fact.ts';
import type { CheckResult, RunResult } from '../../shared/run/result.ts';
import { rehearsalFact, signedListener, visitOf, visitsFact, voucher } from './rehearsal-views.ts';
import { healthyWorld, sampleMachine, sampleResult } from './sample-results.ts';

/** What a canary is in the life of a customer. */
export type CanaryKind =
  | 'host'
  | 'zone'
  | 'IPv4'
  | 'IPv6'
  | 'user'
  | 'person'
  | 'company'
  | 'secret'
  | 'certificate'
  | 'proxy header'
  | 'redirect'
  | 'login'
  | 'product'
  | 'program'
  | 'rule'
  | 'file'
  | 'waiver';

/** A place of a result and what stands there. */
type Planted =
  | { readonly in: 'profile' | 'machine'; readonly path: string; readonly value: unknown }
  | { readonly in: 'fact'; readonly fact: Fact; readonly texts: readonly string[] }
  | { readonly in: 'sentence'; readonly text: string }
  | { readonly in: 'contacted'; readonly host: string; readonly address: string };

/** A text that must not leave, and where it is planted. */
export type Canary = { readonly kind: CanaryKind; readonly text: string; readonly planted: Planted };

const timed = { startedAt: '2026-03-02T14:05:10.000Z', durationMs: 3.5 };

/** What a fact of a kind needs beside the field that a canary stands in. */
const bare: { readonly [K in FactKind]: FactOf<K> } = {
  resolve: { kind: 'resolve', ...timed, outcome: 'resolved', host: 'localhost', addresses: [] },
  'hosts-file': { kind: 'hosts-file', ...timed, outcome: 'read', path: '/etc/hosts', lines: [] },
  dns: { kind: 'dns', ...timed, outcome: 'resolved', name: 'localhost', recordType: 'A', addresses: [] },
  tcp: { kind: 'tcp', ...timed, outcome: 'open', host: 'localhost' },
  tls: { kind: 'tls', ...timed, outcome: 'open', host: 'localhost', chain: [] },
  http: { kind: 'http', ...timed, outcome: 'open', host: 'localhost', hostHeader: null, path: '/' },
  'proxy-connect': {
    kind: 'proxy-connect',
    ...timed,
    outcome: 'open',
    host: 'localhost',
    port: 443,
    proxy: 'http://localhost:3128',
    source: 'the profile',
  },
  'proxy-settings': { kind: 'proxy-settings', ...timed, outcome: 'read', settings: [] },
  'name-order': { kind: 'name-order', ...timed, outcome: 'read', sources: [] },
  'port-ranges': { kind: 'port-ranges', ...timed, outcome: 'read', reserved: [], dynamic: null },
  bind: { kind: 'bind', ...timed, outcome: 'open', address: '127.0.0.1', port: 80 },
  'port-owner': { kind: 'port-owner', ...timed, outcome: 'read', port: 80, owners: [] },
  'inbound-firewall': { kind: 'inbound-firewall', ...timed, outcome: 'read', port: 80, networks: [] },
  installation: { kind: 'installation', ...timed, outcome: 'read', version: null, services: [] },
  latency: { kind: 'latency', ...timed, outcome: 'open', host: 'localhost', samplesMs: [1] },
  'sql-browser': {
    kind: 'sql-browser',
    ...timed,
    outcome: 'open',
    host: 'localhost',
    instance: 'MSSQLSERVER',
  },
  tds: { kind: 'tds', ...timed, outcome: 'open', host: 'localhost' },
  tns: { kind: 'tns', ...timed, outcome: 'open', host: 'localhost' },
  amqp: { kind: 'amqp', ...timed, outcome: 'open', host: 'localhost', tls: false },
  rehearsal: { ...rehearsalFact(), ...timed, host: 'localhost', remoteAddress: '127.0.0.1' },
  visits: { ...visitsFact(), ...timed },
};

const textsIn = (value: unknown): readonly string[] =>
  typeof value === 'string'
    ? [value]
    : typeof value === 'object' && value !== null
      ? Object.values(value).flatMap(textsIn)
      : [];

/** A field of a fact. Its texts also stand in the sentence of the check, as its family would put them there. */
function seen<K extends FactKind>(kind: K, fields: Partial<FactOf<K>>): Planted {
  return { in: 'fact', fact: { ...bare[kind], ...fields } as Fact, texts: textsIn(fields) };
}

/** A field of the profile by its path; an entry of a list is added to it. */
const answered = (path: string, value: unknown): Planted => ({ in: 'profile', path, value });
const machineHas = (path: string, value: unknown): Planted => ({ in: 'machine', path, value });
const said = (text: string): Planted => ({ in: 'sentence', text });
const contacted = (host: string, address: string): Planted => ({ in: 'contacted', host, address });

const certificate = (fields: Partial<FactOf<'tls'>['chain'][number]>): Planted =>
  seen('tls', {
    chain: [
      {
        subject: 'CN=localhost',
        issuer: 'CN=localhost',
        validFrom: '2026-01-01T00:00:00.000Z',
        validTo: '2027-01-01T00:00:00.000Z',
        altNames: [],
        sha256: 'ab'.repeat(32),
        ...fields,
      },
    ],
  });

const owner = (fields: Partial<FactOf<'port-owner'>['owners'][number]>): Planted =>
  seen('port-owner', { owners: [{ address: '0.0.0.0', ...fields }] });

const setting = (fields: Partial<FactOf<'proxy-settings'>['settings'][number]>): Planted =>
  seen('proxy-settings', {
    settings: [{ source: 'system', name: 'WinHTTP', scheme: 'http', proxy: null, bypass: [], ...fields }],
  });

const service = (fields: Partial<FactOf<'installation'>['services'][number]>): Planted =>
  seen('installation', {
    services: [{ service: 'W3SVC', state: 'Running', startMode: 'Auto', ...fields }],
  });

const rule = (ruleName: string): Planted =>
  seen('inbound-firewall', {
    networks: [
      { network: 'domain', isActive: true, decision: 'blocked', rules: [{ ruleName, origin: 'policy' }] },
    ],
  });

const waived = (reason: string, check = 'lat-provider'): Planted => answered('waivers', { check, reason });

const rows: readonly (readonly [CanaryKind, string, Planted])[] = [
  ['host', 'kanarihost01', machineHas('hostname', 'KANARIHOST01')],
  ['host', 'kanarictrl02', answered('controller.host', 'kanarictrl02.zone03.kanarizone.local')],
  ['zone', 'kanarizone', answered('frontEnds', { host: 'fe04.kanarizone.local' })],
  ['host', 'kanarifront05', answered('frontEnds', { host: 'kanarifront05' })],
  ['company', 'Kanari Zentrale', answered('frontEnds', { host: '10.91.5.6', name: 'Kanari Zentrale 06' })],
  ['host', 'kanaridb07', answered('databases', { purpose: 'logging', host: 'kanaridb07' })],
  [
    'host',
    'KANARIINST',
    answered('databases', { purpose: 'session', host: '10.91.5.8', instance: 'KANARIINST' }),
  ],
  ['host', 'kanarilife08', answered('lifetime', { host: 'kanarilife08.kanarizone.local' })],
  ['host', 'kanarimanaged09', answered('managedServers', { host: 'kanarimanaged09' })],
  ['host', 'kanarinode10', answered('containerRuntimes', { host: 'kanarinode10' })],
  ['host', 'kanaricache11', answered('cache.host', 'kanaricache11')],
  ['company', 'Kanari Umgebung', answered('environment.name', 'Kanari Umgebung 12')],
  ['company', 'Kanari Keller', answered('machine.name', 'Kanari Keller 13')],
  ['host', 'kanariproxy14', answered('proxy.url', 'http://kanariproxy14:3128')],
  ['zone', 'kanaribypass15', answered('proxy.bypass', '.kanaribypass15.local')],
  ['company', 'Kanari Netz', answered('proxy.bypass', 'Kanari Netz 16')],
  ['file', 'KanariRoot17', answered('caFile', 'C:\\Kanari\\KanariRoot17.pem')],
  ['secret', 'kanaritoken18', answered('timestamp', { url: 'http://stamp.kanarizone.local/kanaritoken18' })],
  ['person', 'Frau Kanari', waived('Frau Kanari hat das am Telefon erlaubt.')],
  ['company', 'Vogelhaus', waived('Steht bei der Vogelhaus.', 'out-mabs')],
  ['person', 'Kanarimann', waived('Nach Absprache mit Kanarimann, 0171 5550123.', 'loc-roles')],
  ['waiver', '5550123', waived('Telefon 0171 5550123.', 'loc-resolve')],
  ['waiver', 'kanaricheck19', waived('Keiner wartet mehr darauf.', 'kanaricheck19')],
  ['company', 'Kanari Linux', machineHas('os', 'Kanari Linux 4.2 (Linux 5.15.0-generic)')],
  ['IPv4', '10.91.7.20', machineHas('addresses', '10.91.7.20')],
  ['IPv6', 'fd91:aaaa:bbbb:7::21', machineHas('addresses', 'fd91:aaaa:bbbb:7::21')],
  ['IPv6', 'fe80::91ff:fe31:22', seen('tcp', { localAddress: 'fe80::91ff:fe31:22%Kanarikarte22' })],
  ['IPv4', '203.91.7.23', seen('resolve', { addresses: ['203.91.7.23'] })],
  ['IPv6', '2a02:91:5678::24', seen('dns', { addresses: ['2a02:91:5678::24'] })],
  ['IPv4', '10.91.7.25', seen('dns', { remoteAddress: '10.91.7.25' })],
  ['zone', 'kanarisuche26', seen('dns', { name: 'localhost.kanarisuche26.lan' })],
  [
    'host',
    'kanarialt27',
    seen('hosts-file', { lines: [{ number: 3, address: '10.91.7.27', names: ['kanarialt27'] }] }),
  ],
  ['file', 'kanarihosts28', seen('hosts-file', { path: 'D:\\kanarihosts28\\hosts' })],
  ['certificate', 'kanaricert29', certificate({ subject: 'CN=kanaricert29.kanarizone.local, C=DE' })],
  ['company', 'Kanari Zubehoer GmbH', certificate({ subject: 'O=Kanari Zubehoer GmbH, OU=Kanariabteilung' })],
  ['certificate', 'KanariIssuingCA', certificate({ issuer: 'CN=KanariIssuingCA, DC=kanaridc' })],
  ['certificate', 'Kanari lose', certificate({ issuer: 'Kanari lose Angabe' })],
  ['certificate', 'kanarialtname30', certificate({ altNames: ['kanarialtname30', '*.kanariwild30.lan'] })],
  ['person', 'kanari.frau', certificate({ altNames: ['email:kanari.frau@kanarizone.local'] })],
  ['secret', 'kanaripfad31', certificate({ altNames: ['URI:https://ca.kanarizone.local/kanaripfad31'] })],
  ['certificate', '91beef91beef', certificate({ sha256: `${'91beef'.repeat(10)}91be` })],
  ['proxy header', 'kanarivia32', seen('http', { via: 'via: 1.1 kanarivia32 (squid/5.7)' })],
  ['proxy header', 'kanarivia33', seen('http', { via: 'via: 1.1 localhost, 1.0 kanarivia33:3128 (Kanari)' })],
  ['proxy header', 'Kanarisquid', seen('http', { via: 'via: 1.1 localhost (Kanarisquid der IT)' })],
  ['proxy header', 'kanaricache34', seen('http', { via: 'x-cache: MISS from kanaricache34' })],
  ['proxy header', 'kanaricache35', seen('http', { via: 'x-cache-lookup: NONE from kanaricache35:3128' })],
  [
    'proxy header',
    'Kanari Realm',
    seen('http', { via: 'proxy-authenticate: Basic realm="Kanari Realm", NTLM' }),
  ],
  ['proxy header', 'KANARI_DENIED', seen('http', { via: 'x-squid-error: ERR_KANARI_DENIED 0' })],
  ['proxy header', 'KanariAgent', seen('http', { via: 'proxy-agent: KanariAgent/1.0' })],
  ['proxy header', '91cafe91', seen('http', { via: 'x-bluecoat-via: 91cafe91' })],
  ['proxy header', 'kanarineu36', seen('http', { via: 'x-other: kanarineu36' })],
  ['redirect', 'kanarilogin37', seen('http', { location: 'https://kanarilogin37/ServiceCenter/' })],
  ['redirect', 'kanarimandant38', seen('http', { location: '/kanarimandant38/start' })],
  [
    'redirect',
    'kanariziel39',
    seen('http', { location: 'https://sso.kanarizone.local/x?return=kanariziel39' }),
  ],
  ['login', 'kanaripass40', seen('http', { location: 'https://svc:kanaripass40@sso.kanarizone.local/' })],
  ['login', 'kanariuser41', said('Sent on to https://kanariuser41:geheim@sso.kanarizone.local/x.')],
  ['redirect', 'kanarikunde42', said('Sent on to https://sso.kanarizone.local/kanarikunde42?x=1.')],
  ['secret', 'kanarisaml43', said('Sent on to https://sso.kanarizone.local/?SAMLRequest=kanarisaml43.')],
  ['host', 'kanariheader44', seen('http', { hostHeader: 'kanariheader44:8080' })],
  ['secret', 'kanaripfad45', seen('http', { path: '/kanaripfad45/health' })],
  ['company', 'Kanariserver', seen('http', { server: 'Kanariserver' })],
  ['host', 'kanarialt46', seen('http', { server: 'Apache/2.4.6 (kanarialt46.kanarizone.local) PHP/5.4' })],
  ['product', 'KanariGate', seen('proxy-connect', { server: 'KanariGate 3' })],
  ['host', 'kanariproxy47', seen('proxy-connect', { proxy: 'http://kanariproxy47:3128' })],
  ['company', 'KANARI_PROXY', seen('proxy-connect', { source: 'KANARI_PROXY of the machine' })],
  ['host', 'kanariproxy48', setting({ proxy: 'http://kanariproxy48:8080' })],
  ['company', 'Kanari Richtlinie', setting({ name: 'Kanari Richtlinie' })],
  ['host', 'kanariintern49', setting({ bypass: ['kanariintern49', '*.kanariintern49.lan', 'kanari*50'] })],
  ['product', 'kanarisource51', seen('name-order', { sources: ['files', 'kanarisource51'] })],
  ['user', 'kanarianna', owner({ process: 'C:\\Users\\kanarianna\\tool.exe' })],
  ['program', 'kanarikasse52', owner({ process: 'kanarikasse52.exe' })],
  ['program', 'KanariDienst', owner({ services: ['KanariDienst', 'Dienst von KANARIHOST01'] })],
  ['secret', 'kanarireserve53', owner({ reservations: ['http://+:8080/kanarireserve53/'] })],
  ['rule', 'Sperre Kanari', rule('Sperre Kanari 54')],
  ['program', 'OutSystems Kanari', service({ service: 'OutSystems Kanari' })],
  ['program', 'Kanarizustand', service({ state: 'Kanarizustand' })],
  ['product', '11.28-kanari55', seen('installation', { version: '11.28-kanari55' })],
  ['host', 'KANARIINST56', seen('sql-browser', { instance: 'KANARIINST56', version: '15.0.1' })],
  ['product', 'kanariversion57', seen('sql-browser', { version: '15.0-kanariversion57' })],
  ['host', 'KANARIINST58', seen('tds', { instance: 'KANARIINST58', instanceMatches: false })],
  ['host', 'kanariservice59', seen('tns', { serviceName: 'kanariservice59' })],
  ['redirect', 'kanarirac60', seen('tns', { redirect: 'kanarirac60.kanarizone.local:1521' })],
  ['product', 'Kanaribroker', seen('amqp', { product: 'Kanaribroker' })],
  ['product', 'Kanari MQ', seen('amqp', { product: 'RabbitMQ', platform: 'Kanari MQ 61' })],
  ['product', 'KANARI-AUTH', seen('amqp', { mechanisms: ['PLAIN', 'KANARI-AUTH'] })],
  ['product', '0-9-1-kanari', seen('amqp', { offered: '0-9-1-kanari' })],
  ['host', 'kanarihorcher66', seen('rehearsal', { listener: signedListener({ name: 'kanarihorcher66' }) })],
  ['host', 'kanarizeuge67', seen('rehearsal', { vouched: voucher({ name: 'kanarizeuge67' }) })],
  ['certificate', 'Kanari-Inspektor', seen('rehearsal', { issuer: 'CN=Kanari-Inspektor' })],
  ['host', 'kanaribesuch68', seen('visits', { visits: [visitOf({ name: 'kanaribesuch68' })] })],
  ['product', 'KANARI_CODE', seen('tcp', { outcome: 'refused', code: 'kanari: KANARI_CODE' })],
  ['user', 'KANARIDOM', said('Refused by KANARIDOM\\kanarisvc, asked as kanari.svc@kanarizone.local.')],
  ['IPv4', '172.29.91.62', said('No answer from 172.29.91.62 (fe04.kanarizone.local).')],
  ['IPv4', '172.29.91.63', contacted('kanarikontakt63', '172.29.91.63')],
  ['host', 'kanarikontakt64', contacted('kanarikontakt64.kanarizone.local', '10.91.5.64')],
];

/** Every text that must not leave with a redacted report, and where it was planted: a new field is one more row. */
export const canaries: readonly Canary[] = rows.map(([kind, text, planted]) => ({ kind, text, planted }));

type Plain = { [key: string]: unknown };

/** Sets a field by its path; where a list is, the value becomes one more entry. */
function set(target: Plain, path: string, value: unknown): void {
  const keys = path.split('.');
  const last = keys.pop() ?? '';
  const inner = keys.reduce((part, key) => {
    const next = (part[key] ?? {}) as Plain;
    part[key] = next;
    return next;
  }, target);
  const before = inner[last];
  inner[last] = Array.isArray(before) ? [...before, value] : value;
}

function plantedFields(where: 'profile' | 'machine', start: Plain): Plain {
  for (const { planted } of canaries) if (planted.in === where) set(start, planted.path, planted.value);
  return start;
}

/** The check with what was planted in it. Most sentences are no template's, as those of a run from before. */
function withPlanted(check: CheckResult, planted: readonly Planted[]): CheckResult {
  const facts = planted.flatMap((entry) => (entry.in === 'fact' ? [entry.fact] : []));
  const sentences = planted.flatMap((entry) => {
    if (entry.in === 'sentence') return [entry.text];
    return entry.in === 'fact' ? entry.texts.map((text) => `Seen: ${text}.`) : [];
  });
  if (planted.length === 0) return check;
  return {
    ...check,
    facts: [...check.facts, ...facts],
    reason: [check.reason, ...sentences].join(' '),
    remedy: sentences.join(' '),
  };
}

/** A run in which every canary stands where it was planted. */
export function canaryResult(): RunResult {
  const profile = plantedFields('profile', {
    phase: 'after-install',
    machine: { roles: ['controller', 'front-end'] },
    environment: {},
    frontEnds: [],
    databases: [{ purpose: 'platform', host: 'localhost' }],
    managedServers: [],
    containerRuntimes: [],
    features: { mobileApps: true },
    proxy: { mode: 'manual', bypass: [] },
    waivers: [],
  });
  const machine = plantedFields('machine', { ...sampleMachine, addresses: [] });
  const result = sampleResult({ world: healthyWorld('after-install'), profile, machine });
  const inChecks = canaries
    .map(({ planted }) => planted)
    .filter((planted) => planted.in === 'fact' || planted.in === 'sentence');
  const open = result.checks.filter(({ verdict }) => verdict === 'pass').map(({ id }) => id);
  const contacts = canaries.flatMap(({ planted }) =>
    planted.in === 'contacted' ? [{ host: planted.host, address: planted.address, port: 443, count: 1 }] : [],
  );
  return {
    ...result,
    checks: result.checks.map((check) => {
      const own = open.indexOf(check.id);
      if (own < 0) return check;
      return withPlanted(
        check,
        inChecks.filter((_, index) => index % open.length === own),
      );
    }),
    contacted: [...result.contacted, ...contacts],
  };
}
