import { describe, expect, it } from 'vitest';
import { firewallEndText, firewallRequest } from '../../../../shared/report/firewall-request.ts';
import type { RunResult } from '../../../../shared/run/result.ts';
import {
  cancelledResult,
  failedResult,
  farmResult,
  healthyWorld,
  lifetimeResult,
  sampleResult,
  troubledWorld,
  type World,
} from '../../../support/sample-results.ts';

const rowsOf = (result: RunResult, host: string, port: number) =>
  firewallRequest(result).filter((row) => row.destination.host === host && row.port === port);

const keyOf = (row: ReturnType<typeof firewallRequest>[number]) =>
  [firewallEndText(row.source), row.destination.host, row.port, row.protocol].join(' ');

const frontEnd = (
  answers: Readonly<Record<string, unknown>>,
  troubles: Parameters<typeof troubledWorld>[1] = [],
) =>
  sampleResult({
    world: troubledWorld(healthyWorld('before-install'), troubles),
    profile: {
      machine: { roles: ['front-end'] },
      controller: { host: 'controller.example.local' },
      frontEnds: [{ host: 'app01' }, { host: 'fe02.example.local' }],
      databases: [{ purpose: 'platform', host: 'db01.example.local' }],
      ...answers,
    },
  });

describe('the firewall request', () => {
  it('has one row for each source, destination, port and protocol, with the requirements of all checks', () => {
    const rows = firewallRequest(farmResult());
    expect(new Set(rows.map(keyOf)).size).toBe(rows.length);
    const [row] = rowsOf(frontEnd({}), 'controller.example.local', 12000);
    expect(row?.requirements).toEqual(expect.arrayContaining(['R8', 'M2']));
    expect(row?.checks).toEqual(expect.arrayContaining(['out-ctrl', 'mon-fe-ctrl']));
    expect(row?.severity).toBe('required');
  });

  it('names each requirement of a merged row once, in the order of the source document', () => {
    for (const { requirements } of firewallRequest(farmResult()))
      expect(new Set(requirements).size).toBe(requirements.length);
    const [row] = rowsOf(frontEnd({}), 'controller.example.local', 12000);
    expect(row?.requirements.indexOf('R8')).toBeLessThan(row?.requirements.indexOf('M2') ?? -1);
  });

  it('is open when the connection came about, whatever depth says of it', () => {
    expect(rowsOf(frontEnd({}), 'db01.example.local', 1433)[0]).toMatchObject({
      state: 'open',
      observed: 'open, 1.4 ms',
      verdict: 'pass',
      direction: 'outbound',
      protocol: 'TCP',
    });
    const tls = frontEnd({ lifetime: { host: 'lifetime.example.local' } }, [
      { host: 'lifetime.example.local', port: 443, outcome: 'tls-expired', code: 'CERT_HAS_EXPIRED' },
    ]);
    expect(rowsOf(tls, 'lifetime.example.local', 443)[0]).toMatchObject({ state: 'open', verdict: 'warn' });
  });

  it.each([
    ['timeout', 'ETIMEDOUT', 'fail'],
    ['refused', 'ECONNREFUSED', 'not-yet'],
  ] as const)('is needed when the connection did not come about: %s', (outcome, code, verdict) => {
    const result = frontEnd({}, [{ host: 'controller.example.local', port: 12000, outcome, code }]);
    expect(rowsOf(result, 'controller.example.local', 12000)[0]).toMatchObject({ state: 'needed', verdict });
  });

  it('is not tested when the run was cancelled before', () => {
    const rows = firewallRequest(cancelledResult()).filter((row) => row.direction === 'outbound');
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.every((row) => row.state === 'not tested')).toBe(true);
  });

  it('is not tested for connections that others open, with the place where no host is known', () => {
    const inbound = firewallRequest(frontEnd({})).filter((row) => row.direction === 'inbound');
    expect(inbound.every((row) => row.state === 'not tested' && row.destination.host === 'app01')).toBe(true);
    expect(inbound.map((row) => firewallEndText(row.source))).toContain('End users');
    expect(inbound.map((row) => firewallEndText(row.source))).toContain('controller.example.local');
  });

  it('names every machine of a place that opens connections, but not this one', () => {
    const sources = firewallRequest(farmResult())
      .filter((row) => row.direction === 'inbound' && row.port === 12000)
      .map((row) => firewallEndText(row.source));
    expect(sources).toHaveLength(12);
    expect(sources.some((source) => source.startsWith('controller-01'))).toBe(false);
  });

  it('keeps the servers that LifeTime manages apart from those of its own environment', () => {
    const result = sampleResult({
      profile: {
        machine: { roles: ['lifetime'] },
        controller: { host: 'app01' },
        lifetime: { host: 'app01' },
        frontEnds: [{ host: 'app01' }, { host: 'lt02' }, { host: 'lt03' }],
        managedServers: [
          { host: '10.1.0.1', roles: ['controller'] },
          { host: '10.1.0.2', roles: ['front-end'] },
        ],
      },
    });
    const inbound = firewallRequest(result).filter((row) => row.direction === 'inbound');
    const sources = (key: string): readonly string[] =>
      inbound
        .filter((row) => (row.requirements as readonly string[]).includes(key))
        .map((row) => firewallEndText(row.source));
    expect(sources('R8')).toEqual(['lt02', 'lt03']);
    expect(sources('T4')).toEqual(['10.1.0.2']);
    expect(sources('T0')).toEqual(['10.1.0.1', '10.1.0.2']);
  });

  it('asks for nothing between the services of one machine', () => {
    const rows = firewallRequest(sampleResult());
    expect(rows.some((row) => row.direction === 'outbound')).toBe(false);
    expect(rowsOf(frontEnd({}), 'app01', 80).some((row) => row.direction === 'outbound')).toBe(false);
  });

  describe('of an instance whose port is told during the run', () => {
    const host = 'db01.example.local';
    const named = (troubles: Parameters<typeof troubledWorld>[1] = []) =>
      frontEnd({ databases: [{ purpose: 'platform', host: `${host}\\OS` }] }, troubles);
    const ports = (result: RunResult) =>
      firewallRequest(result)
        .filter((row) => row.destination.host === host)
        .map(({ protocol, port, state }) => `${protocol} ${port} ${state}`);

    it('has the port of SQL Server Browser and the one that it told', () => {
      expect(ports(named())).toEqual(['UDP 1434 open', 'TCP 49812 open']);
    });

    it('has the port of SQL Server Browser alone when it told nothing', () => {
      const silent = named([{ host, port: 1434, outcome: 'timeout', code: 'DEADLINE' }]);
      expect(firewallRequest(silent).find((row) => row.port === 1434)).toMatchObject({
        protocol: 'UDP',
        state: 'needed',
        observed: 'no answer, 2.1 ms',
        verdict: 'fail',
      });
    });
  });

  describe('of a service behind a proxy', () => {
    const proxied = {
      machine: { roles: ['front-end'] },
      features: { mobileApps: true },
      proxy: { mode: 'manual', url: 'http://proxy.example.local:3128' },
    };
    const mabs = 'nativebuilder.api.outsystems.com';
    const closed = {
      host: mabs,
      port: 443,
      outcome: 'timeout',
      code: 'ETIMEDOUT',
      durationMs: 5000,
    } as const;
    const world =
      (outcome: 'open' | 'proxy-unreachable'): World =>
      (request) => {
        if (request.kind !== 'proxy-connect')
          return troubledWorld(healthyWorld('before-install'), [closed])(request);
        const answers = healthyWorld('before-install')(request);
        return outcome === 'open' ? answers : answers.slice(0, 1).map((answer) => ({ ...answer, outcome }));
      };
    const cloudRows = (outcome: 'open' | 'proxy-unreachable') =>
      firewallRequest(sampleResult({ profile: proxied, world: world(outcome) }))
        .filter(({ checks }) => checks.includes('out-mabs'))
        .map(({ destination, port, state }) => [destination.host, port, state]);

    it('asks for the way to the proxy, not for the direct one', () => {
      expect(cloudRows('open')).toEqual([['proxy.example.local', 3128, 'open']]);
      expect(cloudRows('proxy-unreachable')).toEqual([['proxy.example.local', 3128, 'needed']]);
    });

    it('asks for the direct one where that is open', () => {
      const result = sampleResult({ profile: proxied });
      const rows = firewallRequest(result).filter(({ checks }) => checks.includes('out-mabs'));
      expect(rows.map(({ destination, state }) => [destination.host, state])).toEqual([[mabs, 'open']]);
    });
  });

  it('puts what is needed first', () => {
    const states = firewallRequest(failedResult()).map(({ state }) => state);
    const order = ['needed', 'not tested', 'open'];
    expect(states).toEqual([...states].sort((a, b) => order.indexOf(a) - order.indexOf(b)));
    expect(new Set(states)).toEqual(new Set(order));
  });

  it('covers what a LifeTime server opens to the servers that it manages', () => {
    expect(rowsOf(lifetimeResult(), 'prod-fe2.example.local', 443)[0]).toMatchObject({
      state: 'needed',
      source: { place: 'lifetime' },
    });
  });
});
