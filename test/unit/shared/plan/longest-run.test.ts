import { describe, expect, it } from 'vitest';
import { longestRunMs } from '../../../../shared/plan/longest-run.ts';
import { maxAttempts, maxPerHost, maxSockets } from '../../../../shared/probe/limits.ts';
import type { ProbeRequest } from '../../../../shared/probe/probe-request.ts';

const limits = { connectTimeoutMs: 5000 };
/** How long one round of connections takes: with this limit the system itself asks twice. */
const round = limits.connectTimeoutMs;
const plan = (
  requests: readonly ProbeRequest[],
  names: readonly string[] = [],
  other: {
    readonly runBudgetMs?: number;
    readonly connectTimeoutMs?: number;
    readonly connectionsPerSecond?: number;
  } = {},
) => ({
  names,
  probes: requests.map((request, index) => ({ key: String(index), request })),
  profile: { limits: { ...limits, ...other } },
});
const many = (count: number, request: (index: number) => ProbeRequest) =>
  Array.from({ length: count }, (_, index) => request(index));
const tcp = (host: string, port: number): ProbeRequest => ({ kind: 'tcp', host, port });

describe('the longest that a run takes', () => {
  it('is nothing when it contacts nobody', () => {
    const local: readonly ProbeRequest[] = [
      { kind: 'hosts-file' },
      { kind: 'bind', address: '0.0.0.0', port: 12000 },
      { kind: 'port-owner', port: 80 },
    ];
    expect(longestRunMs(plan(local))).toBe(0);
  });

  it('leaves the web server of this machine time to start, beside everything else', () => {
    const own = { kind: 'http', host: '127.0.0.1', port: 80, path: '/', hostHeader: null } as const;
    expect(longestRunMs(plan([own]))).toBe(30_000);
    expect(longestRunMs(plan([{ ...own, host: 'web1' }]))).toBe(round);
    const busy = many(7 * maxPerHost, (index) => tcp('a', index));
    expect(longestRunMs(plan([...busy, own]))).toBe(7 * round);
    expect(longestRunMs(plan([own], [], { runBudgetMs: 9000 }))).toBe(9000);
  });

  it('counts the rounds of the busiest host', () => {
    const toOne = many(maxPerHost + 1, (port) => tcp('db.example.local', port + 1));
    expect(longestRunMs(plan(toOne))).toBe(2 * round);
    expect(longestRunMs(plan(toOne.slice(1)))).toBe(round);
  });

  it('counts the rounds of all hosts together', () => {
    const tls = (index: number): ProbeRequest => ({ kind: 'tls', host: `h${index}`, port: 443 });
    const pace = { connectionsPerSecond: 100_000 };
    expect(longestRunMs(plan(many(maxSockets, tls), [], pace))).toBe(round);
    expect(longestRunMs(plan(many(maxSockets + 1, tls), [], pace))).toBe(2 * round);
    expect(longestRunMs(plan(many(20, tls), [], { connectionsPerSecond: 10 }))).toBe(round + 2000);
  });

  it('waits once for the silence of an end, whatever is asked of it, and twice with a short limit', () => {
    const db = { host: 'db.example.local', port: 1433 };
    const deep: readonly ProbeRequest[] = [
      tcp(db.host, db.port),
      { kind: 'tds', ...db, instance: null },
      { kind: 'latency', ...db, samples: 20 },
    ];
    expect(longestRunMs(plan(deep))).toBe(round);
    expect(longestRunMs(plan(deep, [], { connectTimeoutMs: 2000 }))).toBe(maxAttempts * 2000);
    const browser: ProbeRequest = { kind: 'sql-browser', host: db.host, port: 1434, instance: 'OS' };
    expect(longestRunMs(plan([browser]))).toBe(maxAttempts * round);
  });

  it('counts what goes through a proxy as going to the proxy', () => {
    const through = (index: number): ProbeRequest => ({
      kind: 'proxy-connect',
      host: 'h',
      port: 443,
      path: '/',
      issuer: 'public',
      proxy: { host: 'proxy', port: 3128 + index, secure: false },
      source: 'the profile',
    });
    expect(longestRunMs(plan(many(maxPerHost + 1, through)))).toBe(2 * round);
  });

  it('adds the time in which no name server answers', () => {
    expect(longestRunMs(plan([tcp('a', 1)], ['a']))).toBe(round + 4 * limits.connectTimeoutMs);
    const looked = (count: number) => longestRunMs(plan([], Array(count).fill('a')));
    expect([looked(0), looked(4), looked(5)]).toEqual([0, 20_000, 40_000]);
  });

  it('is never more than the budget', () => {
    expect(longestRunMs(plan([tcp('a', 1)], ['a'], { runBudgetMs: 7000 }))).toBe(7000);
    expect(longestRunMs(plan([tcp('a', 1)], [], { runBudgetMs: round + 1 }))).toBe(round);
  });
});
