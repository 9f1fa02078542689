import { catalogue, withOverlays } from '../../shared/catalogue/catalogue.ts';
import type { MachineFacts } from '../../shared/catalogue/check.ts';
import { buildPlan, narrowPlan } from '../../shared/plan/build-plan.ts';
import type { Fact, FactOf } from '../../shared/probe/fact.ts';
import { probeKey } from '../../shared/probe/kinds.ts';
import type { Outcome } from '../../shared/probe/outcome.ts';
import type { ProbeRequest, ServicePort } from '../../shared/probe/probe-request.ts';
import { type Profile, profileSchema } from '../../shared/profile/profile.ts';
import { assembleResult, type RunMeta } from '../../shared/run/assemble-result.ts';
import type { Contacted, RunResult } from '../../shared/run/result.ts';
import type { Phase } from '../../shared/words/verdict.ts';
import { madeOnce } from './made-once.ts';
import { rehearsalFactFor, visitOf, visitsFact } from './rehearsal-views.ts';

/** How the world answers one request. Instants and durations are filled in by `sampleResult`. */
export type World = (request: ProbeRequest) => readonly Answer[];

type Timed = 'startedAt' | 'durationMs';

/** A fact without its times; a duration may be given. */
export type Answer = {
  [K in Fact['kind']]: Omit<FactOf<K>, Timed> & { readonly durationMs?: number };
}[Fact['kind']];

export type SampleOptions = {
  /** Parts of a profile file; everything has a default. */
  readonly profile?: Readonly<Record<string, unknown>>;
  readonly machine?: Partial<MachineFacts>;
  readonly world?: World;
  /** Only these checks run, as with `--only`. */
  readonly only?: readonly string[];
  /** Probes from this one on are answered `cancelled`. */
  readonly cancelledFrom?: number;
  readonly meta?: Partial<RunMeta>;
};

const began = Date.parse('2026-03-02T14:05:09.000Z');
const instant = (ms: number): string => new Date(began + ms).toISOString();

export const sampleMachine: MachineFacts = {
  hostname: 'app01',
  os: 'Windows Server 2022 Standard 10.0.20348',
  addresses: ['10.20.30.11', 'fd12:3456:789a::11'],
};

/** A stable private address for a host, so that samples are the same in every run. */
export function addressOf(host: string): string {
  if (/^[\d.]+$|:/.test(host)) return host;
  if (host === 'localhost') return '127.0.0.1';
  const sum = Array.from(host).reduce(
    (hash, character) => (hash * 31 + (character.codePointAt(0) ?? 0)) % 65536,
    7,
  );
  return `10.20.${sum >> 8}.${sum & 255 || 1}`;
}

const expectedOwners: Readonly<Record<number, string>> = {
  80: 'System',
  443: 'System',
  12000: 'CompilerService.exe',
  12001: 'DeployService.exe',
  12002: 'Scheduler.exe',
  5672: 'erl.exe',
};

const certificate = (host: string) => ({
  subject: `CN=${host}`,
  issuer: 'CN=Example Issuing CA 1, O=Example',
  validFrom: '2026-01-01T00:00:00.000Z',
  validTo: '2027-01-01T00:00:00.000Z',
  altNames: [host],
  sha256: 'ab'.repeat(32),
});

/** The port that SQL Server Browser tells for every instance. */
const toldPort = 49_812;

function openPort(request: { readonly host: string; readonly port: ServicePort }) {
  const { host, port } = request;
  return {
    host,
    remoteAddress: addressOf(host),
    remotePort: typeof port === 'number' ? port : toldPort,
    localAddress: '10.20.30.11',
    localPort: 51234,
  };
}

/** A handshake and an answer over it, as the request `https` and the tunnel of a proxy show them. */
function overTls(
  { host, path }: { readonly host: string; readonly path: string },
  ends: ReturnType<typeof openPort>,
): readonly (Extract<Answer, { kind: 'tls' }> | Extract<Answer, { kind: 'http' }>)[] {
  return [
    {
      kind: 'tls',
      outcome: 'open',
      ...ends,
      protocol: 'TLSv1.3',
      chain: [certificate(host)],
      durationMs: 18,
    },
    {
      kind: 'http',
      outcome: 'open',
      ...ends,
      scheme: 'https',
      hostHeader: host,
      path,
      status: 200,
      server: 'Microsoft-IIS/10.0',
      durationMs: 24,
    },
  ];
}

/** A world in which everything is as it should be in the given phase. */
export function healthyWorld(phase: Phase): World {
  const installed = phase === 'after-install';
  return (request) => {
    switch (request.kind) {
      case 'resolve':
        return [
          {
            kind: 'resolve',
            outcome: 'resolved',
            host: request.host,
            addresses: [addressOf(request.host)],
            durationMs: 0.8,
          },
        ];
      case 'hosts-file':
        return [
          {
            kind: 'hosts-file',
            outcome: 'read',
            path: 'C:\\Windows\\System32\\drivers\\etc\\hosts',
            lines: [{ number: 21, address: '127.0.0.1', names: ['localhost'] }],
          },
        ];
      case 'dns':
        return [
          {
            kind: 'dns',
            outcome: 'dns-not-found',
            name: request.name,
            recordType: 'A',
            addresses: [],
            remoteAddress: '10.20.0.53',
            code: 'ENOTFOUND',
          },
        ];
      case 'tcp':
        return [{ kind: 'tcp', outcome: 'open', ...openPort(request), durationMs: 1.4 }];
      case 'tls':
        return [
          {
            kind: 'tls',
            outcome: 'open',
            ...openPort(request),
            protocol: 'TLSv1.3',
            chain: [certificate(request.host)],
            durationMs: 18,
          },
        ];
      case 'http':
        return [
          {
            kind: 'http',
            outcome: 'open',
            ...openPort(request),
            hostHeader: request.hostHeader,
            path: request.path,
            status: 200,
            server: 'Microsoft-IIS/10.0',
            durationMs: 6.2,
          },
        ];
      case 'https':
        return overTls(request, openPort(request));
      case 'proxy-connect': {
        const proxy = `http://${request.proxy.host}:${request.proxy.port}`;
        const ends = { ...openPort(request.proxy), host: request.host };
        const { source, port } = request;
        return [
          {
            kind: 'proxy-connect',
            outcome: 'open',
            ...ends,
            port,
            proxy,
            source,
            status: 200,
            durationMs: 9,
          },
          ...overTls(request, ends).map((answer) => ({ ...answer, proxy })),
        ];
      }
      case 'proxy-settings':
        return [{ kind: 'proxy-settings', outcome: 'read', settings: [] }];
      case 'name-order':
        return [{ kind: 'name-order', outcome: 'unavailable', code: 'UNSUPPORTED', sources: [] }];
      case 'port-ranges':
        return [{ kind: 'port-ranges', outcome: 'read', reserved: [], dynamic: { from: 49152, to: 65535 } }];
      case 'bind':
        return [
          installed
            ? {
                kind: 'bind',
                outcome: 'in-use',
                address: request.address,
                port: request.port,
                code: 'EADDRINUSE',
              }
            : { kind: 'bind', outcome: 'free', address: request.address, port: request.port },
        ];
      case 'port-owner':
        return [
          {
            kind: 'port-owner',
            outcome: 'read',
            port: request.port,
            owners: installed
              ? [{ address: '0.0.0.0', pid: 4711, process: expectedOwners[request.port] ?? 'System' }]
              : [],
          },
        ];
      case 'inbound-firewall':
        return [
          {
            kind: 'inbound-firewall',
            outcome: 'unavailable',
            code: 'UNSUPPORTED',
            port: request.port,
            networks: [],
          },
        ];
      case 'installation':
        return [
          { kind: 'installation', outcome: 'unavailable', code: 'UNSUPPORTED', version: null, services: [] },
        ];
      case 'latency':
        return [
          {
            kind: 'latency',
            outcome: 'measured',
            ...openPort(request),
            samplesMs: Array.from({ length: request.samples }, (_, index) => 0.6 + (index % 5) * 0.1),
            durationMs: 240,
          },
        ];
      case 'sql-browser':
        return [
          {
            kind: 'sql-browser',
            outcome: 'open',
            ...openPort(request),
            instance: request.instance,
            tcpPort: toldPort,
            version: '16.0.4135.4',
            durationMs: 2.1,
          },
        ];
      case 'tds':
        return [
          {
            kind: 'tds',
            outcome: 'open',
            ...openPort(request),
            version: '16.0.4135',
            encryption: 'off',
            durationMs: 3.4,
          },
        ];
      case 'tns':
        return [
          {
            kind: 'tns',
            outcome: 'open',
            ...openPort(request),
            answer: 'refused',
            version: '19.0.0.0.0',
            errorNumber: 12504,
            durationMs: 3.9,
          },
        ];
      case 'amqp':
        return [
          {
            kind: 'amqp',
            outcome: 'open',
            ...openPort(request),
            tls: request.tls,
            product: 'RabbitMQ',
            version: '3.13.0',
            platform: 'Erlang/OTP 26.2.1',
            mechanisms: ['AMQPLAIN', 'PLAIN'],
            durationMs: 2.8,
          },
        ];
      case 'rehearsal': {
        const { host, port } = request;
        const fact = rehearsalFactFor('proven', { host, port, address: addressOf(host) });
        return fact === null ? [] : [{ ...fact, carrier: request.carrier, durationMs: 9.1 }];
      }
      case 'visits':
        return [{ ...visitsFact([visitOf()]), port: request.port }];
    }
  };
}

/** One departure from a healthy world: how a connection to a host and port ends. */
export type Trouble = {
  readonly host?: string | RegExp;
  readonly port?: number;
  readonly outcome: Outcome;
  readonly code: string;
  readonly durationMs?: number;
};

const concerns = (trouble: Trouble, request: ProbeRequest): boolean =>
  'host' in request &&
  'port' in request &&
  (trouble.port === undefined || request.port === trouble.port) &&
  (trouble.host === undefined ||
    (typeof trouble.host === 'string' ? request.host === trouble.host : trouble.host.test(request.host)));

/** A world with troubles: connections that meet one end as it says; what builds on them finds nothing to talk to. */
export function troubledWorld(world: World, troubles: readonly Trouble[]): World {
  return (request) => {
    const trouble = troubles.find((entry) => concerns(entry, request));
    if (trouble === undefined) return world(request);
    const { outcome, code, durationMs } = trouble;
    const end = { outcome, code, ...(durationMs === undefined ? {} : { durationMs }) };
    const isTls = outcome.startsWith('tls-');
    if (isTls && request.kind !== 'tls' && request.kind !== 'https') return world(request);
    const answers = world(request);
    if (request.kind !== 'https') return answers.map((answer) => ({ ...answer, ...end }));
    const seen = isTls ? answers : answers.filter(({ kind }) => kind === 'tls');
    return seen.map((answer) => (answer.kind === 'tls' ? { ...answer, ...end } : answer));
  };
}

function contactedBy(facts: readonly Fact[]): readonly Contacted[] {
  const found = new Map<string, Contacted>();
  for (const fact of facts) {
    if (!('host' in fact) || fact.remoteAddress === undefined || fact.remotePort === undefined) continue;
    if (fact.outcome === 'cancelled') continue;
    const count = fact.kind === 'latency' ? fact.samplesMs.length : 1;
    const key = `${fact.host} ${fact.remoteAddress} ${fact.remotePort}`;
    const udp = fact.kind === 'sql-browser' ? { protocol: 'UDP' as const } : {};
    const known = found.get(key)?.count ?? 0;
    found.set(key, {
      host: fact.host,
      address: fact.remoteAddress,
      port: fact.remotePort,
      ...udp,
      count: known + count,
    });
  }
  return [...found.values()].sort(
    (left, right) => (left.host < right.host ? -1 : 1) || left.port - right.port,
  );
}

/** The profile of a sample: the defaults with some answers. */
export const sampleProfile = (answers: Readonly<Record<string, unknown>> = {}): Profile =>
  profileSchema.parse({ schemaVersion: 1, ...answers });

/** The result of a run in a made-up world: planned and judged by the real code from the real catalogue. */
export function sampleResult(options: SampleOptions = {}): RunResult {
  const profile = sampleProfile(options.profile);
  const definitions = withOverlays(catalogue, profile.overlays);
  const whole = buildPlan(definitions, profile, { ...sampleMachine, ...options.machine });
  const plan = options.only === undefined ? whole : narrowPlan(whole, options.only);
  const world = options.world ?? healthyWorld(profile.phase);
  const cancelledFrom = options.cancelledFrom ?? Number.POSITIVE_INFINITY;
  let elapsed = 0;
  const facts = new Map<string, readonly Fact[]>();
  for (const [index, { request }] of plan.probes.entries()) {
    const answers = world(request).map((answer): Fact => {
      const durationMs = answer.durationMs ?? 0.4;
      const startedAt = instant(elapsed);
      elapsed += Math.min(50, Math.ceil(durationMs));
      const timed = { ...answer, startedAt, durationMs };
      return (index >= cancelledFrom ? { ...timed, outcome: 'cancelled' } : timed) as Fact;
    });
    facts.set(probeKey(request), answers);
  }
  return assembleResult(
    definitions,
    plan,
    { facts, contacted: contactedBy([...facts.values()].flat()) },
    {
      id: '0f3c9a52-6d1e-4b7a-9c44-2f1d8e5b7a90',
      toolVersion: '0.2.0',
      catalogueVersion: catalogue.version,
      catalogueSha256: 'c0ffee'.repeat(10).padEnd(64, '0'),
      startedAt: instant(0),
      finishedAt: instant(elapsed + 900),
      cancelled: options.cancelledFrom !== undefined,
      ...options.meta,
    },
  );
}

const oneServer = {
  environment: { name: 'Production', oneProvider: 'yes' },
  databases: [{ purpose: 'platform', engine: 'sqlserver', host: 'db01.example.local' }],
};

/** One server with everything, after the installation, nothing to complain about. */
export const passedResult = madeOnce(
  (): RunResult => sampleResult({ profile: { ...oneServer, phase: 'after-install' } }),
);

/** A front-end of a small farm before the installation, with blocked connections, a warning and a waiver. */
export const failedResult = madeOnce((): RunResult => {
  const world = troubledWorld(healthyWorld('before-install'), [
    { host: 'db01.example.local', port: 1433, outcome: 'timeout', code: 'ETIMEDOUT', durationMs: 5000 },
    {
      host: 'controller.example.local',
      port: 12000,
      outcome: 'refused',
      code: 'ECONNREFUSED',
      durationMs: 1.1,
    },
    { host: 'controller.example.local', port: 5672, outcome: 'timeout', code: 'ETIMEDOUT', durationMs: 5000 },
    {
      host: 'lifetime.example.local',
      port: 443,
      outcome: 'tls-untrusted',
      code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    },
    {
      host: 'nativebuilder.api.outsystems.com',
      port: 443,
      outcome: 'timeout',
      code: 'ETIMEDOUT',
      durationMs: 5000,
    },
    { host: 'fe02.example.local', port: 12001, outcome: 'refused', code: 'ECONNREFUSED', durationMs: 1 },
    { host: 'fe02.example.local', port: 12002, outcome: 'refused', code: 'ECONNREFUSED', durationMs: 1 },
    { host: '127.0.0.1', port: 80, outcome: 'refused', code: 'ECONNREFUSED', durationMs: 0.5 },
  ]);
  return sampleResult({
    world,
    profile: {
      ...oneServer,
      machine: { roles: ['front-end'] },
      environment: { name: 'Production', oneProvider: 'unknown', platformVersion: '11.41.0' },
      controller: { host: 'controller.example.local' },
      frontEnds: [{ host: 'app01' }, { host: 'fe02.example.local' }],
      lifetime: { host: 'lifetime.example.local' },
      features: { mobileApps: true },
      waivers: [
        { check: 'out-mabs', reason: 'Mobile apps are built in another environment, agreed with support.' },
        { check: 'no-such-check', reason: 'Left over from another profile.' },
      ],
    },
  });
});

const longHost = (name: string): string =>
  `${name}.production.datacentre-frankfurt.corp.example-bank.internal`;

/** A controller with twelve front-ends, names of more than sixty characters, and texts in many scripts. */
export const farmResult = madeOnce((): RunResult => {
  const frontEnds = Array.from({ length: 12 }, (_, index) => ({
    name: ['Фронтенд', '東京サーバー', '<img src=x onerror=alert(1)>'][index % 3],
    host: longHost(`frontend-${String(index + 1).padStart(2, '0')}`),
  }));
  const world = troubledWorld(healthyWorld('after-install'), [
    { host: /frontend-(03|07|11)/, port: 12001, outcome: 'timeout', code: 'ETIMEDOUT', durationMs: 5000 },
    { host: /frontend-05/, outcome: 'dns-not-found', code: 'ENOTFOUND', durationMs: 12 },
    { host: /frontend-0[29]/, port: 12002, outcome: 'refused', code: 'ECONNREFUSED', durationMs: 1.2 },
    { host: /database/, port: 1521, outcome: 'reset', code: 'ECONNRESET', durationMs: 31 },
  ]);
  return sampleResult({
    world,
    machine: {
      hostname: longHost('controller-01'),
      addresses: ['10.20.30.40', '2001:db8:85a3:8d3:1319:8a2e:370:7348', 'fe80::1ff:fe23:4567:890a'],
    },
    profile: {
      phase: 'after-install',
      machine: { roles: ['controller', 'front-end'] },
      environment: {
        name: 'Производство 東京 <img src=x onerror=alert(1)> & "quotes"',
        oneProvider: 'no',
        hybrid: true,
      },
      controller: { host: longHost('controller-01') },
      frontEnds,
      databases: [
        { purpose: 'platform', engine: 'oracle', host: longHost('database-platform'), instance: 'ОРАКЛ' },
        { purpose: 'logging', engine: 'sqlserver', host: '2001:db8::15' },
        { purpose: 'session', engine: 'sqlserver', host: longHost('database-session'), port: 14330 },
      ],
      lifetime: { host: longHost('lifetime') },
      features: { mobileApps: true },
      waivers: [{ check: 'lat-provider', reason: 'Договор с провайдером: 東京 и Франкфурт. <b>ok</b>' }],
    },
  });
});

/** A run that was stopped after a third of its probes. */
export const cancelledResult = madeOnce((): RunResult => {
  return sampleResult({ profile: { ...oneServer, phase: 'after-install' }, cancelledFrom: 7 });
});

/** A LifeTime server that manages three servers, one of which cannot be reached. */
export const lifetimeResult = madeOnce((): RunResult => {
  const world = troubledWorld(healthyWorld('after-install'), [
    { host: 'prod-fe2.example.local', outcome: 'timeout', code: 'ETIMEDOUT', durationMs: 5000 },
    { host: 'architecture.outsystems.com', outcome: 'timeout', code: 'ETIMEDOUT', durationMs: 5000 },
  ]);
  return sampleResult({
    world,
    machine: { hostname: 'lifetime' },
    profile: {
      phase: 'after-install',
      machine: { roles: ['lifetime'] },
      environment: { name: 'LifeTime' },
      lifetime: { host: 'lifetime.example.local' },
      managedServers: [
        { host: 'prod-ctrl.example.local', roles: ['controller'] },
        { host: 'prod-fe1.example.local' },
        { host: 'prod-fe2.example.local' },
      ],
      features: { architectureDashboard: true },
    },
  });
});

/** A container runtime of a container-based environment before the installation. */
export const containerResult = madeOnce(
  (): RunResult =>
    sampleResult({
      machine: { hostname: 'k8s-node1' },
      profile: {
        machine: { roles: ['container-runtime'] },
        environment: {
          name: 'Containers',
          hosting: 'containers',
          sslOffloading: 'yes',
          parameterRecordAdded: 'no',
        },
        controller: { host: 'controller.example.local' },
        databases: [
          { purpose: 'platform', host: 'db01.example.local' },
          { purpose: 'logging', host: 'db02.example.local' },
        ],
        containerRuntimes: [{ host: 'k8s-node1' }],
      },
    }),
);
