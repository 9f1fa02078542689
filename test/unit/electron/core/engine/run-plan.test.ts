import { randomBytes } from 'node:crypto';
import { getEventListeners } from 'node:events';
import { describe, expect, it } from 'vitest';
import type { Network, Platform, World } from '../../../../../electron/core/base/world.ts';
import { type RunOptions, runPlan } from '../../../../../electron/core/engine/run-plan.ts';
import { systemClock } from '../../../../../electron/core/engine/system-clock.ts';
import { createPlatform } from '../../../../../electron/core/platform/platform.ts';
import { probes } from '../../../../../electron/core/probes/index.ts';
import type { Probes } from '../../../../../electron/core/probes/probe.ts';
import { ProbeError } from '../../../../../electron/core/probes/probe-error.ts';
import { rehearsalKeys } from '../../../../../electron/core/rehearsal/keys.ts';
import { rehearsalParty } from '../../../../../electron/core/rehearsal/party.ts';
import type { Plan } from '../../../../../shared/plan/plan.ts';
import type { Fact } from '../../../../../shared/probe/fact.ts';
import { probeKey, probeKinds } from '../../../../../shared/probe/kinds.ts';
import { loneWatchMs, watchMs as usualWatchMs } from '../../../../../shared/probe/limits.ts';
import type { ProbeRequest } from '../../../../../shared/probe/probe-request.ts';
import type { RunEvent } from '../../../../../shared/run/event.ts';
import { contactedSchema } from '../../../../../shared/run/result.ts';
import { carrierPorts, startListener, testCode } from '../../../../support/rehearsal.ts';
import { startDnsServer } from '../../../../support/servers/dns-server.ts';
import { startHttpServer } from '../../../../support/servers/http-server.ts';
import { startSqlBrowser } from '../../../../support/servers/sql-browser-server.ts';
import { holdClosedPort, startSilentServer } from '../../../../support/servers/tcp-servers.ts';
import { startTdsServer } from '../../../../support/servers/tds-server.ts';
import { during, networkWith, parsed, soonOpen } from '../probe-world.ts';
import { planOf } from './test-plan.ts';

const worldWith = (network: Network): World => ({ clock: systemClock, network, platform: createPlatform() });
const never = () => new AbortController().signal;

/** A network in which every name has an address of its own, but all connections end at one server on loopback. */
function oneServer(addressOf: (host: string) => readonly string[], lookups: string[] = []): Network {
  const network = networkWith({});
  return {
    ...network,
    lookup: async (host) => {
      lookups.push(host);
      return { startedAt: systemClock.now(), durationMs: 0, ok: true, value: addressOf(host) };
    },
    connect: (target, wait) => network.connect({ ...target, address: '127.0.0.1' }, wait),
  };
}

/** Runs a plan, checks every fact, event and contact against its schema, and keeps the events. */
async function run(plan: Plan, network: Network, options: Partial<RunOptions> = {}) {
  const events: RunEvent[] = [];
  const onEvent = (event: RunEvent) => {
    events.push(event);
    options.onEvent?.(event);
  };
  const own = { signal: never(), probes: soonOpen, ...options, onEvent };
  const gathered = await runPlan(plan, worldWith(network), own);
  for (const facts of gathered.facts.values()) parsed(facts);
  for (const contact of gathered.contacted) contactedSchema.parse(contact);
  return { ...gathered, events, outcomes: outcomesOf(gathered.facts) };
}

const outcomesOf = (facts: ReadonlyMap<string, readonly Fact[]>) =>
  Object.fromEntries([...facts].map(([key, list]) => [key, list.map(({ outcome }) => outcome)]));

const oneOfEachKind: readonly ProbeRequest[] = [
  { kind: 'resolve', host: 'a.test' },
  { kind: 'hosts-file' },
  { kind: 'dns', name: 'a.test' },
  { kind: 'tcp', host: 'a.test', port: 81 },
  { kind: 'tls', host: 'a.test', port: 81 },
  { kind: 'http', host: 'a.test', port: 81, path: '/', hostHeader: null },
  { kind: 'bind', address: '127.0.0.1', port: 81 },
  { kind: 'port-owner', port: 81 },
  { kind: 'proxy-settings' },
  { kind: 'name-order' },
  { kind: 'port-ranges' },
  {
    kind: 'proxy-connect',
    host: 'a.test',
    port: 443,
    path: '/',
    issuer: 'public',
    proxy: { host: 'proxy.test', port: 81, secure: false },
    source: 'the profile',
  },
  { kind: 'latency', host: 'a.test', port: 81, samples: 3 },
  { kind: 'sql-browser', host: 'a.test', port: 82, instance: 'OS' },
  { kind: 'tds', host: 'a.test', port: 81, instance: null },
  { kind: 'tns', host: 'a.test', port: 81, serviceName: null },
  { kind: 'amqp', host: 'a.test', port: 81, tls: false },
  { kind: 'inbound-firewall', port: 81, listener: 'iis' },
  { kind: 'installation' },
  { kind: 'rehearsal', host: 'a.test', port: 81, carrier: 'http' },
  { kind: 'visits', port: 81 },
];

/** Its facts are those of a handshake and of a request, which stand in the list. */
const withoutFactsOfItsOwn = ['https'];

describe('a run that rehearses', () => {
  it('asks a port at which a listener stands in for the service nothing else', async () => {
    const listener = await during(startListener());
    const port = carrierPorts.http;
    const requests: readonly ProbeRequest[] = [
      { kind: 'resolve', host: 'ctl.test' },
      { kind: 'tcp', host: 'ctl.test', port },
      { kind: 'http', host: 'ctl.test', port, path: '/', hostHeader: null },
      { kind: 'rehearsal', host: 'ctl.test', port, carrier: 'http' },
      { kind: 'latency', host: 'ctl.test', port, samples: 1 },
    ];
    const about = { reportKey: null, name: 'fe1', roles: [], profile: planOf([]).profile };
    const plan = { keys: rehearsalKeys(testCode), about, randomBytes: (count: number) => randomBytes(count) };
    const { facts, events } = await run(planOf(requests), networkWith({ 'ctl.test': [listener.address] }), {
      rehearsal: rehearsalParty(plan, '33333333-3333-4333-8333-333333333333'),
    });
    expect([...facts.values()].map((list) => list.map(({ kind, outcome }) => `${kind} ${outcome}`))).toEqual([
      ['resolve resolved'],
      ['tcp open'],
      [],
      ['rehearsal open'],
      ['latency measured'],
    ]);
    expect(events.filter(({ kind }) => kind === 'probe-finished')).toHaveLength(requests.length);
  });
});

describe('a run that rehearses once everything is installed', () => {
  const partyOf = (code: Uint8Array) =>
    rehearsalParty(
      {
        keys: rehearsalKeys(code),
        about: { reportKey: null, name: 'fe1', roles: [], profile: planOf([]).profile },
        randomBytes: (count: number) => randomBytes(count),
      },
      '33333333-3333-4333-8333-333333333333',
    );
  const requests: readonly ProbeRequest[] = [
    { kind: 'rehearsal', host: 'ctl.test', port: carrierPorts.plain, carrier: 'plain', isListedOnly: true },
    { kind: 'rehearsal', host: 'ctl.test', port: carrierPorts.http, carrier: 'http' },
  ];
  const reachedWith = async (code: Uint8Array) => {
    const { address } = await during(startListener());
    const { facts } = await run(planOf(requests), networkWith({ 'ctl.test': [address] }), {
      rehearsal: partyOf(code),
    });
    return [...facts.values()].map((list) =>
      list.map((fact) => (fact.kind === 'rehearsal' ? fact.reached : fact.kind)),
    );
  };

  it('speaks to a port of the platform after a listener has named it through another one', async () => {
    expect(await reachedWith(testCode)).toEqual([['answer'], ['answer']]);
  });

  it('leaves that port alone where none has', async () => {
    const [plain] = await reachedWith(Buffer.alloc(15, 1));
    expect(plain).toEqual([]);
  });
});

describe('a run', () => {
  it('is tried here with every kind of probe', () => {
    const tried = [...oneOfEachKind.map(({ kind }) => kind), ...withoutFactsOfItsOwn];
    expect(tried.sort()).toEqual(Object.keys(probeKinds).sort());
  });

  it('watches a connection longer where nothing but waiting shows what is behind its port', async () => {
    const watched = new Map<string, number>();
    const tcp: Probes['tcp'] = {
      ...probes.tcp,
      observe: async (request, { watchMs }) => {
        watched.set(`${request.host}:${request.port}`, watchMs);
        return [];
      },
    };
    const plan = planOf([
      { kind: 'tcp', host: 'bare.test', port: 12000 },
      { kind: 'latency', host: 'bare.test', port: 12000, samples: 1 },
      { kind: 'tcp', host: 'asked.test', port: 80 },
      { kind: 'http', host: 'asked.test', port: 80, path: '/', hostHeader: 'asked.test' },
    ]);
    await run(plan, networkWith({}), { probes: { ...probes, tcp } });
    expect(Object.fromEntries(watched)).toEqual({
      'bare.test:12000': loneWatchMs,
      'asked.test:80': usualWatchMs,
    });
  });

  it('gathers facts for every probe and counts what it contacted', async () => {
    const web = await during(startHttpServer({ status: 200 }));
    const closed = await during(holdClosedPort());
    const dns = await during(startDnsServer(() => ({ addresses: ['127.0.0.1'] })));
    const requests: readonly ProbeRequest[] = [
      { kind: 'resolve', host: 'web.test' },
      { kind: 'tcp', host: 'web.test', port: web.port },
      { kind: 'http', host: 'web.test', port: web.port, path: '/', hostHeader: 'web.test' },
      { kind: 'latency', host: '127.0.0.1', port: closed.port, samples: 3 },
      { kind: 'dns', name: 'localhost' },
      { kind: 'tcp', host: 'no.test', port: 80 },
    ];
    const plan = planOf(requests);
    const { facts, contacted, outcomes } = await run(
      plan,
      networkWith({ 'web.test': ['127.0.0.1'] }, [dns.server]),
    );
    expect([...facts.keys()]).toEqual(requests.map(probeKey));
    expect(Object.values(outcomes)).toEqual([
      ['resolved'],
      ['open'],
      ['open'],
      ['refused'],
      ['resolved', 'dns-not-found'],
      [],
    ]);
    expect(contacted).toEqual([
      { host: '127.0.0.1', address: '127.0.0.1', port: closed.port, count: 1 },
      { host: 'DNS server', address: '127.0.0.1', port: dns.port, count: 2 },
      { host: 'web.test', address: '127.0.0.1', port: web.port, count: 2 },
    ]);
  });

  it('runs a probe once that the plan lists twice, and looks a host up once for all probes', async () => {
    const server = await during(startSilentServer());
    const lookups: string[] = [];
    const plan = planOf([
      { kind: 'resolve', host: 'a.test' },
      { kind: 'tcp', host: 'a.test', port: server.port },
      { kind: 'latency', host: 'a.test', port: server.port, samples: 2 },
    ]);
    const twice = { ...plan, probes: [...plan.probes, ...plan.probes] };
    const { facts } = await run(
      twice,
      oneServer(() => ['192.0.2.1'], lookups),
    );
    expect(facts.size).toBe(3);
    expect(lookups).toEqual(['a.test']);
    expect(server.connections().total).toBe(3);
  });

  it('asks SQL Server Browser once for all probes of an instance, and contacts no port but the one it told', async () => {
    const server = await during(startTdsServer({ instance: 'OS' }));
    const other = await during(startTdsServer());
    const instances = [
      { name: 'OS', tcpPort: server.port },
      { name: 'HR', tcpPort: other.port },
    ];
    const browser = await during(startSqlBrowser({ instances }));
    const port = { instance: 'OS', browserPort: browser.port };
    const plan = planOf([
      { kind: 'resolve', host: 'sql.test' },
      { kind: 'sql-browser', host: 'sql.test', port: browser.port, instance: 'OS' },
      { kind: 'tcp', host: 'sql.test', port },
      { kind: 'tds', host: 'sql.test', port, instance: 'OS' },
      { kind: 'latency', host: 'sql.test', port, samples: 2 },
    ]);
    const { contacted, outcomes } = await run(plan, networkWith({ 'sql.test': ['127.0.0.1'] }));
    expect(Object.values(outcomes)).toEqual([['resolved'], ['open'], ['open'], ['open'], ['measured']]);
    expect(browser.questions()).toHaveLength(1);
    expect(contacted.toSorted((left, right) => left.count - right.count)).toEqual([
      { host: 'sql.test', address: '127.0.0.1', port: browser.port, protocol: 'UDP', count: 1 },
      { host: 'sql.test', address: '127.0.0.1', port: server.port, count: 4 },
    ]);
    expect(other.connections().total).toBe(0);
  });

  it('goes to no port of an instance that SQL Server Browser does not know', async () => {
    const browser = await during(startSqlBrowser({ instances: [] }));
    const port = { instance: 'OS', browserPort: browser.port };
    const plan = planOf(
      [
        { kind: 'tcp', host: '127.0.0.1', port },
        { kind: 'sql-browser', host: '127.0.0.1', port: browser.port, instance: 'OS' },
        { kind: 'latency', host: '127.0.0.1', port, samples: 2 },
      ],
      { connectTimeoutMs: 300 },
    );
    const { contacted, outcomes } = await run(plan, networkWith({}));
    expect(Object.values(outcomes)).toEqual([[], ['timeout', 'timeout'], []]);
    expect(contacted.map(({ count }) => count)).toEqual([2]);
  });

  it('tells what happens, from first to last', async () => {
    const server = await during(startSilentServer());
    const { signal } = new AbortController();
    const { events } = await run(
      planOf([{ kind: 'tcp', host: 'a.test', port: server.port }, { kind: 'hosts-file' }]),
      oneServer(() => ['192.0.2.1']),
      { signal },
    );
    const key = `tcp a.test ${server.port}`;
    expect(events[0]).toEqual({ kind: 'run-started', probes: 2 });
    expect(events.at(-1)).toEqual({ kind: 'run-finished' });
    const ofTcp = events.filter((event) => 'key' in event && event.key === key);
    expect(ofTcp).toMatchObject([
      { kind: 'probe-started' },
      { kind: 'probe-finished', facts: [{ outcome: 'open' }] },
    ]);
    expect(events).toContainEqual({
      kind: 'contacted',
      contact: { host: 'a.test', address: '192.0.2.1', port: server.port },
    });
    expect(events).toHaveLength(7);
    expect(getEventListeners(signal, 'abort')).toHaveLength(0);
  });

  it('does not let listening, connecting and looking at one port see each other', async () => {
    const { port, close } = await startSilentServer();
    await close();
    const requests: readonly ProbeRequest[] = [
      { kind: 'bind', address: '0.0.0.0', port },
      { kind: 'tcp', host: '127.0.0.1', port },
      { kind: 'bind', address: '127.0.0.1', port },
      { kind: 'port-owner', port },
      { kind: 'tcp', host: 'localhost', port },
      { kind: 'latency', host: '127.0.0.1', port, samples: 5 },
    ];
    for (let turn = 0; turn < 20; turn += 1) {
      const { facts } = await run(planOf(requests), networkWith({ localhost: ['127.0.0.1'] }));
      const list = [...facts.values()].flat();
      expect(list.map(({ outcome }) => outcome)).toEqual([
        'free',
        'refused',
        'free',
        process.platform === 'linux' ? 'read' : 'unavailable',
        'refused',
        'refused',
      ]);
      expect(list.flatMap((fact) => (fact.kind === 'port-owner' ? fact.owners : []))).toEqual([]);
    }
  });

  it('does not let a look at all listeners meet listening on any port', async () => {
    let listening = 0;
    const seen: number[] = [];
    const network: Network = {
      ...networkWith({}),
      bind: async () => {
        listening += 1;
        await new Promise(setImmediate);
        listening -= 1;
        return { startedAt: systemClock.now(), durationMs: 0, ok: true, value: null };
      },
    };
    const { forRun: _, ...real } = createPlatform();
    const platform: Platform = {
      ...real,
      portOwners: async () => {
        seen.push(listening);
        await new Promise(setImmediate);
        seen.push(listening);
        return [];
      },
    };
    const requests = [21000, 21001, 21002, 21003].flatMap((port): readonly ProbeRequest[] => [
      { kind: 'bind', address: '127.0.0.1', port },
      { kind: 'port-owner', port },
    ]);
    await runPlan(
      planOf(requests),
      { clock: systemClock, network, platform },
      { signal: new AbortController().signal },
    );
    expect(seen).toEqual([0, 0, 0, 0, 0, 0, 0, 0]);
  });

  it('asks a system for the length of one run, where it offers that', async () => {
    const plain: Platform = { ...createPlatform(), portOwners: async () => [{ address: '192.0.2.1' }] };
    const ports = {
      clock: systemClock,
      network: networkWith({}),
      platform: { ...plain, forRun: () => plain },
    };
    const { facts } = await runPlan(planOf([{ kind: 'port-owner', port: 9 }]), ports, {
      signal: new AbortController().signal,
    });
    expect([...facts.values()].flat()).toMatchObject([
      { outcome: 'read', owners: [{ address: '192.0.2.1' }] },
    ]);
  });
});

describe('a run that meets something outside of its plan', () => {
  it('refuses, reports it, and sends nothing', async () => {
    const server = await during(startSilentServer());
    const dns = await during(startDnsServer(() => ({ addresses: ['127.0.0.1'] })));
    const plan = planOf([
      { kind: 'tcp', host: '127.0.0.1', port: server.port },
      { kind: 'tls', host: '127.0.0.1', port: server.port },
      { kind: 'resolve', host: 'a.test' },
      { kind: 'tcp', host: 'a.test', port: server.port },
      { kind: 'dns', name: 'a.test' },
    ]);
    const emptied = { ...plan, contacts: [], names: [] };
    const network = networkWith({ 'a.test': ['127.0.0.1'] }, [dns.server]);
    const { facts, contacted } = await run(emptied, network);
    const list = [...facts.values()].flat();
    expect(list).toHaveLength(6);
    expect(list.every(({ outcome, code }) => outcome === 'probe-failed' && code === 'NOT_IN_PLAN')).toBe(
      true,
    );
    expect(contacted).toEqual([]);
    expect(server.connections().total).toBe(0);
    expect(dns.queries()).toEqual([]);
  });

  it('gives no probe a network without the guard', async () => {
    const server = await during(startSilentServer());
    const seen: Fact['code'][] = [];
    const nosy: Probes = {
      ...probes,
      resolve: {
        ...probes.resolve,
        observe: async (_request, context) => {
          const target = { host: '127.0.0.1', address: '127.0.0.1', port: server.port };
          const wait = { timeoutMs: 5000, signal: context.signal };
          const attempt = await context.network.connect(target, wait);
          seen.push(attempt.ok ? 'connected' : attempt.code);
          return [];
        },
      },
    };
    await run(planOf([{ kind: 'resolve', host: 'a.test' }]), networkWith({}), { probes: nosy });
    expect(seen).toEqual(['NOT_IN_PLAN']);
    expect(server.connections().total).toBe(0);
  });
});

describe('a probe that breaks', () => {
  const breaking = (act: () => never): Probes =>
    Object.fromEntries(
      Object.entries(probes).map(([kind, probe]) => [kind, { ...probe, observe: act }]),
    ) as unknown as Probes;

  it.each([
    ['with a code', new ProbeError('EMFILE'), 'EMFILE'],
    ['without a code', new TypeError('x is not a function'), 'TypeError'],
    ['with something that is no error', 'oops', 'UNKNOWN'],
  ])('%s becomes one fact of its kind, whatever the kind', async (_, thrown, code) => {
    const { facts } = await run(planOf(oneOfEachKind), networkWith({}), {
      probes: breaking(() => {
        throw thrown;
      }),
    });
    const list = [...facts.values()];
    expect(list.every((entry) => entry.length === 1)).toBe(true);
    expect(list.flat().map(({ kind, outcome, code: of }) => [kind, outcome, of])).toEqual(
      oneOfEachKind.map(({ kind }) => [kind, 'probe-failed', code]),
    );
  });

  it('does not keep the others from running', async () => {
    const server = await during(startSilentServer());
    const oneBroken: Probes = {
      ...probes,
      'hosts-file': { ...probes['hosts-file'], observe: () => Promise.reject(new ProbeError('EIO')) },
    };
    const requests: readonly ProbeRequest[] = [
      { kind: 'hosts-file' },
      { kind: 'tcp', host: '127.0.0.1', port: server.port },
    ];
    const { outcomes } = await run(planOf(requests), networkWith({}), { probes: oneBroken });
    expect(Object.values(outcomes)).toEqual([['probe-failed'], ['open']]);
  });
});

describe('a run that is stopped', () => {
  it('ends at once with a fact for every probe, and leaves nothing behind', async () => {
    const server = await during(startSilentServer());
    const stop = new AbortController();
    const requests = Array.from(
      { length: 40 },
      (_, index): ProbeRequest => ({ kind: 'tls', host: `h${index}.test`, port: server.port }),
    );
    const plan = planOf(requests, { connectTimeoutMs: 60_000 });
    const running = run(
      plan,
      oneServer(() => ['192.0.2.1']),
      { signal: stop.signal },
    );
    await server.reached(4);
    stop.abort();
    const { facts, events } = await running;
    const list = [...facts.values()].flat();
    expect(list).toHaveLength(40);
    expect(list.every(({ outcome, code }) => outcome === 'cancelled' && code === 'CANCELLED')).toBe(true);
    expect(events.filter(({ kind }) => kind === 'probe-finished')).toHaveLength(40);
    const connected = events.filter((event) => event.kind === 'contacted');
    expect(connected).toHaveLength(4);
    expect(events.at(-1)).toEqual({ kind: 'run-finished' });
    expect(getEventListeners(stop.signal, 'abort')).toHaveLength(0);
    await server.idle();
  });

  it('starts nothing when it was stopped before', async () => {
    const { facts, contacted, events } = await run(planOf(oneOfEachKind), networkWith({}), {
      signal: AbortSignal.abort(),
    });
    expect([...facts.values()].flat().map(({ kind, outcome }) => [kind, outcome])).toEqual(
      oneOfEachKind.map(({ kind }) => [kind, 'cancelled']),
    );
    expect(contacted).toEqual([]);
    expect(events.some(({ kind }) => kind === 'probe-started')).toBe(false);
  });

  it('keeps what was seen before', async () => {
    const silent = await during(startSilentServer());
    const stop = new AbortController();
    const requests: readonly ProbeRequest[] = [
      { kind: 'tcp', host: '127.0.0.1', port: silent.port },
      { kind: 'http', host: '127.0.0.1', port: silent.port, path: '/', hostHeader: null },
    ];
    const { outcomes } = await run(planOf(requests), networkWith({}), {
      signal: stop.signal,
      onEvent: (event) => {
        if (event.kind === 'probe-finished' && event.key.startsWith('tcp')) stop.abort();
      },
    });
    expect(Object.values(outcomes)).toEqual([['open'], ['cancelled']]);
  });

  it('does not wait for a probe that does not heed the signal', async () => {
    const stop = new AbortController();
    const deaf: Probes = {
      ...probes,
      'hosts-file': {
        ...probes['hosts-file'],
        observe: () => {
          stop.abort();
          return new Promise(() => undefined);
        },
      },
    };
    const { outcomes } = await run(planOf([{ kind: 'hosts-file' }]), networkWith({}), {
      probes: deaf,
      signal: stop.signal,
    });
    expect(outcomes).toEqual({ 'hosts-file': ['cancelled'] });
  });

  it('by its budget says so', async () => {
    const server = await during(startSilentServer());
    const request: ProbeRequest = { kind: 'tls', host: '127.0.0.1', port: server.port };
    const plan = planOf([request], { connectTimeoutMs: 60_000, runBudgetMs: 100 });
    const { facts } = await run(plan, networkWith({}));
    expect([...facts.values()].flat()).toMatchObject([{ outcome: 'cancelled', code: 'RUN_BUDGET' }]);
    await server.idle();
  });

  it('closes connections that a probe forgot', async () => {
    const server = await during(startSilentServer());
    const forgetful: Probes = {
      ...probes,
      tcp: {
        ...probes.tcp,
        observe: async ({ host }, { network, signal }) => {
          await network.connect({ host, address: host, port: server.port }, { timeoutMs: 5000, signal });
          return [];
        },
      },
    };
    const plan = planOf([{ kind: 'tcp', host: '127.0.0.1', port: server.port }]);
    await run(plan, networkWith({}), { probes: forgetful });
    await server.idle();
    expect(server.connections().total).toBe(1);
  });
});

describe('the limits of a run', () => {
  const tlsTo = (hosts: readonly string[], port: number): readonly ProbeRequest[] =>
    hosts.map((host) => ({ kind: 'tls', host, port }));
  const hosts = (count: number) => Array.from({ length: count }, (_, index) => `h${index}.test`);
  const lastOf = (host: string) => host.slice(1, -5);
  const tcpTo = (to: readonly string[], port: number): readonly ProbeRequest[] =>
    to.map((host) => ({ kind: 'tcp', host, port }));

  /** Starts a run against a server that never answers, waits for so many connections, and then ends it. */
  async function mostConnections(
    requests: (port: number) => readonly ProbeRequest[],
    addressOf: (host: string) => readonly string[],
    expected: number,
  ): Promise<number> {
    const server = await during(startSilentServer());
    const stop = new AbortController();
    const plan = planOf(requests(server.port), { connectTimeoutMs: 60_000 });
    const running = run(plan, oneServer(addressOf), { signal: stop.signal });
    await server.reached(expected);
    for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    stop.abort();
    await running;
    return server.connections().most;
  }

  it('allow hundreds of connections at a time, for one that waits costs little', async () => {
    const most = await mostConnections(
      (port) => tlsTo(hosts(250), port),
      (host) => [`192.0.2.${lastOf(host)}`],
      250,
    );
    expect(most).toBe(250);
  });

  it('do not allow more connections than there are sockets, and try again alone what got none', async () => {
    const network = oneServer((host) => [`192.0.2.${lastOf(host)}`]);
    const counts = { now: 0, refused: 0 };
    const scarce: Network = {
      ...network,
      connect: async (target, wait) => {
        if (counts.now >= 5) {
          counts.refused += 1;
          return { startedAt: systemClock.now(), durationMs: 0, ok: false, code: 'EMFILE', local: null };
        }
        counts.now += 1;
        const tried = await network.connect(target, wait);
        if (tried.ok) tried.value.once('close', () => (counts.now -= 1));
        else counts.now -= 1;
        return tried;
      },
    };
    const server = await during(startSilentServer());
    const requests = tcpTo(hosts(20), server.port);
    const { outcomes } = await run(planOf(requests), scarce);
    expect(Object.values(outcomes)).toEqual(requests.map(() => ['open']));
    expect(counts.refused).toBeGreaterThan(0);
  });

  it('allow so many connections to other machines in a second, and count none within this one', async () => {
    const server = await during(startSilentServer());
    const begun: number[] = [];
    const network = oneServer((host) => [`192.0.2.${lastOf(host)}`]);
    const timed: Network = {
      ...network,
      connect: (target, wait) => {
        begun.push(systemClock.monotonicMs());
        return network.connect(target, wait);
      },
    };
    const limits = { connectionsPerSecond: 100 };
    await run(planOf(tcpTo(hosts(30), server.port), limits), timed);
    expect(Math.max(...begun) - Math.min(...begun)).toBeGreaterThan(250);
    begun.length = 0;
    const here = Array.from({ length: 30 }, (_, index) => `127.0.0.${index + 1}`);
    await run(planOf(tcpTo(here, server.port), { connectionsPerSecond: 1 }), timed);
    expect(begun).toHaveLength(30);
  });

  it('allow four at a time to one address, whatever its names', async () => {
    const most = await mostConnections(
      (port) => tlsTo(hosts(12), port),
      () => ['192.0.2.1'],
      4,
    );
    expect(most).toBe(4);
  });

  it('allow four at a time to one name, whatever its addresses', async () => {
    const addresses = Array.from({ length: 12 }, (_, index) => `192.0.2.${index}`);
    const most = await mostConnections(
      (port) => [{ kind: 'tcp', host: 'many.test', port }],
      () => addresses,
      4,
    );
    expect(most).toBe(4);
  });

  it('ask four addresses of a name in the protocol of a service at most, and no more at a time', async () => {
    const addresses = Array.from({ length: 12 }, (_, index) => `192.0.2.${index}`);
    const most = await mostConnections(
      (port) =>
        ['/', '/a', '/b'].map((path) => ({ kind: 'http', host: 'many.test', port, path, hostHeader: null })),
      () => addresses,
      4,
    );
    expect(most).toBe(4);
  });

  it('ask no address in the protocol of a service that took no connection', async () => {
    const server = await during(startTdsServer({}, '127.0.0.2'));
    const network = networkWith({ 'db.test': ['127.0.0.9', '127.0.0.2'] });
    const { facts } = await run(
      planOf([
        { kind: 'tcp', host: 'db.test', port: server.port },
        { kind: 'tds', host: 'db.test', port: server.port, instance: null },
      ]),
      network,
    );
    const asked = [...facts.values()]
      .flat()
      .map(({ kind, outcome, remoteAddress }) => [kind, outcome, remoteAddress]);
    expect(asked).toEqual([
      ['tcp', 'refused', '127.0.0.9'],
      ['tcp', 'open', '127.0.0.2'],
      ['tds', 'open', '127.0.0.2'],
    ]);
  });

  it('let others have their turn while the web server of this machine starts', async () => {
    const asked = (port: number): readonly ProbeRequest[] =>
      Array.from(
        { length: 8 },
        (_, index): ProbeRequest => ({
          kind: 'http',
          host: '127.0.0.1',
          port,
          path: `/${index}`,
          hostHeader: null,
        }),
      );
    expect(await mostConnections(asked, () => ['127.0.0.1'], 8)).toBe(8);
  });

  it('do not let a slow host hold up another one', async () => {
    const slow = await during(startSilentServer());
    const quick = await during(startHttpServer({ status: 200 }));
    const stop = new AbortController();
    const requests: readonly ProbeRequest[] = [
      ...hosts(40).map((host): ProbeRequest => ({ kind: 'tls', host, port: slow.port })),
      { kind: 'http', host: 'quick.test', port: quick.port, path: '/', hostHeader: null },
    ];
    const plan = planOf(requests, { connectTimeoutMs: 60_000 });
    const network = oneServer((host) => [host === 'quick.test' ? '192.0.2.2' : '192.0.2.1']);
    const { facts } = await run(plan, network, {
      signal: stop.signal,
      onEvent: (event) => {
        if (event.kind === 'probe-finished' && event.key.startsWith('http')) stop.abort();
      },
    });
    const list = [...facts.values()].flat();
    expect(list.filter(({ outcome }) => outcome === 'cancelled')).toHaveLength(40);
    expect(list.at(-1)).toMatchObject({ kind: 'http', outcome: 'open' });
    expect(slow.connections().most).toBeLessThanOrEqual(4);
  });
});

describe('an end that takes no connection', () => {
  const silentWorld = (connects: string[], deadPort: number): Network => {
    const network = oneServer(() => ['192.0.2.1']);
    return {
      ...network,
      connect: (target, wait) => {
        connects.push(`${target.host}:${target.port}`);
        if (target.port !== deadPort) return network.connect(target, wait);
        const failed = { durationMs: wait.timeoutMs, ok: false, code: 'DEADLINE', local: null } as const;
        return Promise.resolve({ startedAt: new Date('2026-03-01T10:00:00Z'), ...failed });
      },
    };
  };
  const asked = (port: number): readonly ProbeRequest[] => [
    { kind: 'http', host: 'a.test', port, path: '/', hostHeader: null },
    { kind: 'latency', host: 'a.test', port, samples: 5 },
    { kind: 'tls', host: 'a.test', port },
    { kind: 'tcp', host: 'a.test', port },
  ];

  it('is waited for once, and answers whatever else is asked of it', async () => {
    const connects: string[] = [];
    const { facts, contacted } = await run(planOf(asked(81)), silentWorld(connects, 81));
    expect(connects).toEqual(['a.test:81']);
    expect(contacted).toMatchObject([{ host: 'a.test', count: 1 }]);
    const list = [...facts.values()].flat();
    expect(list.map(({ kind, outcome, code }) => [kind, outcome, code])).toEqual([
      ['http', 'timeout', 'DEADLINE'],
      ['latency', 'timeout', 'DEADLINE'],
      ['tls', 'timeout', 'DEADLINE'],
      ['tcp', 'timeout', 'DEADLINE'],
    ]);
    for (const fact of list)
      expect(fact).toMatchObject({ startedAt: '2026-03-01T10:00:00.000Z', durationMs: 5000 });
  });

  it('is asked twice where the limit is so short that one packet may have been lost', async () => {
    const connects: string[] = [];
    const { outcomes } = await run(planOf(asked(81), { connectTimeoutMs: 500 }), silentWorld(connects, 81));
    expect(connects).toHaveLength(2);
    expect(outcomes['tcp a.test 81']).toEqual(['timeout', 'timeout']);
    expect(outcomes['tls a.test 81']).toEqual(['timeout']);
  });

  it('keeps nothing from another port of the same host, nor from one that took the second connection', async () => {
    const server = await during(startHttpServer({ status: 200 }));
    const connects: string[] = [];
    const network = silentWorld(connects, 81);
    const lost = { count: 0 };
    const lossy: Network = {
      ...network,
      connect: (target, wait) => {
        lost.count += 1;
        return network.connect(lost.count === 1 ? { ...target, port: 81 } : target, wait);
      },
    };
    const requests = asked(server.port).filter(({ kind }) => kind === 'http' || kind === 'tcp');
    const { outcomes } = await run(planOf(requests, { connectTimeoutMs: 3000 }), lossy);
    expect(Object.values(outcomes)).toEqual([['open'], ['timeout', 'open']]);
  });
});

describe('latency', () => {
  it('is measured when everything else of the run has ended', async () => {
    const server = await during(startHttpServer({ status: 200 }));
    const requests: readonly ProbeRequest[] = [
      { kind: 'latency', host: 'a.test', port: server.port, samples: 2 },
      { kind: 'tcp', host: 'a.test', port: server.port },
      { kind: 'http', host: 'b.test', port: server.port, path: '/', hostHeader: null },
    ];
    const { events } = await run(
      planOf(requests),
      oneServer((host) => [host === 'a.test' ? '192.0.2.1' : '192.0.2.2']),
    );
    const order = events.flatMap((event) =>
      'key' in event ? [`${event.key.split(' ')[0]} ${event.kind}`] : [],
    );
    expect(order.slice(-2)).toEqual(['latency probe-started', 'latency probe-finished']);
    expect(order).toHaveLength(6);
  });

  it('does not wait for ends that do not answer', async () => {
    const server = await during(startSilentServer());
    const network = oneServer((host) => [host === 'a.test' ? '192.0.2.1' : '192.0.2.2']);
    let giveUp: () => void = () => undefined;
    const silence = new Promise<void>((resolve) => {
      giveUp = resolve;
    });
    const half: Network = {
      ...network,
      connect: async (target, wait) => {
        if (target.host === 'a.test') return await network.connect(target, wait);
        await silence;
        return { startedAt: systemClock.now(), durationMs: 5000, ok: false, code: 'DEADLINE', local: null };
      },
    };
    const requests: readonly ProbeRequest[] = ['a.test', 'silent.test'].flatMap((host) => [
      { kind: 'tcp', host, port: server.port },
      { kind: 'latency', host, port: server.port, samples: 2 },
    ]);
    const { outcomes } = await run(planOf(requests), half, {
      onEvent: (event) => {
        if (event.kind === 'probe-finished' && event.key.startsWith('latency a.test')) giveUp();
      },
    });
    expect(Object.values(outcomes)).toEqual([['open'], ['measured'], ['timeout'], ['timeout']]);
  });
});
