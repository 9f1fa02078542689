import { describe, expect, it } from 'vitest';
import { longestRunMs, maxAtOnce, maxAttempts, maxPerHost } from '../../../../shared/run/longest-run.ts';

const limits = { connectTimeoutMs: 5000 };
/** How long one round of connections takes when each is tried as often as it may be. */
const round = maxAttempts * limits.connectTimeoutMs;
const plan = (probes: readonly string[], names: readonly string[] = []) => ({
  names: [...names],
  checks: [{ probes: [...probes] }],
});
const many = (count: number, key: (index: number) => string) =>
  Array.from({ length: count }, (_, i) => key(i));

describe('the longest that a run takes', () => {
  it('is nothing when it contacts nobody', () => {
    expect(longestRunMs(plan(['hosts-file', 'bind 0.0.0.0 12000', 'port-owner 80']), limits)).toBe(0);
  });

  it('counts the rounds of the busiest host, each probe once', () => {
    const toOne = many(maxPerHost + 1, (port) => `tcp db.example.local ${port + 1}`);
    expect(longestRunMs(plan(toOne), limits)).toBe(2 * round);
    expect(
      longestRunMs({ names: [], checks: [{ probes: ['tcp a 1'] }, { probes: ['tcp a 1'] }] }, limits),
    ).toBe(round);
  });

  it('counts the rounds of all hosts together', () => {
    expect(longestRunMs(plan(many(maxAtOnce, (index) => `tls h${index} 443`)), limits)).toBe(round);
    expect(longestRunMs(plan(many(maxAtOnce + 1, (index) => `tls h${index} 443`)), limits)).toBe(2 * round);
  });

  it('adds the time in which no name server answers', () => {
    expect(longestRunMs(plan(['tcp a 1'], ['a']), limits)).toBe(round + 4 * limits.connectTimeoutMs);
  });

  it('is never more than the budget', () => {
    const budget = { ...limits, runBudgetMs: 7000 };
    expect(longestRunMs(plan(['tcp a 1'], ['a']), budget)).toBe(7000);
    expect(longestRunMs(plan(['tcp a 1']), { ...limits, runBudgetMs: round + 1 })).toBe(round);
  });
});
