import { hostAndPort } from '../profile/host.ts';
import { isOverTls } from './carriers.ts';
import { attemptsAtSilence, firstAnswerMs, isOwnWebServer, type ProbeLimits } from './limits.ts';
import type { ProbeKind, ProbeRequest, RequestOf, ServicePort } from './probe-request.ts';

/** Where a request may go. `port` is null, and `instance` set, when SQL Server Browser tells the port during the run. */
export type ProbeContact = {
  readonly host: string;
  readonly port: number | null;
  readonly protocol: 'TCP' | 'UDP';
  readonly instance?: string;
};

/**
 * What one attempt may wait for, one after the other: connections (and questions that take as long), answers over an open
 * connection, and questions to the resolver of the system.
 */
type Waits = { readonly connections: number; readonly answers: number; readonly lookups: number };

/**
 * What is asked once more after a timeout or a reset: the probe as a whole, each address of its host by itself, each of those
 * that take a connection, or nothing, because a second answer would be the same or there are many already.
 */
export type Repeats =
  | 'whole'
  | 'each-address'
  | 'each-open-address'
  /** Each address that takes a connection, and none of them once more. */
  | 'each-open-address-once'
  | 'never';

/** Everything about a kind of probe that does not touch the world. */
export type ProbeKindDescription<K extends ProbeKind> = {
  /** What the probe does, as a short noun. */
  readonly noun: string;
  /** What a request asks, in words for whoever waits for it. */
  readonly words: (request: RequestOf<K>) => string;
  /** What tells requests of this kind apart; equal for equal requests and for no others. */
  readonly key: (request: RequestOf<K>) => readonly (string | number)[];
  /** The host and port that a request may contact; null when it stays inside this machine or asks DNS only. */
  readonly contact: (request: RequestOf<K>) => ProbeContact | null;
  readonly waits: (request: RequestOf<K>) => Waits;
  readonly repeats: Repeats;
};

const portKey = (port: ServicePort): string =>
  typeof port === 'number' ? String(port) : `${port.instance.toLowerCase()}@${port.browserPort}`;

const portWords = (host: string, port: ServicePort): string =>
  typeof port === 'number' ? hostAndPort(host, port) : `${host}\\${port.instance}`;

const tcpContact = (host: string, port: ServicePort): ProbeContact =>
  typeof port === 'number'
    ? { host, port, protocol: 'TCP' }
    : { host, port: null, protocol: 'TCP', instance: port.instance };

const waits = (connections: number, answers = 0): Waits => ({ connections, answers, lookups: 0 });

/** What kinds share that connect to one port of one host. */
const toService = {
  words: ({ host, port }: { readonly host: string; readonly port: ServicePort }) => portWords(host, port),
  contact: ({ host, port }: { readonly host: string; readonly port: ServicePort }) => tcpContact(host, port),
};

/** What kinds share that put a request to a web server. */
const toWebServer = {
  ...toService,
  words: ({ host, port }: { readonly host: string; readonly port: number }) =>
    isOwnWebServer(host) ? `the first answer of ${hostAndPort(host, port)}` : hostAndPort(host, port),
};

/** What kinds share that look at this machine, or ask DNS only. */
const withoutContact = { contact: () => null, waits: () => waits(1), repeats: 'never' } as const;

/** What kinds share that always ask the same. */
const alwaysTheSame = { ...withoutContact, key: () => [] } as const;

/** Every kind of probe, described once. A kind without a line here does not compile. */
export const probeKinds: { readonly [K in ProbeKind]: ProbeKindDescription<K> } = {
  resolve: {
    noun: 'Name lookup',
    words: ({ host }) => `the name ${host}`,
    key: ({ host }) => [host],
    contact: () => null,
    waits: () => ({ connections: 1, answers: 0, lookups: 1 }),
    repeats: 'never',
  },
  'hosts-file': { ...alwaysTheSame, noun: 'Hosts file', words: () => 'the hosts file' },
  dns: {
    ...withoutContact,
    noun: 'DNS query',
    words: ({ name }) => `the name servers' answer for ${name}`,
    key: ({ name }) => [name],
  },
  tcp: {
    ...toService,
    noun: 'TCP connection',
    key: ({ host, port }) => [host, portKey(port)],
    waits: () => waits(1),
    repeats: 'each-address',
  },
  tls: {
    ...toService,
    noun: 'TLS handshake',
    key: ({ host, port }) => [host, port],
    waits: () => waits(1, 1),
    repeats: 'each-open-address',
  },
  http: {
    ...toWebServer,
    noun: 'HTTP request',
    key: ({ host, port, path, hostHeader }) => [host, port, path, hostHeader ?? '(none)'],
    waits: () => waits(1, 1),
    repeats: 'each-open-address',
  },
  https: {
    ...toWebServer,
    noun: 'HTTPS request',
    key: ({ host, port, path, issuer }) => [host, port, path, issuer],
    waits: () => waits(1, 2),
    repeats: 'each-open-address',
  },
  'proxy-connect': {
    noun: 'Way through the proxy',
    words: ({ host, port, proxy }) =>
      `${hostAndPort(host, port)} through the proxy ${hostAndPort(proxy.host, proxy.port)}`,
    key: ({ host, port, path, issuer, proxy }) => [
      proxy.host,
      proxy.port,
      proxy.secure ? 'tls' : 'tcp',
      host,
      port,
      path,
      issuer,
    ],
    contact: ({ proxy }) => tcpContact(proxy.host, proxy.port),
    waits: ({ proxy }) => waits(1, proxy.secure ? 4 : 3),
    repeats: 'whole',
  },
  'proxy-settings': { ...alwaysTheSame, noun: 'Proxy settings', words: () => 'the proxy settings' },
  'name-order': { ...alwaysTheSame, noun: 'Order of look-ups', words: () => 'the order of name look-ups' },
  'port-ranges': { ...alwaysTheSame, noun: 'Port ranges', words: () => "the system's port ranges" },
  bind: {
    ...withoutContact,
    noun: 'Listening',
    words: ({ port }) => `local port ${port}`,
    key: ({ address, port }) => [address, port],
  },
  'port-owner': {
    ...withoutContact,
    noun: 'Port owner',
    words: ({ port }) => `the owner of local port ${port}`,
    key: ({ port }) => [port],
  },
  'inbound-firewall': {
    ...withoutContact,
    noun: 'Firewall of this machine',
    words: ({ port }) => `the firewall's rules for local port ${port}`,
    key: ({ port, listener, senders }) => [port, listener, ...(senders ?? [])],
  },
  installation: { ...alwaysTheSame, noun: 'Installed platform', words: () => 'the installed platform' },
  latency: {
    ...toService,
    noun: 'Latency',
    key: ({ host, port, samples }) => [host, portKey(port), samples],
    waits: ({ samples }) => waits(samples),
    repeats: 'each-open-address-once',
  },
  'sql-browser': {
    noun: 'SQL Server Browser',
    words: ({ host }) => `SQL Server Browser on ${host}`,
    key: ({ host, port, instance }) => [host, portKey({ instance, browserPort: port })],
    contact: ({ host, port }) => ({ host, port, protocol: 'UDP' }),
    waits: () => waits(1),
    repeats: 'each-address',
  },
  tds: {
    ...toService,
    noun: 'TDS pre-login',
    key: ({ host, port, instance }) => [host, portKey(port), instance?.toLowerCase() ?? '(none)'],
    waits: () => waits(1, 1),
    repeats: 'each-open-address',
  },
  tns: {
    ...toService,
    noun: 'TNS connect',
    key: ({ host, port, serviceName }) => [host, port, serviceName ?? '(none)'],
    waits: () => waits(1, 1),
    repeats: 'each-open-address',
  },
  amqp: {
    ...toService,
    noun: 'AMQP greeting',
    key: ({ host, port, tls }) => [host, port, tls ? 'tls' : 'plain'],
    waits: ({ tls }) => waits(1, tls ? 2 : 1),
    repeats: 'each-open-address',
  },
  rehearsal: {
    ...toService,
    noun: 'Rehearsal',
    words: ({ host, port }) => `a listener on ${hostAndPort(host, port)}`,
    key: ({ host, port, carrier, isListedOnly }) => [
      host,
      port,
      carrier,
      ...(isListedOnly === true ? ['listed'] : []),
    ],
    waits: ({ carrier }) => waits(1, isOverTls(carrier) ? 3 : 2),
    repeats: 'each-address',
  },
  visits: {
    ...withoutContact,
    noun: 'Visits',
    words: ({ port }) => `who came to local port ${port}`,
    key: ({ port }) => [port],
  },
};

/** The description of the kind that a request is of. */
const kindOf = <K extends ProbeKind>({ kind }: RequestOf<K>): ProbeKindDescription<K> =>
  probeKinds[kind] as unknown as ProbeKindDescription<K>;

/** The text that is equal for equal requests and for no others. */
export const probeKey = (request: ProbeRequest): string =>
  [request.kind, ...kindOf(request).key(request)].join(' ');

/** The host and port that a request may contact; null when it stays inside this machine or asks DNS only. */
export const probeContact = (request: ProbeRequest): ProbeContact | null => kindOf(request).contact(request);

/** What a probe waits for, in words for whoever watches. */
export const describeProbe = (request: ProbeRequest): string => kindOf(request).words(request);

/**
 * Whether a request asks the web server of this machine, which may only be starting: its answer is waited for longer than
 * others, beside all other probes, and not asked for again when it does not come.
 */
export const isPatient = (request: ProbeRequest): boolean =>
  (request.kind === 'http' || request.kind === 'https') && isOwnWebServer(request.host);

/** How long the answer to a request may take over an open connection, in ms. */
export const answerLimitMs = (request: ProbeRequest, { answerTimeoutMs }: ProbeLimits): number =>
  isPatient(request) ? Math.max(answerTimeoutMs, firstAnswerMs) : answerTimeoutMs;

/** How long a request may take at most once its turn has come, in ms, with every attempt that silence leads to. */
export function longestProbeMs(request: ProbeRequest, limits: ProbeLimits): number {
  const kind = kindOf(request);
  const { connections, answers, lookups } = kind.waits(request);
  const once =
    connections * limits.connectTimeoutMs +
    answers * limits.answerTimeoutMs +
    lookups * limits.lookupTimeoutMs;
  const patience = answerLimitMs(request, limits) - limits.answerTimeoutMs;
  const transport = kind.contact(request)?.protocol === 'UDP' ? 'udp' : 'tcp';
  const isOnce = kind.repeats === 'never' || kind.repeats === 'each-open-address-once';
  return (isOnce ? 1 : attemptsAtSilence(transport, limits)) * once + patience;
}
