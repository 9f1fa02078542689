import { describe, expect, it } from 'vitest';
import { longestRunMs } from '../../../../shared/plan/longest-run.ts';
import { maxAtOnce, maxAttempts, maxPerHost } from '../../../../shared/probe/limits.ts';
import type { ProbeRequest } from '../../../../shared/probe/probe-request.ts';

const limits = { connectTimeoutMs: 5000 };
/** How long one round of connections takes when each is tried as often as it may be. */
const round = maxAttempts * limits.connectTimeoutMs;
const plan = (
  requests: readonly ProbeRequest[],
  names: readonly string[] = [],
  budget: { readonly runBudgetMs?: number } = {},
) => ({
  names,
  probes: requests.map((request, index) => ({ key: String(index), request })),
  profile: { limits: { ...limits, ...budget } },
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

  it('counts the rounds of the busiest host', () => {
    const toOne = many(maxPerHost + 1, (port) => tcp('db.example.local', port + 1));
    expect(longestRunMs(plan(toOne))).toBe(2 * round);
    expect(longestRunMs(plan(toOne.slice(1)))).toBe(round);
  });

  it('counts the rounds of all hosts together', () => {
    const tls = (index: number): ProbeRequest => ({ kind: 'tls', host: `h${index}`, port: 443 });
    expect(longestRunMs(plan(many(maxAtOnce, tls)))).toBe(round);
    expect(longestRunMs(plan(many(maxAtOnce + 1, tls)))).toBe(2 * round);
  });

  it('counts what goes through a proxy as going to the proxy', () => {
    const through = (index: number): ProbeRequest => ({
      kind: 'proxy-connect',
      host: `h${index}`,
      port: 443,
      path: '/',
      issuer: 'public',
      proxy: { host: 'proxy', port: 3128, secure: false },
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
